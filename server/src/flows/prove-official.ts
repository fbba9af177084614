import { cardMs, type ConversationCode, type SignedCard } from '@haven/shared/official-proof';
import type { Role } from '@haven/shared/people';
import { ok, type Result } from '@haven/shared/result';
import type { Clock } from '../clock.ts';
import type { Conversations } from '../features/conversations/conversations.ts';
import type { Inboxes } from '../features/inboxes.ts';
import type { OfficialKeys } from '../features/official/keys.ts';
import type { AgentPrincipal, VisitorPrincipal } from '../principal.ts';

type Deps = {
  conversations: Pick<Conversations, 'ofVisitor' | 'toRead'>;
  inboxes: Pick<Inboxes, 'find'>;
  /** The role of an account that works; null for one that does not. */
  roleOf(agentId: string): Promise<Role | null>;
  keys: Pick<OfficialKeys, 'signCard' | 'codeOf'>;
  clock: Clock;
};

export type ProveOfficial = {
  /** For the widget: who holds the chat, signed, and the digits; null for what there is not. */
  toVisitor(
    visitor: VisitorPrincipal,
    conversationId: string,
  ): Promise<Result<{ card: SignedCard | null; code: ConversationCode | null }>>;
  /** For the console: the same digits, for whoever may read the chat. */
  toAgent(agent: AgentPrincipal, conversationId: string): Promise<Result<{ code: ConversationCode | null }>>;
};

/** What proves in both ends that they are two ends of the same conversation (SAFE6). Closed ones prove nothing. */
export function createProveOfficial({ conversations, inboxes, roleOf, keys, clock }: Deps): ProveOfficial {
  return {
    async toVisitor(visitor, conversationId) {
      const found = await conversations.ofVisitor(visitor, conversationId);
      if (!found.ok) return found;
      const facts = found.value;
      if (facts.status === 'closed') return ok({ card: null, code: null });
      const code = await keys.codeOf(facts.id);
      const role = facts.assignee_id === null ? null : await roleOf(facts.assignee_id);
      const inbox = await inboxes.find(facts.inbox_id);
      if (facts.assignee_id === null || role === null || inbox === null) return ok({ card: null, code });
      const card = await keys.signCard({
        agent: { id: facts.assignee_id, name: facts.assignee_name ?? '' },
        role,
        inbox: { key: inbox.key, name: inbox.name },
        conversationId: facts.id,
        reference: facts.reference,
        expiresAt: new Date(clock.now() + cardMs).toISOString(),
      });
      return ok({ card, code });
    },

    async toAgent(agent, conversationId) {
      const access = await conversations.toRead(agent, conversationId);
      if (!access.ok) return access;
      const { facts } = access.value;
      return ok({ code: facts.status === 'closed' ? null : await keys.codeOf(facts.id) });
    },
  };
}
