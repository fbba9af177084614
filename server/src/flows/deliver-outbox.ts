import type { Logger } from '../log.ts';
import type { DeliveryFailure, Outbox, OutboxItem } from '../storage/postgres/outbox.ts';
import { retryAfterMs } from './retry-schedule.ts';

/** How one attempt ended. `unwanted`: there is nobody any more to deliver to. */
export type DeliveryOutcome =
  | { kind: 'delivered'; status: number }
  | { kind: 'failed'; failure: DeliveryFailure }
  | { kind: 'unwanted' };

/** One kind of side effect. `signal` breaks an attempt off when the server ends; a rejection is an `internal` failure. */
export type Deliver = (item: OutboxItem, signal: AbortSignal) => Promise<DeliveryOutcome>;

type Deps = {
  outbox: Outbox;
  consumers: Record<OutboxItem['consumer'], Deliver>;
  log: Logger;
  random: () => number;
  /** What an attempt may take, in milliseconds. A claim outlives it by `marginMs`. */
  attemptMs: number;
  /** Multiplies the waits between attempts. */
  retryScale: number;
};

/** Deliveries of one server at the same time; of one target, so that a slow one leaves room to the others. */
const atOnce = 24;
const atOncePerTarget = 8;
const perClaim = 8;
/** For the look-ups before an attempt and the row after it. */
const marginMs = 5_000;
/** How often another server's commits are looked for, give or take a quarter; this one's own are told. */
const pollMs = 5_000;
/** Never sooner: what is due and can't be claimed is being claimed by somebody else at this moment. */
const shortestPauseMs = 50;

/** After this long rows are of no use to anybody. */
const keepDoneMs = 7 * 24 * 60 * 60_000;
const keepDeadMs = 30 * 24 * 60 * 60_000;
const sweepEveryMs = 60 * 60_000;

/**
 * Delivers what the outbox holds, at least once each (TRUTH3). Any number of servers may run it: claims keep them apart,
 * and what a killed one had claimed is due again when its claim runs out. It reads PostgreSQL alone, so a job queue in
 * Redis beside it could only disagree with the rows.
 */
export function createDeliverOutbox({ outbox, consumers, log, random, attemptMs, retryScale }: Deps) {
  const running = new Map<string, { item: OutboxItem; ended: Promise<void> }>();
  const breakOff = new AbortController();
  let isOpen = false;
  let isWoken = false;
  let endPause = () => {};
  let working = Promise.resolve();

  async function work(): Promise<void> {
    while (isOpen) {
      isWoken = false;
      const pauseMs = await claimDue().catch((error: unknown) => {
        log.warn({ err: error }, 'the outbox could not be read');
        return pollMs;
      });
      await pause(pauseMs);
    }
  }

  /** Starts whatever is due and has room; answers with how long there is nothing to do. */
  async function claimDue(): Promise<number> {
    const patienceMs = pollMs * (0.75 + 0.5 * random());
    // In a full house the next that ends wakes this.
    while (isOpen && running.size <= atOnce - perClaim) {
      const without = busyTargets();
      const dueInMs = await outbox.dueInMs(without);
      if (dueInMs === null) return patienceMs;
      if (dueInMs > 0) return Math.min(patienceMs, Math.max(dueInMs, shortestPauseMs));
      const claim = { limit: perClaim, leaseMs: attemptMs + marginMs, without };
      const { items, isMore } = await outbox.claim(claim);
      for (const item of items) start(item);
      if (!isMore) return shortestPauseMs;
    }
    return patienceMs;
  }

  function busyTargets(): string[] {
    const counts = new Map<string, number>();
    for (const { item } of running.values())
      counts.set(item.target_id, (counts.get(item.target_id) ?? 0) + 1);
    return [...counts].filter(([, count]) => count >= atOncePerTarget).map(([id]) => id);
  }

  function start(item: OutboxItem): void {
    const ended = attempt(item)
      // The claim runs out and it is delivered again, under the same id.
      .catch((error: unknown) => log.warn({ err: error, delivery: item.id }, 'a delivery was not recorded'))
      .finally(() => {
        running.delete(item.id);
        wake();
      });
    running.set(item.id, { item, ended });
  }

  async function attempt(item: OutboxItem): Promise<void> {
    const outcome = await consumers[item.consumer](item, breakOff.signal).catch((error: unknown) => {
      log.error({ err: error, delivery: item.id }, 'a delivery could not be made');
      return { kind: 'failed' as const, failure: { status: null, error: 'internal' as const } };
    });
    if (outcome.kind === 'delivered') return outbox.succeed(item, outcome.status);
    if (outcome.kind === 'unwanted') return outbox.discard(item);
    if (breakOff.signal.aborted) return outbox.release(item);
    const afterMs = retryAfterMs(item.attempt, retryScale, random);
    if (afterMs !== null) return outbox.retry(item, outcome.failure, afterMs);
    log.warn({ delivery: item.id, target: item.target_id, ...outcome.failure }, 'a delivery was given up');
    return outbox.bury(item, outcome.failure);
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(end, ms);
      function end() {
        clearTimeout(timer);
        resolve();
      }
      endPause = end;
      if (isWoken || !isOpen) end();
    });
  }

  /** To be called after a commit that wrote rows. Never waits, never throws. */
  function wake(): void {
    isWoken = true;
    endPause();
  }

  async function sweep(): Promise<void> {
    const now = Date.now();
    await outbox.sweep({ doneBefore: now - keepDoneMs, deadBefore: now - keepDeadMs });
  }

  return {
    wake,

    /** Starts the work; call what it returns to claim no more. */
    start(): () => void {
      isOpen = true;
      working = work();
      const timer = setInterval(() => {
        sweep().catch((error: unknown) => log.warn({ err: error }, 'old deliveries were not removed'));
      }, sweepEveryMs);
      timer.unref();
      return () => {
        isOpen = false;
        clearInterval(timer);
        endPause();
      };
    },

    /** After a stop: waits this long for what is under way, then breaks it off and gives the claims back. */
    async finished(withinMs: number): Promise<void> {
      const timer = setTimeout(() => breakOff.abort(), withinMs);
      await working;
      await Promise.all([...running.values()].map(({ ended }) => ended));
      clearTimeout(timer);
    },
  };
}
