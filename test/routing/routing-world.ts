import type { Projected } from '@haven/server/features/routing/writes';
import { randomUUID } from 'node:crypto';
import type { RoutingAgent } from '@haven/server/features/routing/agent';
import type { Queue, RoutingItem } from '@haven/server/features/routing/item';
import type { CommitOutcome, Proposal } from '@haven/server/features/routing/proposal';
import { createRouting } from '@haven/server/features/routing/routing';
import type { Publish } from '@haven/server/flows/publish';
import { createAnnouncePositions } from '@haven/server/flows/announce-positions';
import { createDispatch } from '@haven/server/flows/dispatch';
import { createRebuildRouting } from '@haven/server/flows/rebuild-routing';
import { createSweepRouting } from '@haven/server/flows/sweep-routing';
import type { OpenRedis } from '@haven/server/storage/redis/client';
import { openTestRedis, silentLog } from '../support/open-engines.ts';
import { createLedger } from './ledger.ts';

export const leaseMs = 15_000;
export const graceMs = 60_000;
export const minute = 60_000;

type Offered = { agentId: string; conversationId: string; ended?: string };
type ToldWait = { visitorId: string } & Parameters<Publish['queueWait']>[1];
type Moved = { visitorId: string; conversationId: string; mode: 'live' | 'message'; position: number | null };

/** Opens the project's Redis once for a file of tests; `create` empties it and makes a new world on it. */
export function openRoutingWorlds() {
  let opened: OpenRedis | undefined;
  beforeAll(async () => {
    opened = await openTestRedis();
  });
  afterAll(() => opened?.close());

  return async function create() {
    if (!opened) throw new Error('the engine is not open');
    await opened.redis.flushdb();
    return createRoutingWorld(opened.redis);
  };
}

/** Routing and its flows on a real Redis, with the truth in a ledger and a clock that the test moves. */
async function createRoutingWorld(redis: OpenRedis['redis']) {
  let now = Date.parse('2026-03-01T12:00:00Z');
  const clock = { now: () => now };
  const ledger = createLedger(clock.now);
  const routing = createRouting({ redis, clock, log: silentLog, leaseMs, graceMs });
  const rebuild = createRebuildRouting({
    routing,
    log: silentLog,
    loadUnderLock: (work) =>
      work({
        fence: ledger.fenceAll,
        items: async () => ledger.open(),
        agents: async () => [...ledger.agents.values()],
        rules: ledger.rules,
      }),
  });
  await rebuild();

  const told: Moved[] = [];
  const toldWaits: ToldWait[] = [];
  const offered: Offered[] = [];
  const announce = createAnnouncePositions({
    routing,
    publish: {
      queueMoved: (visitorId, place) => told.push({ visitorId, ...place }),
      queueWait: (visitorId, wait) => toldWaits.push({ visitorId, ...wait }),
    },
    log: silentLog,
  });
  const committing = { now: async (proposal: Proposal): Promise<CommitOutcome> => ledger.commit(proposal) };
  const dispatch = createDispatch({
    routing,
    records: { ...ledger, items: async () => ledger.open() },
    announce,
    publish: {
      offerMade: (agentId, { conversationId }) => offered.push({ agentId, conversationId }),
      offerEnded: (agentId, { conversationId, reason }) =>
        offered.push({ agentId, conversationId, ended: reason }),
    },
    log: silentLog,
    commit: (proposal) => committing.now(proposal),
  });
  const sweep = createSweepRouting({
    routing,
    dispatch,
    announce,
    log: silentLog,
    settleMs: 0,
    records: {
      ...ledger,
      items: async () => ledger.open(),
      agents: async () => [...ledger.agents.values()],
    },
  });

  const inboxId = randomUUID();
  const teamId = randomUUID();
  const english: Queue = { inboxId, teamId, language: 'en' };

  return {
    redis,
    clock,
    ledger,
    routing,
    rebuild,
    announce,
    dispatch,
    sweep,
    told,
    toldWaits,
    offered,
    /** Replace `committing.now` to have commits fail or wait. */
    committing,
    english,
    chinese: { ...english, language: 'zh-CN' } satisfies Queue,
    otherTeam: { ...english, teamId: randomUUID() } satisfies Queue,

    pass(ms: number) {
      now += ms;
    },

    /** An agent of the team who speaks English, is online, has a socket, and takes one chat unless said otherwise. */
    async agent(id: string, more: Partial<RoutingAgent> & { isPresent?: boolean } = {}) {
      const { isPresent = true, ...fields } = more;
      const agent: RoutingAgent = {
        id,
        teamIds: [teamId],
        languages: ['en'],
        capacity: 1,
        availability: 'online',
        ...fields,
      };
      ledger.agents.set(id, agent);
      await routing.setAgent(agent);
      if (isPresent) await routing.renewLease(id);
      return agent;
    },

    /** Puts a conversation in the ledger and tells routing. */
    async enqueue(queue: Queue = english, more: Parameters<typeof ledger.enqueue>[1] = {}) {
      const item = ledger.enqueue(queue, more);
      await routing.project(item);
      return item;
    },

    /** Tells routing of what was committed, and sees through whatever that made possible. */
    async follow(...items: readonly RoutingItem[]) {
      await dispatch.dispatchAfter(await Promise.all(items.map((item) => routing.project(item))));
    },

    /** Proposes, commits and settles one; what was taken. */
    async assignNext() {
      const proposal = await routing.propose();
      if (proposal) await dispatch.settle(proposal, ledger.commit(proposal));
      return proposal;
    },

    /** The agent's load in chats. */
    async load(agentId: string) {
      return (await routing.presence([agentId])).get(agentId)?.load;
    },
  };
}

export type RoutingWorld = Awaited<ReturnType<typeof createRoutingWorld>>;

/** What a change that freed somebody leaves to be dispatched. */
export function freed(agentId: string): Projected {
  return { isChanged: true, queues: [], freedAgentIds: [agentId] };
}
