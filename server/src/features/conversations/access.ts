import { refuse, type Result, ok } from '@haven/shared/result';
import { roleHas } from '@haven/shared/rights';
import type { Kysely } from 'kysely';
import type { AgentPrincipal, Principal, VisitorPrincipal } from '../../principal.ts';
import type { Database } from '../../storage/postgres/schema.ts';
import { type ConversationFacts, loadFacts } from './facts.ts';

/** How somebody of staff stands to a conversation. */
export type Standing = 'contact' | 'specialist' | 'team' | 'overseer';

export type StaffAccess = { facts: ConversationFacts; standing: Standing };

/**
 * The only ways to reach a conversation's row: each proves the right to it first. What is missing and what belongs
 * to somebody else are the same `not_found` (WIRE5).
 */
export type Access = {
  ofVisitor(visitor: VisitorPrincipal, conversationId: string): Promise<Result<ConversationFacts>>;
  /** Those of many that somebody may read, in one query; the others are left out. In no particular order. */
  readable(who: Principal, ids: readonly string[]): Promise<ConversationFacts[]>;
  /** To read: one's own, one's teams', one's cases; an admin reads all. */
  toRead(agent: AgentPrincipal, conversationId: string): Promise<Result<StaffAccess>>;
  /** To work on it: its contact, its case's specialist, or whoever may intervene in the team. */
  toWork(agent: AgentPrincipal, conversationId: string): Promise<Result<StaffAccess>>;
  /** The same question about facts that are at hand. */
  standing(agent: AgentPrincipal, facts: ConversationFacts): Standing | null;
};

/** Creates the access functions over the database. */
export function createAccess(db: Kysely<Database>): Access {
  async function readable(who: Principal, ids: readonly string[]): Promise<ConversationFacts[]> {
    const all = await loadFacts(db, ids);
    return all.filter((facts) =>
      who.kind === 'visitor' ? isOf(who, facts) : standingOf(who, facts) !== null,
    );
  }

  async function toRead(agent: AgentPrincipal, conversationId: string): Promise<Result<StaffAccess>> {
    const [facts] = await readable(agent, [conversationId]);
    const standing = facts && standingOf(agent, facts);
    return facts && standing ? ok({ facts, standing }) : refuse('not_found');
  }

  return {
    async ofVisitor(visitor, conversationId) {
      const [facts] = await readable(visitor, [conversationId]);
      return facts ? ok(facts) : refuse('not_found');
    },
    readable,
    toRead,
    standing: standingOf,
    async toWork(agent, conversationId) {
      const access = await toRead(agent, conversationId);
      if (!access.ok) return access;
      const { standing } = access.value;
      if (standing === 'contact' || standing === 'specialist') return access;
      return roleHas(agent.role, 'conversation.intervene') ? access : refuse('refused');
    },
  };
}

function isOf(visitor: VisitorPrincipal, facts: ConversationFacts): boolean {
  return facts.visitor_id === visitor.visitorId && facts.inbox_id === visitor.inboxId;
}

/** The strongest standing that somebody has, or null when the conversation is none of their business. */
function standingOf(agent: AgentPrincipal, facts: ConversationFacts): Standing | null {
  if (facts.assignee_id === agent.agentId) return 'contact';
  const openCase = facts.latest_case?.endedAt === null ? facts.latest_case : null;
  if (openCase?.specialist?.id === agent.agentId) return 'specialist';
  const isOfTeam = agent.teamIds.includes(facts.team_id);
  const isOfCaseTeam = facts.latest_case !== null && agent.teamIds.includes(facts.latest_case.teamId);
  if ((isOfTeam || isOfCaseTeam) && roleHas(agent.role, 'conversation.team')) return 'team';
  return roleHas(agent.role, 'conversation.any') ? 'overseer' : null;
}
