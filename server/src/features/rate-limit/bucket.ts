/** How much of something is allowed: `tokens` at once, refilled evenly over `periodMs`. */
export interface Limit {
  name: string;
  tokens: number;
  periodMs: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Buckets kept at most; beyond it the one untouched for longest goes. About 2 MiB. */
const maxBuckets = 20_000;

/**
 * The same buckets as the scripts', in this process alone: the floor on which the limits rest while Redis is away, and
 * the whole of it for what is only settled with Redis.
 * `take` answers the milliseconds to wait, 0 when the tokens were taken.
 */
export function createLocalBuckets() {
  const buckets = new Map<string, Bucket>();

  return {
    take(key: string, { tokens: capacity, periodMs }: Limit, now: number, cost: number): number {
      const { tokens: filled, at } = filledBy(now, buckets.get(key), { tokens: capacity, periodMs });
      const isEnough = filled >= cost;
      // Taken out and put back, so that the map's order is the order of use.
      buckets.delete(key);
      buckets.set(key, { tokens: isEnough ? filled - cost : filled, at });
      evictOldest(buckets);
      return isEnough ? 0 : Math.max(1, Math.ceil(((cost - filled) * periodMs) / capacity));
    },
    /** Others took from it too: at most this much is left, as of `now`. */
    lower(key: string, limit: Limit, left: number, now: number): void {
      const { tokens, at } = filledBy(now, buckets.get(key), limit);
      if (left < tokens) buckets.set(key, { tokens: left, at });
    },
    clear(key: string): void {
      buckets.delete(key);
    },
  };
}

/** What a bucket holds at `now`; a clock that is behind empties and fills nothing. */
function filledBy(
  now: number,
  bucket: Bucket | undefined,
  { tokens: capacity, periodMs }: Pick<Limit, 'tokens' | 'periodMs'>,
): Bucket {
  const { tokens, at } = bucket ?? { tokens: capacity, at: now };
  const filled = Math.min(capacity, tokens + (Math.max(0, now - at) * capacity) / periodMs);
  return { tokens: filled, at: Math.max(now, at) };
}

function evictOldest(buckets: Map<string, Bucket>): void {
  if (buckets.size <= maxBuckets) return;
  const oldest = buckets.keys().next();
  if (!oldest.done) buckets.delete(oldest.value);
}
