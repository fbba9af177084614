/** Who hears a room: its name alone does not say, as visitors and staff both have a conversation open. */
export type Audience = 'visitor' | 'agent';

/** Names of the rooms that sockets join; ids are UUIDs, so that no name can be mistaken for another. */
export const rooms = {
  visitor: (visitorId: string) => `visitor:${visitorId}`,
  agent: (agentId: string) => `agent:${agentId}`,
  /** Staff of a team: they hear of every conversation that is theirs. */
  team: (teamId: string) => `team:${teamId}`,
  /** Whoever has it open, beside its holders and its team. */
  conversation: (conversationId: string) => `conversation:${conversationId}`,
  /** Who watches the queues. */
  queues: 'queues',
  /** All sockets of this server, for what each server sees by itself. */
  everybody: 'everybody',
  /** Clients of an older wire: what they would refuse is translated for them, on each server by itself. */
  older: 'older-wire',
  visitorSession: (sessionId: string) => `visitor-session:${sessionId}`,
  agentSession: (sessionId: string) => `agent-session:${sessionId}`,
};

/**
 * The channel on which other servers are told of a room. Sessions have none: they are told of on the channel of whose
 * they are, which costs every connected socket one subscription less; a wire is nothing to be told about, and what
 * everybody hears each server says to its own.
 */
function channelOf(audience: Audience, room: string): string | null {
  const isOwn = room === rooms.older || room === rooms.everybody;
  return room.includes('-session:') || isOwn ? null : `haven:${audience}:${room}`;
}

/** The channels of these rooms, without those that have none. */
export function channelsOf(audience: Audience, names: readonly string[]): string[] {
  return names.map((name) => channelOf(audience, name)).filter((channel) => channel !== null);
}
