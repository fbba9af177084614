import { createFlows } from '@haven/server/app';
import type { Clock } from '@haven/server/clock';
import { readConfig } from '@haven/server/config';
import { createFeatures } from '@haven/server/features';
import { createLog } from '@haven/server/log';
import type { Publish } from '@haven/server/flows/publish';
import { createSweepRouting, type SweepRouting } from '@haven/server/flows/sweep-routing';
import type { RedisClient } from '@haven/server/storage/redis/client';
import type { Engines } from './open-engines.ts';
import { noteCall } from './trace.ts';

/** What Redis said to a process that froze right then: a slot that is set aside, and a commit still to come. */
export type HeldProposal = { itemId: string; epoch: number; agentId: string };

/** One of the processes that share the engines: every feature and flow of the product, without its doors. */
export type ModelProcess = Omit<ReturnType<typeof createFlows>, 'sweepRouting'> & {
  clock: Clock;
  routing: ReturnType<typeof createFeatures>['routing'];
  records: ReturnType<typeof createFeatures>['routingRecords'];
  sweep: SweepRouting;
  /** Dies at its n-th call of Redis from now, before it is done or after. Every later one fails. */
  dieAt(call: number, isDone: boolean): void;
  isDead(): boolean;
  /** Freezes when Redis has given it a slot. */
  freezeAtProposal(): void;
  /** Resolves when it is frozen. */
  frozen: Promise<HeldProposal>;
  thaw(): void;
  /** Whether Redis has given it another slot for this item since it thawed. */
  hasDecidedAnew(itemId: string): boolean;
  /** Resolves when it has nothing left to dispatch. */
  quiet(): Promise<void>;
};

let started = 0;

/** Nobody listens: what people are told has tests of its own. */
const silence = new Proxy({}, { get: () => () => undefined }) as Publish;

/** Starts a process, which first looks whether routing has to be built, as the server does. */
export async function startProcess(
  { database, redis }: Pick<Engines, 'database' | 'redis'>,
  clock: Clock,
): Promise<ModelProcess> {
  const config = readConfig({ SEED_DEMO: '0' });
  if (!config.ok) throw new Error(config.problems.join());
  started += 1;
  const by = started;
  const faulty = createFaultyRedis(redis.redis, by);
  // What was swallowed, and left to a sweep, is told by the log alone.
  const log = createLog({ logLevel: 'warn', production: true }, (line) =>
    noteCall({ by, name: 'log', args: [line], reply: null }),
  );
  const deps = {
    config: config.value,
    log,
    clock,
    database,
    redis: { ...redis, redis: faulty.redis },
  };
  const features = createFeatures(deps);
  const flows = createFlows(deps, features, silence);
  const { routing, routingRecords: records } = features;
  const { dispatch, announce } = flows;
  const sweep = createSweepRouting({ routing, dispatch, announce, records, log, settleMs: 0 });

  async function quiet(): Promise<void> {
    // What one round sets free may start another.
    for (let round = 0; round < 3; round += 1) {
      await flows.turns.finished();
      await flows.work.finished(120_000);
      await dispatch.idle();
    }
  }

  await flows.rebuildRouting();
  const { redis: _redis, ...faults } = faulty;
  return { ...flows, ...faults, clock, routing, records, sweep, quiet };
}

/** Redis as seen by a process that may die or freeze between any two of its calls. */
function createFaultyRedis(redis: RedisClient, by: number) {
  let fuse = Number.POSITIVE_INFINITY;
  let isDoneAtDeath = false;
  let isFreezing = false;
  let thaw: () => void = () => undefined;
  const decidedSince = new Set<string>();
  let announceFrozen: (held: HeldProposal) => void = () => undefined;
  const frozen = new Promise<HeldProposal>((resolve) => {
    announceFrozen = resolve;
  });

  async function call(run: () => unknown): Promise<unknown> {
    if (fuse <= 0) throw new Error('this process was killed');
    fuse -= 1;
    const isLast = fuse === 0;
    if (isLast && !isDoneAtDeath) throw new Error('this process was killed');
    const reply = await run();
    if (isLast || fuse <= 0) throw new Error('this process was killed');
    const held = heldProposal(reply);
    if (held) decidedSince.add(held.itemId);
    if (held && isFreezing) {
      isFreezing = false;
      const thawed = new Promise<void>((resolve) => {
        thaw = resolve;
      });
      announceFrozen(held);
      await thawed;
      decidedSince.clear();
    }
    return reply;
  }

  const proxy = new Proxy(redis, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) =>
        call(async () => {
          const reply: unknown = await Reflect.apply(value, target, args);
          noteCall({ by, name: String(name), args, reply });
          return reply;
        });
    },
  });

  return {
    redis: proxy,
    dieAt(calls: number, isDone: boolean) {
      fuse = calls;
      isDoneAtDeath = isDone;
    },
    isDead: () => fuse <= 0,
    freezeAtProposal() {
      isFreezing = true;
    },
    frozen,
    thaw: () => thaw(),
    hasDecidedAnew: (itemId: string) => decidedSince.has(itemId),
  };
}

/** An offer is set aside too, but nothing is committed before its agent accepts: who freezes then holds up nobody. */
function heldProposal(reply: unknown): HeldProposal | undefined {
  if (typeof reply !== 'string' || !reply.startsWith('{"') || !reply.includes('"itemId"')) return undefined;
  const proposal = JSON.parse(reply) as HeldProposal & { offeredUntil?: number };
  return proposal.offeredUntil === undefined ? proposal : undefined;
}
