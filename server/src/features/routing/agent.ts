import type { Language } from '@haven/shared/language';
import type { Availability } from '@haven/shared/people';
import type { Queue } from './item.ts';

/** What routing knows of an agent; Postgres' `agent` and `agent_team` are the truth of it. */
export type RoutingAgent = {
  id: string;
  teamIds: readonly string[];
  languages: readonly Language[];
  /** Keys; absent: none. */
  skills?: readonly string[];
  /** In chats. */
  capacity: number;
  /** The intent (RT9); whether they are there is presence. */
  availability: Availability;
  /** Milliseconds since 1970, as Postgres has them. They fill in what an empty Redis has forgotten. */
  lastAssignedAt?: number;
  lastSeenAt?: number;
};

/** An agent now. */
export type Presence = {
  teamIds: readonly string[];
  languages: readonly Language[];
  skills: readonly string[];
  availability: Availability;
  capacity: number;
  /** In chats, over all queues and roles. */
  load: number;
  /** A lease is valid: a socket is there. */
  present: boolean;
  /** They signed in a moment ago and were given as many as one is given then (RT10). */
  isWarmingUp: boolean;
  /** The item that their places are kept for, behind which they are given nothing; '' when there is none (RT19). */
  reservedFor: string;
};

/** Why one agent can't take one item. */
export type Obstacle = 'not_in_team' | 'wrong_language' | 'missing_skill' | 'away' | 'absent' | 'full';

/** Why somebody can't take anything of a queue at all, whatever their load. */
type Mismatch = Extract<Obstacle, 'not_in_team' | 'wrong_language' | 'missing_skill'>;

/** Whether a queue is for this agent: undefined, or the first reason why not. */
export function mismatchOf(
  agent: Pick<Presence, 'teamIds' | 'languages' | 'skills'> | undefined,
  { teamId, language, skills = [], isAnyLanguage }: Queue,
): Mismatch | undefined {
  if (!agent?.teamIds.includes(teamId)) return 'not_in_team';
  if (!isAnyLanguage && !agent.languages.includes(language)) return 'wrong_language';
  return skills.every((skill) => agent.skills.includes(skill)) ? undefined : 'missing_skill';
}

/** Why somebody who has room is given nothing else now (RT10, RT19); `itemId`: what it is about, if anything. */
export function holdUpOf(
  { isWarmingUp, reservedFor }: Presence,
  itemId = '',
): 'warming_up' | 'reserved' | undefined {
  if (isWarmingUp) return 'warming_up';
  return reservedFor !== '' && reservedFor !== itemId ? 'reserved' : undefined;
}

/**
 * Whether this agent could take something of this queue (RT4), before anything is made (RT15): undefined, or the first
 * reason why not. A preview; the slot itself is taken by a script that asks the same.
 */
export function obstacleFor(agent: Presence | undefined, queue: Queue, weight: number): Obstacle | undefined {
  const mismatch = mismatchOf(agent, queue);
  if (agent === undefined || mismatch) return mismatch ?? 'not_in_team';
  if (agent.availability !== 'online') return 'away';
  if (!agent.present) return 'absent';
  return agent.load * 100 + weight > agent.capacity * 100 ? 'full' : undefined;
}
