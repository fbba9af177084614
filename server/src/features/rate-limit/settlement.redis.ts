import type { Clock } from '../../clock.ts';
import type { Logger } from '../../log.ts';
import { isRedisUnavailable, type RedisClient } from '../../storage/redis/client.ts';
import { defineScript } from '../../storage/redis/define-scripts.ts';
import type { createLocalBuckets, Limit } from './bucket.ts';

const settleEveryMs = 1_000;

type Spent = { limit: Limit; tokens: number };

type Deps = {
  redis: RedisClient;
  clock: Clock;
  log: Logger;
  /** Where this process counts; lowered to what all processes together have left. */
  local: Pick<ReturnType<typeof createLocalBuckets>, 'lower'>;
};

/**
 * Tells Redis every second what this process let through, one call for each bucket that was touched, and learns what
 * other processes did. While Redis is away the local count stands alone, and what it let through is forgotten.
 */
export function createSettlement({ redis, clock, log, local }: Deps) {
  const settle = defineScript<readonly [number, number, number, number], string>(redis, {
    name: 'rate-limit-settle',
    file: 'features/rate-limit/lua/rate-limit-settle-1.lua',
    keys: 1,
  });
  let spent = new Map<string, Spent>();

  function settleAll(): void {
    const due = spent;
    spent = new Map();
    for (const [key, each] of due) void settleOne(key, each);
  }

  async function settleOne(key: string, { limit, tokens }: Spent): Promise<void> {
    const now = clock.now();
    try {
      const left = Number(await settle([key], [now, limit.tokens, limit.periodMs, tokens]));
      local.lower(key, limit, left - (spent.get(key)?.tokens ?? 0), now);
    } catch (error) {
      if (!isRedisUnavailable(error)) log.error({ err: error }, 'limits could not be settled');
    }
  }

  return {
    /** Counts what a bucket of this process gave. */
    add(key: string, limit: Limit, tokens: number): void {
      if (spent.size === 0) setTimeout(settleAll, settleEveryMs).unref();
      const known = spent.get(key);
      if (known) known.tokens += tokens;
      else spent.set(key, { limit, tokens });
    },
  };
}
