/** Names of the rooms that sockets join; ids are UUIDs, so that no name can be mistaken for another. */
export const rooms = {
  visitor: (visitorId: string) => `visitor:${visitorId}`,
  agent: (agentId: string) => `agent:${agentId}`,
  /** Staff of a team: they hear of every conversation that is theirs. */
  team: (teamId: string) => `team:${teamId}`,
  /** Whoever has it open, beside its holders and its team. */
  conversation: (conversationId: string) => `conversation:${conversationId}`,
  visitorSession: (sessionId: string) => `visitor-session:${sessionId}`,
  agentSession: (sessionId: string) => `agent-session:${sessionId}`,
};
