import type { RoutingAgent } from '@haven/server/features/routing/agent';
import { createRoutingRecords } from '@haven/server/features/routing/load';
import type { QueueSettings } from '@haven/shared/queue';
import { createLook, type Seen } from './look.ts';
import type { Engines } from './open-engines.ts';
import { beginBeforeChange } from './opening.ts';
import type { Place } from './place.ts';
import { type HeldProposal, type ModelProcess, startProcess } from './model-process.ts';
import { nothingReached, type Reached } from './reached.ts';

export const leaseMs = 15_000;
export const graceMs = 60_000;
/** By so much the clock of every other process is ahead of the others'. */
export const skewMs = 3_000;

/** Agents as they were at one moment, with the end of each lease; and how queues were run. */
export type Staff = {
  at: number;
  agents: ReadonlyMap<string, RoutingAgent>;
  leases: ReadonlyMap<string, number>;
  /** By team. */
  rules: ReadonlyMap<string, QueueSettings>;
  /** What was decided for at that moment; what was accepted had been offered before. */
  decided?: { itemId: string; isAccepted: boolean };
  /** Redis had missed something then. */
  isTorn?: true;
};

type Frozen = {
  process: ModelProcess;
  held: HeldProposal;
  staff: Staff;
  /** What it was doing. */
  work: Promise<unknown>;
  /** The slot was offered before, and its agent is accepting it. */
  isAccepted: boolean;
  /** Its slot was given back, so that its commit may change nothing any more. */
  isReaped: boolean;
  /** A rebuild has forgotten the slot, and fences only what waits: what is passed from hand to hand may still commit. */
  isForgotten: boolean;
};

/** Under one epoch: since when its contact owes a first reply, which is null once it was given. */
type Owed = {
  epoch: number;
  agentId: string | null;
  notBefore: number;
  notAfter: number | null;
  isUnclear: boolean;
  isReplied: boolean;
};

/** Who let an offer of one item pass while it waits under one epoch. */
export type Passes = { epoch: number; by: Map<string, Pass> };

/** Until when an agent is surely not given it again by routing, and until when perhaps not (milliseconds since 1970). */
type Pass = { surelyUntil: number; perhapsUntil: number };

export type RefereeWorld = Awaited<ReturnType<typeof createRefereeWorld>>;

type State = {
  processes: ModelProcess[];
  frozen: Frozen[];
  /** Who of the agents has a socket that beats. */
  beating: Set<string>;
  /** What Postgres said after the last step. */
  seen: Seen;
  /** By conversation. */
  owed: Map<string, Owed>;
  /** When it was looked at for that last. */
  owedLook: number;
  /** By agent, how many routing may still give them before then, since they signed in. */
  warmUps: Map<string, { until: number; left: number }>;
  /** By conversation, who let it lie, and until when they are not given it again. */
  passed: Map<string, { agentId: string; until: number }>;
  /** By conversation, who took it in this step. */
  taken: Map<string, string>;
  /** Who let an offer pass, by item. */
  declined: Map<string, Passes>;
  /** When somebody last looked which queues open or close, and when the time before. */
  followedAt: number;
  followedBefore: number;
  /** Set by a death: until it is mended, Redis may lag behind Postgres. Staff as it was since then. */
  disturbed: Staff[] | null;
};
/** Processes over real engines, and what the model knows of them: when leases end, and what Postgres said last. */
export async function createRefereeWorld(
  engines: Engines,
  place: Place,
  reached: Reached = nothingReached(),
) {
  const { db } = engines.database;
  // Time goes on as processes look at it, however slow the machine is.
  let time = beginBeforeChange(Date.now(), place.nextStory());
  const clock = { now: () => time };
  const lookAtClock = () => {
    time += 1;
    return time;
  };
  const records = createRoutingRecords({ db });
  await place.reset();
  await engines.flush();
  const leases = new Map<string, number>();
  /** By agent, until when each process counts their socket there. */
  const beats = new Map<string, Map<ModelProcess, number>>();
  let started = 0;

  async function start(): Promise<ModelProcess> {
    const skew = started % 2 === 0 ? 0 : skewMs;
    started += 1;
    return startProcess(engines, { now: () => lookAtClock() + skew });
  }

  const look = createLook({ db, redis: engines.redis.redis, writes: engines.writes });
  const state: State = {
    processes: [await start(), await start()],
    frozen: [],
    beating: new Set(place.agents.map(({ id }) => id)),
    seen: await look(),
    owed: new Map(),
    warmUps: new Map(),
    owedLook: clock.now(),
    passed: new Map(),
    taken: new Map(),
    declined: new Map(),
    followedAt: clock.now(),
    followedBefore: clock.now(),
    disturbed: null,
  };
  const world = Object.assign(state, {
    engines,
    place,
    reached,
    clock,
    records,
    leases,
    /** What is open now. */
    look,
    staff: (): Staff => {
      const { agents, rules } = state.seen;
      return { at: clock.now(), agents, leases: new Map(leases), rules };
    },
    pass(ms: number): void {
      time += ms;
    },
    process(number: number): ModelProcess {
      const process = state.processes[number % state.processes.length];
      if (!process) throw new Error('there is always a process');
      return process;
    },
    /** Redis is to be what Postgres says: nobody died unmended, and nobody holds a slot of an unknown fate. */
    isHealthy: (): boolean => state.disturbed === null && state.frozen.every(({ isReaped }) => isReaped),
    /** Nothing is dispatched any more, by nobody who can move. */
    async quiet(): Promise<void> {
      await Promise.all(state.processes.map((process) => process.quiet()));
    },
    /** Puts a new process in the place of one that died or froze. */
    async replace(process: ModelProcess): Promise<void> {
      state.processes = state.processes.filter((each) => each !== process);
      state.processes.push(await start());
    },
    /** The last socket at one process closes; the lease is what others still say. */
    async loseSocket(process: ModelProcess, agentId: string): Promise<void> {
      await process.dispatch.agentLost(agentId);
      beats.get(agentId)?.delete(process);
      const others = [...(beats.get(agentId)?.values() ?? [])];
      const until = Math.max(process.clock.now(), ...others);
      leases.set(agentId, Math.min(leases.get(agentId) ?? 0, until));
    },
    /** Redis was emptied: nobody is known to be there, and nobody has let anything pass. */
    forgetLeases(): void {
      for (const agentId of leases.keys()) leases.set(agentId, 0);
      beats.clear();
      state.warmUps.clear();
      state.declined.clear();
    },
    /** One beat of everybody who has a socket. */
    async beat(process: ModelProcess, agentIds: Iterable<string> = state.beating): Promise<void> {
      const heard = [...agentIds];
      await Promise.all(heard.map((agentId) => process.dispatch.agentSeen(agentId)));
      for (const agentId of heard) {
        const until = process.clock.now() + leaseMs;
        leases.set(agentId, Math.max(leases.get(agentId) ?? 0, until));
        beats.set(agentId, new Map([...(beats.get(agentId) ?? []), [process, until]]));
      }
    },
  });
  await world.beat(world.process(0));
  return world;
}
