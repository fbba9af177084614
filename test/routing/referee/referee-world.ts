import type { RoutingAgent } from '@haven/server/features/routing/agent';
import { createRoutingRecords } from '@haven/server/features/routing/load';
import type { Queue, RoutingItem } from '@haven/server/features/routing/item';
import type { Engines } from './open-engines.ts';
import type { Place } from './place.ts';
import { type HeldProposal, type ModelProcess, startProcess } from './model-process.ts';

export const leaseMs = 15_000;
export const graceMs = 60_000;

/** A conversation that is not closed, as Postgres has it. */
export type Row = {
  id: string;
  visitorId: string;
  status: string;
  epoch: number;
  assigneeId: string | null;
  teamId: string;
  /** The visitor waits for an answer. */
  isWaiting: boolean;
};

/** Agents as they were at one moment, with the end of each lease. */
export type Staff = {
  at: number;
  agents: ReadonlyMap<string, RoutingAgent>;
  leases: ReadonlyMap<string, number>;
  /** What was decided for at that moment, and for which queue: it may have moved since, under the same epoch. */
  decided?: { itemId: string; queue: Queue };
};

type Frozen = {
  process: ModelProcess;
  held: HeldProposal;
  staff: Staff;
  /** What it was doing. */
  work: Promise<unknown>;
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
  /** Set by a death: until it is mended, Redis may lag behind Postgres. Staff as it was since then. */
  disturbed: Staff[] | null;
};
export type Seen = { items: Map<string, RoutingItem>; agents: Map<string, RoutingAgent>; rows: Row[] };

/** Processes over real engines, and what the model knows of them: when leases end, and what Postgres said last. */
export async function createRefereeWorld(engines: Engines, place: Place) {
  const { db } = engines.database;
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead };
  const records = createRoutingRecords({ db });
  await place.reset();
  await engines.flush();
  const start = () => startProcess(engines, clock);
  const leases = new Map<string, number>();
  /** By agent, until when each process counts their socket there. */
  const beats = new Map<string, Map<ModelProcess, number>>();

  async function look(isStaffChanged = true): Promise<Seen> {
    const [items, agents, rows] = await Promise.all([
      records.items(),
      isStaffChanged ? records.agents() : [...state.seen.agents.values()],
      openRows(),
    ]);
    return {
      items: new Map(items.map((item) => [item.id, item])),
      agents: new Map(agents.map((agent) => [agent.id, agent])),
      rows,
    };
  }

  async function openRows(): Promise<Row[]> {
    return db
      .selectFrom('conversation')
      .select([
        'id',
        'visitor_id as visitorId',
        'status',
        'assign_epoch as epoch',
        'assignee_id as assigneeId',
        'team_id as teamId',
      ])
      .select((eb) => eb('waiting_since', 'is not', null).$castTo<boolean>().as('isWaiting'))
      .where('status', '<>', 'closed')
      .orderBy('id')
      .execute();
  }

  const state: State = {
    processes: [await start(), await start()],
    frozen: [],
    beating: new Set(place.agents.map(({ id }) => id)),
    seen: await look(),
    owed: new Map(),
    warmUps: new Map(),
    owedLook: clock.now(),
    passed: new Map(),
    disturbed: null,
  };
  const world = Object.assign(state, {
    engines,
    place,
    clock,
    records,
    leases,
    look,
    staff: (): Staff => ({ at: clock.now(), agents: state.seen.agents, leases: new Map(leases) }),
    pass(ms: number): void {
      ahead += ms;
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
      const until = Math.max(clock.now(), ...others);
      leases.set(agentId, Math.min(leases.get(agentId) ?? 0, until));
    },
    /** Redis was emptied: nobody is known to be there. */
    forgetLeases(): void {
      for (const agentId of leases.keys()) leases.set(agentId, 0);
      beats.clear();
      state.warmUps.clear();
    },
    /** One beat of everybody who has a socket. */
    async beat(process: ModelProcess, agentIds: Iterable<string> = state.beating): Promise<void> {
      for (const agentId of agentIds) {
        await process.dispatch.agentSeen(agentId);
        leases.set(agentId, clock.now() + leaseMs);
        beats.set(agentId, new Map([...(beats.get(agentId) ?? []), [process, clock.now() + leaseMs]]));
      }
    },
  });
  await world.beat(world.process(0));
  return world;
}
