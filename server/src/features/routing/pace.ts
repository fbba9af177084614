import type { WaitRange } from '@haven/shared/conversation';
import type { Clock } from '../../clock.ts';
import type { Gate } from './gate.ts';
import type { Queue } from './item.ts';
import { keys, lineName } from './keys.ts';
import type { RoutingScripts } from './scripts.redis.ts';

/** Somebody went from a line to an agent. */
type Departure = {
  /** Milliseconds for which the line had been waiting for it: since the one before, or since they joined. */
  gapMs: number;
  /** Agents who took chats of the line then. */
  agents: number;
};

/** How fast a line moves, and who moves it now. */
export type Pace = { departures: readonly Departure[]; agents: number };

export type RoutingPace = {
  /** Notes that a visitor left a line for an agent, after waiting since `enqueuedAt` (ms). O(members of the team). */
  departed(queue: Queue, enqueuedAt: number): Promise<void>;
  readPace(queue: Queue): Promise<Pace>;
};

/** What counts as the pace of now (RT11). */
const windowMs = 15 * 60_000;
/** Whoever is assigned at once tells when visitors come, not how fast they are served. */
const shortestWaitMs = 1_000;
/** Fewer departures are no measure. */
const fewestDepartures = 3;
/** A longer wait is not promised. */
const longestMinutes = 60;

export function createRoutingPace({
  scripts,
  gate,
  clock,
}: {
  scripts: RoutingScripts;
  gate: Gate;
  clock: Clock;
}): RoutingPace {
  const { generation, paces, agents, leases, members } = keys;

  function call(queue: Queue, enqueuedAt: number | ''): Promise<string[]> {
    return gate((expected) =>
      scripts.pace(
        [generation, paces, agents, leases, members],
        [expected, clock.now(), lineName(queue), queue.language, enqueuedAt, windowMs, shortestWaitMs],
      ),
    );
  }

  return {
    async departed(queue, enqueuedAt) {
      await call(queue, enqueuedAt);
    },

    async readPace(queue) {
      const [agentCount, ...numbers] = (await call(queue, '')).map(Number);
      const departures = Array.from({ length: numbers.length / 3 }, (_, index) => ({
        gapMs: numbers[3 * index + 1] ?? 0,
        agents: numbers[3 * index + 2] ?? 1,
      }));
      return { agents: agentCount ?? 0, departures };
    },
  };
}

/**
 * How long who stands at `rank` (from 0) has to wait, in whole minutes; null when it would be a guess (RT11). The gaps
 * between departures while somebody waited give the time that one takes, which fewer or more agents than then stretch
 * or shorten. The sum of so many random gaps, known from so many, varies by their root: hence a range. Pure.
 */
export function waitRange(rank: number, { departures, agents }: Pace): WaitRange | null {
  const count = departures.length;
  if (count < fewestDepartures || agents === 0) return null;
  const usualAgents = sumOf(departures.map((departure) => departure.agents)) / count;
  const eachMs = ((sumOf(departures.map(({ gapMs }) => gapMs)) / count) * usualAgents) / agents;
  const ahead = rank + 1;
  const spread = Math.sqrt(ahead + (ahead * ahead) / count);
  const minutes = (turns: number) => (turns * eachMs) / 60_000;
  const fromMinutes = Math.max(1, Math.floor(minutes(ahead - spread)));
  const toMinutes = Math.max(1, Math.ceil(minutes(ahead + spread)));
  return toMinutes > longestMinutes ? null : { fromMinutes, toMinutes };
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
