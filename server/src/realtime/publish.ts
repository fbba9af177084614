import type { StaffConversation } from '@haven/shared/conversation';
import type { ConversationNews, Publish } from '../flows/publish.ts';
import type { Delivery } from './deliver.ts';
import { rooms } from './rooms.ts';
import type { RevokeSockets } from './session-keeper.ts';

type StaffAudience = Pick<ConversationNews, 'holderIds' | 'teamId' | 'caseTeamId'>;

/** Whoever of staff has a conversation open, and who holds it. */
function followersOf(conversationId: string, holderIds: readonly string[]): string[] {
  return [rooms.conversation(conversationId), ...holderIds.map(rooms.agent)];
}

/** Tells the state to those who follow a conversation and to its teams, for their lists. */
function tellStaff(tell: Delivery['tell'], conversation: StaffConversation, audience: StaffAudience): void {
  const { holderIds, teamId, caseTeamId } = audience;
  const teams = caseTeamId === null ? [teamId] : [teamId, caseTeamId];
  const to = [...followersOf(conversation.id, holderIds), ...teams.map(rooms.team)];
  tell({ audience: 'agent', rooms: to }, 'conversation:changed', { conversation });
}

/**
 * Tells what happened to a conversation. Entries go before the state that counts them, so that a client in step never
 * sees a hole; one that is out of step pulls (LIVE1).
 */
export function tellConversation(
  tell: Delivery['tell'],
  { visitorId, visitor, staff, ...audience }: ConversationNews,
): void {
  const conversationId = staff.conversation.id;
  const toVisitors = { audience: 'visitor', rooms: [rooms.visitor(visitorId)] } as const;
  const toFollowers = {
    audience: 'agent',
    rooms: followersOf(conversationId, audience.holderIds),
  } as const;
  for (const entry of visitor?.entries ?? []) tell(toVisitors, 'entry:new', { conversationId, entry });
  for (const entry of staff.entries) tell(toFollowers, 'entry:new', { conversationId, entry });
  if (visitor) tell(toVisitors, 'conversation:changed', { conversation: visitor.conversation });
  tellStaff(tell, staff.conversation, audience);
}

/** Tells all servers' sockets what was committed (MSG6); `queuesMoved` is called when queues or loads may have. */
export function createPublish(
  { tell, tellHere }: Delivery,
  revoke: RevokeSockets,
  queuesMoved: () => void,
): Publish {
  return {
    conversation(news) {
      tellConversation(tell, news);
      queuesMoved();
    },

    entry({ conversationId, visitorId, holderIds, visitor, staff }) {
      const toVisitors = { audience: 'visitor', rooms: [rooms.visitor(visitorId)] } as const;
      if (visitor) tell(toVisitors, 'entry:new', { conversationId, entry: visitor });
      const toFollowers = { audience: 'agent', rooms: followersOf(conversationId, holderIds) } as const;
      tell(toFollowers, 'entry:new', { conversationId, entry: staff });
    },

    staffState: ({ conversation, ...audience }) => tellStaff(tell, conversation, audience),

    moved(conversationId, { holderIds, teamId }) {
      const team = teamId === null ? [] : [rooms.team(teamId)];
      revoke.recheckReaders(conversationId, [...holderIds.map(rooms.agent), ...team]);
    },

    read({ conversationId, visitorId, reader, visitorSeq, staffSeq }) {
      const read = { conversationId, reader };
      if (visitorSeq !== null) {
        const toVisitors = { audience: 'visitor', rooms: [rooms.visitor(visitorId)] } as const;
        tell(toVisitors, 'conversation:read', { ...read, seq: visitorSeq });
      }
      const toReaders = { audience: 'agent', rooms: [rooms.conversation(conversationId)] } as const;
      tell(toReaders, 'conversation:read', { ...read, seq: staffSeq });
    },

    queueMoved(visitorId, place) {
      tell({ audience: 'visitor', rooms: [rooms.visitor(visitorId)] }, 'queue:moved', place);
    },

    queueWait(visitorId, told) {
      tell({ audience: 'visitor', rooms: [rooms.visitor(visitorId)] }, 'queue:wait', told);
    },

    offerMade(agentId, offer) {
      tell({ audience: 'agent', rooms: [rooms.agent(agentId)] }, 'offer:made', { offer });
    },

    offerEnded(agentId, ended) {
      tell({ audience: 'agent', rooms: [rooms.agent(agentId)] }, 'offer:ended', ended);
    },

    serviceNotices(notices) {
      const everybody = [rooms.everybody];
      tellHere({ audience: 'visitor', rooms: everybody }, 'service-notices:changed', { notices });
      tellHere({ audience: 'agent', rooms: everybody }, 'service-notices:changed', {});
    },

    agentChanged(me) {
      tell({ audience: 'agent', rooms: [rooms.agent(me.id)] }, 'agent:changed', { me });
      revoke.recheckAgent(me.id);
      queuesMoved();
    },

    revokeAgent: revoke.agent,
    revokeVisitor: revoke.visitor,
  };
}
