import { roleHas } from '@haven/shared/rights';
import type { Audit } from '../features/audit.ts';
import type { Conversations } from '../features/conversations/conversations.ts';
import type { AgentPrincipal } from '../principal.ts';
import { holdersOf } from './settle.ts';

/** A colleague's conversation, with the colleague who holds it. */
export type Watched = { conversationId: string; assigneeId: string };

export type Watch = {
  /** Of what an agent has open, what they watch: a colleague's chats, for whoever may intervene (RT16). One query. */
  watchedOf(agent: AgentPrincipal, openIds: readonly string[]): Promise<Watched[]>;
  /** Keeps that watching begins. */
  record(agent: AgentPrincipal, watched: Watched): Promise<void>;
};

/** Looking over a colleague's shoulder: never unseen by them, and always kept (RT16). */
export function createWatch({
  conversations,
  audit,
}: {
  conversations: Pick<Conversations, 'facts'>;
  audit: Audit;
}): Watch {
  return {
    async watchedOf(agent, openIds) {
      if (openIds.length === 0 || !roleHas(agent.role, 'conversation.intervene')) return [];
      return (await conversations.facts(openIds)).flatMap((facts) => {
        const { id, status, assignee_id: assigneeId } = facts;
        const isColleagues = status === 'assigned' && !holdersOf(facts).includes(agent.agentId);
        return isColleagues && assigneeId !== null ? [{ conversationId: id, assigneeId }] : [];
      });
    },

    record: (agent, { conversationId, assigneeId }) =>
      audit.record({
        actor: { kind: 'agent', id: agent.agentId },
        action: 'conversation.watched',
        objectKind: 'conversation',
        objectId: conversationId,
        details: { assignee: assigneeId },
      }),
  };
}
