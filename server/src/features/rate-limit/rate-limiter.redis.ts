import { ok, type Result, refuse } from '@haven/shared/result';
import type { Clock } from '../../clock.ts';
import type { Logger } from '../../log.ts';
import { isRedisUnavailable, type RedisClient } from '../../storage/redis/client.ts';
import { defineScript } from '../../storage/redis/define-scripts.ts';
import { createLocalBuckets, type Limit } from './bucket.ts';

export interface RateLimiter {
  /** Takes `cost` from the bucket of `who` (an address, an account's id); `rate_limited` when it is empty. */
  take(limit: Limit, who: string, cost?: number): Promise<Result<null>>;
  /** Fills the bucket again, after what it guards against turned out not to be the case. */
  clear(limit: Limit, who: string): Promise<void>;
}

interface Deps {
  redis: RedisClient;
  clock: Clock;
  log: Logger;
  /** Multiplies every limit; above 1 for installations behind one address, and for tests. */
  scale: number;
}

/**
 * Makes the one limiter of requests and sockets: token buckets in Redis, shared by all processes. While Redis is
 * away each process counts by itself, so that no outage opens the doors.
 */
export function createRateLimiter({ redis, clock, log, scale }: Deps): RateLimiter {
  const takeTokens = defineScript<readonly [number, number, number, number], number>(redis, {
    name: 'rate-limit',
    file: 'features/rate-limit/lua/rate-limit-1.lua',
    keys: 1,
  });
  const local = createLocalBuckets();

  async function waitFor(key: string, limit: Limit, cost: number): Promise<number> {
    const now = clock.now();
    try {
      return await takeTokens([key], [now, limit.tokens, limit.periodMs, cost]);
    } catch (error) {
      if (!isRedisUnavailable(error)) throw error;
      log.debug({ err: error }, 'Redis is away; limits are counted in this process.');
      return local.take(key, limit, now, cost);
    }
  }

  return {
    async take(limit, who, cost = 1) {
      const scaled = { ...limit, tokens: limit.tokens * scale };
      const waitMs = await waitFor(keyOf(limit, who), scaled, cost);
      return waitMs === 0 ? ok(null) : refuse('rate_limited', { retryAfterMs: waitMs });
    },
    async clear(limit, who) {
      local.clear(keyOf(limit, who));
      try {
        await redis.del(keyOf(limit, who));
      } catch (error) {
        if (!isRedisUnavailable(error)) throw error;
      }
    },
  };
}

/** Outside the routing's hash tag, so that a cluster spreads the buckets. */
function keyOf(limit: Limit, who: string): string {
  return `limit:${limit.name}:${who}`;
}
