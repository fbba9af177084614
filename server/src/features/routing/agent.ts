import type { Language } from '@haven/shared/language';
import type { Availability } from '@haven/shared/people';
import type { Queue } from './item.ts';

/** What routing knows of an agent; Postgres' `agent` and `agent_team` are the truth of it. */
export type RoutingAgent = {
  id: string;
  teamIds: readonly string[];
  languages: readonly Language[];
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
  availability: Availability;
  capacity: number;
  /** In chats, over all queues and roles. */
  load: number;
  /** A lease is valid: a socket is there. */
  present: boolean;
};

/** Why one agent can't take one item. */
export type Obstacle = 'not_in_team' | 'wrong_language' | 'away' | 'absent' | 'full';

/**
 * Whether this agent could take something of this queue (RT4), before anything is made (RT15): undefined, or the first
 * reason why not. A preview; the slot itself is taken by a script that asks the same.
 */
export function obstacleFor(agent: Presence | undefined, queue: Queue, weight: number): Obstacle | undefined {
  if (agent === undefined || !agent.teamIds.includes(queue.teamId)) return 'not_in_team';
  if (!agent.languages.includes(queue.language)) return 'wrong_language';
  if (agent.availability !== 'online') return 'away';
  if (!agent.present) return 'absent';
  return agent.load * 100 + weight > agent.capacity * 100 ? 'full' : undefined;
}
