import { refusal } from './scripts.redis.ts';

/** Routing's keys are missing and nobody could rebuild them now. Worth another try later. */
export class RoutingNotReady extends Error {
  override name = 'RoutingNotReady';
}

/**
 * Runs one script call under a generation. A script refuses every generation but the current one, so nothing reads or
 * writes half of a rebuild.
 */
export type Gate = <T>(
  call: (generation: string) => Promise<T>,
) => Promise<Exclude<T, typeof refusal.notReady>>;

/** Flushes may follow each other; after this many, the caller had better be told. */
const rebuildsPerCall = 3;

/** The gate of everyone: finds Redis emptied, has it rebuilt, and calls again (TRUTH2). */
export function createReadyGate(rebuild: () => Promise<void>): Gate {
  return async function whenReady<T>(call: (generation: string) => Promise<T>) {
    for (let attempt = 0; attempt <= rebuildsPerCall; attempt += 1) {
      const reply = await call('ready');
      if (isReply(reply)) return reply;
      await rebuild();
    }
    throw new RoutingNotReady('routing was emptied again and again');
  };
}

/** The gate of the builder: what it wrote before an interruption counts for nothing, so it has to begin anew. */
export function createBuilderGate(generation: string): Gate {
  return async function whileBuilding<T>(call: (expected: string) => Promise<T>) {
    const reply = await call(generation);
    if (isReply(reply)) return reply;
    throw new RoutingNotReady('the rebuild was interrupted');
  };
}

function isReply<T>(reply: T): reply is Exclude<T, typeof refusal.notReady> {
  return (reply as unknown) !== refusal.notReady;
}
