import { agentNamespace, visitorNamespace } from '@haven/shared/realtime/handshake';
import type { NoticeOf } from '@haven/shared/realtime/define';
import type { AgentNotices } from '@haven/shared/realtime/agent-events';
import type { VisitorNotices } from '@haven/shared/realtime/visitor-events';
import type { Server } from 'socket.io';
import type { StaffConversation } from '@haven/shared/conversation';
import type { ConversationNews, Publish } from '../flows/publish.ts';
import type { RevokeSockets } from './session-keeper.ts';
import { rooms } from './rooms.ts';

type StaffAudience = Pick<ConversationNews, 'holderIds' | 'teamId' | 'caseTeamId'>;

/** Whoever of staff has a conversation open, and who holds it. */
function followersOf(conversationId: string, holderIds: readonly string[]): string[] {
  return [rooms.conversation(conversationId), ...holderIds.map(rooms.agent)];
}

/** Emits notices with the types of the shared contract (WIRE1). */
function createEmitters(io: Server) {
  const visitors = io.of(visitorNamespace);
  const agents = io.of(agentNamespace);
  return {
    toVisitor<K extends keyof VisitorNotices & string>(
      to: string[],
      name: K,
      notice: NoticeOf<VisitorNotices, K>,
    ): void {
      visitors.to(to).emit(name, notice);
    },
    toAgents<K extends keyof AgentNotices & string>(
      to: string[],
      name: K,
      notice: NoticeOf<AgentNotices, K>,
    ): void {
      agents.to(to).emit(name, notice);
    },
  };
}

/**
 * Tells all servers' sockets what was committed (MSG6). Entries go before the state that counts them, so that a client
 * in step never sees a hole; one that is out of step pulls (LIVE1).
 */
export function createPublish(io: Server, revoke: RevokeSockets): Publish {
  const { toVisitor, toAgents } = createEmitters(io);

  function tellStaff(
    conversation: StaffConversation,
    { holderIds, teamId, caseTeamId }: StaffAudience,
  ): void {
    const teams = caseTeamId === null ? [teamId] : [teamId, caseTeamId];
    const audience = [...followersOf(conversation.id, holderIds), ...teams.map(rooms.team)];
    toAgents(audience, 'conversation:changed', { conversation });
  }

  return {
    conversation({ visitorId, visitor, staff, ...audience }) {
      const conversationId = staff.conversation.id;
      const toVisitors = [rooms.visitor(visitorId)];
      const followers = followersOf(conversationId, audience.holderIds);
      for (const entry of visitor?.entries ?? [])
        toVisitor(toVisitors, 'entry:new', { conversationId, entry });
      for (const entry of staff.entries) toAgents(followers, 'entry:new', { conversationId, entry });
      if (visitor) toVisitor(toVisitors, 'conversation:changed', { conversation: visitor.conversation });
      tellStaff(staff.conversation, audience);
    },

    entry({ conversationId, visitorId, holderIds, visitor, staff }) {
      if (visitor) toVisitor([rooms.visitor(visitorId)], 'entry:new', { conversationId, entry: visitor });
      toAgents(followersOf(conversationId, holderIds), 'entry:new', { conversationId, entry: staff });
    },

    staffState: ({ conversation, ...audience }) => tellStaff(conversation, audience),

    moved(conversationId, { holderIds, teamId }) {
      const team = teamId === null ? [] : [rooms.team(teamId)];
      revoke.recheckReaders(conversationId, [...holderIds.map(rooms.agent), ...team]);
    },

    read({ conversationId, visitorId, reader, visitorSeq, staffSeq }) {
      if (visitorSeq !== null) {
        toVisitor([rooms.visitor(visitorId)], 'conversation:read', {
          conversationId,
          reader,
          seq: visitorSeq,
        });
      }
      toAgents([rooms.conversation(conversationId)], 'conversation:read', {
        conversationId,
        reader,
        seq: staffSeq,
      });
    },

    queueMoved(visitorId, place) {
      toVisitor([rooms.visitor(visitorId)], 'queue:moved', place);
    },

    agentChanged(me) {
      toAgents([rooms.agent(me.id)], 'agent:changed', { me });
      revoke.recheckAgent(me.id);
    },

    revokeAgent(agentId, reason, sessionId) {
      revoke.agent(sessionId === undefined ? rooms.agent(agentId) : rooms.agentSession(sessionId), reason);
    },

    revokeVisitor(visitorId, reason, sessionId) {
      revoke.visitor(
        sessionId === undefined ? rooms.visitor(visitorId) : rooms.visitorSession(sessionId),
        reason,
      );
    },
  };
}
