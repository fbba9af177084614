import type { RelaxStep } from '@haven/shared/entry';
import type { AgentCard } from '@haven/shared/people';
import type { Obstacle } from './agent.ts';
import type { Queue } from './item.ts';

/** Why this agent (RT14); stored with the assignment. Loads are in hundredths of a chat. */
export type AssignmentReason = {
  rule: 'sticky' | 'least_load' | 'round_robin' | 'named';
  /** The next best, at most three. */
  runnersUp: { agentId: string; load: number; capacity: number }[];
  /** How many of the team each condition excluded. */
  excluded: {
    away: number;
    absent: number;
    wrongLanguage: number;
    missingSkill: number;
    full: number;
    declined: number;
    warmingUp: number;
    reserved: number;
  };
  /** Who named the agent, when it was not the agent. */
  by?: AgentCard;
  /** What it had stopped asking for by then (RT7). */
  relaxed?: readonly RelaxStep[];
};

/**
 * A slot that Redis has set aside for one item: nobody else gets either until it is settled or expires. The commit in
 * Postgres must compare `epoch` (RT1).
 */
export type Proposal = {
  itemId: string;
  conversationId: string;
  epoch: number;
  agentId: string;
  queue: Queue;
  /** The name of this proposal, for settling it. */
  op: string;
  reason: AssignmentReason;
  /** Set where the agent is asked first (RT8): nothing is committed before they accept. Milliseconds since 1970. */
  offeredUntil?: number;
};

/**
 * `held`: this agent has it already. `pending`: somebody else's assignment of it is being committed.
 * `unavailable`: Redis can't answer now.
 */
export type Declined = Obstacle | 'held' | 'pending' | 'unavailable';

/**
 * What came of a commit. `stale`: the row has moved on, or the agent may no longer; nothing was written.
 * `unavailable`: nobody knows whether it was written; the sweep finds out.
 */
export type CommitOutcome = 'assigned' | 'stale' | 'unavailable';
