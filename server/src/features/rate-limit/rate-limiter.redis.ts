import { ok, type Result, refuse } from '@haven/shared/result';
import type { Clock } from '../../clock.ts';
import type { Logger } from '../../log.ts';
import { isRedisUnavailable, type RedisClient } from '../../storage/redis/client.ts';
import { defineScript } from '../../storage/redis/define-scripts.ts';
import { createLocalBuckets, type Limit } from './bucket.ts';
import { createSettlement } from './settlement.redis.ts';

export interface RateLimiter {
  /** Takes `cost` from the bucket of `who` (an address, an account's id); `rate_limited` when it is empty. */
  take(limit: Limit, who: string, cost?: number): Promise<Result<null>>;
  /**
   * The same for what happens often and does little harm: counted in this process at once, and settled with the other
   * processes every second. Somebody on several servers gets so much more in that second, and no more over time.
   */
  count(limit: Limit, who: string, cost?: number): Result<null>;
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
  const settlement = createSettlement({ redis, clock, log, local });
  const scaled = (limit: Limit): Limit => ({ ...limit, tokens: limit.tokens * scale });

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
      return answerTo(await waitFor(keyOf(limit, who), scaled(limit), cost));
    },
    count(limit, who, cost = 1) {
      const key = keyOf(limit, who);
      const waitMs = local.take(key, scaled(limit), clock.now(), cost);
      if (waitMs === 0) settlement.add(key, scaled(limit), cost);
      return answerTo(waitMs);
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

function answerTo(waitMs: number): Result<null> {
  return waitMs === 0 ? ok(null) : refuse('rate_limited', { retryAfterMs: waitMs });
}

/** Outside the routing's hash tag, so that a cluster spreads the buckets. */
function keyOf(limit: Limit, who: string): string {
  return `limit:${limit.name}:${who}`;
}
