import { createRateLimiter, type RateLimiter } from '@haven/server/features/rate-limit/rate-limiter.redis';
import type { Result } from '@haven/shared/result';
import { eventually } from '../support/eventually.ts';
import { openTestRedis, silentLog } from '../support/open-engines.ts';

/** Ten at once, one a second after that. */
const limit = { name: 'test', tokens: 10, periodMs: 10_000 };

let opened: Awaited<ReturnType<typeof openTestRedis>>;
let now = 1_800_000_000_000;
const clock = { now: () => now };
let limiter: RateLimiter;

beforeAll(async () => {
  opened = await openTestRedis();
  limiter = createRateLimiter({ redis: opened.redis, clock, log: silentLog, scale: 1 });
}, 180_000);
afterAll(() => opened.close());

async function takeMany(who: string, times: number): Promise<Result<null>[]> {
  const results: Result<null>[] = [];
  for (let count = 0; count < times; count += 1) results.push(await limiter.take(limit, who));
  return results;
}

const waits = (results: Result<null>[]) => results.map((each) => (each.ok ? 0 : each.error.retryAfterMs));

/** What holds in Redis and, while it is away, in the process. */
function behavesLikeABucket(): void {
  test('a burst is let through, and what is beyond it is told when to come back', async () => {
    expect(waits(await takeMany('burst', 12))).toEqual([
      ...Array.from({ length: 10 }, () => 0),
      1_000,
      1_000,
    ]);
  });

  test('tokens come back evenly, and never more than the bucket holds', async () => {
    await takeMany('steady', 10);
    now += 2_500;
    expect(waits(await takeMany('steady', 3))).toEqual([0, 0, 500]);
    now += 60_000;
    expect(waits(await takeMany('steady', 11)).filter((wait) => wait === 0)).toHaveLength(10);
  });

  test('people and limits do not share a bucket', async () => {
    await takeMany('one', 10);
    expect((await limiter.take(limit, 'two')).ok).toBe(true);
    expect((await limiter.take({ ...limit, name: 'other' }, 'one')).ok).toBe(true);
  });

  test('something dear takes more, and a refusal takes nothing', async () => {
    expect((await limiter.take(limit, 'dear', 6)).ok).toBe(true);
    expect(waits([await limiter.take(limit, 'dear', 6)])).toEqual([2_000]);
    expect((await limiter.take(limit, 'dear', 4)).ok).toBe(true);
  });

  test('a cleared bucket is full', async () => {
    await takeMany('cleared', 10);
    await limiter.clear(limit, 'cleared');
    expect((await limiter.take(limit, 'cleared', 10)).ok).toBe(true);
  });

  test('a clock that goes back neither fills nor empties it', async () => {
    await takeMany('back', 5);
    now -= 5_000;
    expect(waits(await takeMany('back', 6))).toEqual([0, 0, 0, 0, 0, 1_000]);
    now += 5_000;
    expect((await limiter.take(limit, 'back')).ok).toBe(false);
  });
}

describe('with Redis', () => {
  behavesLikeABucket();

  test('a bucket that would be full again is forgotten', async () => {
    await limiter.take(limit, 'gone');
    const key = 'limit:test:gone';
    expect(await opened.redis.pttl(key)).toBeGreaterThan(9_000);
    expect(await opened.redis.pttl(key)).toBeLessThanOrEqual(10_000);
  });

  test('a burst of parallel requests gets exactly what the bucket holds', async () => {
    const results = await Promise.all(Array.from({ length: 50 }, () => limiter.take(limit, 'parallel')));
    expect(results.filter(({ ok }) => ok)).toHaveLength(10);
  });

  test('the scale multiplies what is let through', async () => {
    const generous = createRateLimiter({ redis: opened.redis, clock, log: silentLog, scale: 3 });
    const results = await Promise.all(Array.from({ length: 50 }, () => generous.take(limit, 'scaled')));
    expect(results.filter(({ ok }) => ok)).toHaveLength(30);
  });
});

describe('what is counted at once and settled later', () => {
  const countMany = (by: RateLimiter, who: string, times: number) =>
    Array.from({ length: times }, () => by.count(limit, who));
  const process = () => createRateLimiter({ redis: opened.redis, clock, log: silentLog, scale: 1 });

  test('one process lets through what the bucket holds, without a word to Redis', async () => {
    expect(waits(countMany(process(), 'counted', 12))).toEqual([
      ...Array.from({ length: 10 }, () => 0),
      1_000,
      1_000,
    ]);
    expect(await opened.redis.exists('limit:test:counted')).toBe(0);
  });

  test('what one process let through is gone for the other, a moment later and for as long as it was too much', async () => {
    const [one, other] = [process(), process()];
    expect(countMany(one, 'shared', 10).every(({ ok }) => ok)).toBe(true);
    expect(countMany(other, 'shared', 3).every(({ ok }) => ok)).toBe(true);
    // Together three too many; asking for a full bucket takes nothing and tells how far away that is.
    await eventually(() => expect(waits([other.count(limit, 'shared', 10)])).toEqual([13_000]));
    now += 4_000;
    expect(countMany(other, 'shared', 2).map(({ ok }) => ok)).toEqual([true, false]);
  });

  test('a debt is bounded: who spent far too much waits for two periods at the most', async () => {
    const greedy = Array.from({ length: 5 }, process);
    for (const each of greedy) countMany(each, 'debt', 10);
    const another = process();
    await eventually(async () =>
      expect(Number(await opened.redis.hget('limit:test:debt', 'tokens'))).toBe(-10),
    );
    another.count(limit, 'debt');
    await eventually(() => expect(waits([another.count(limit, 'debt', 10)])).toEqual([20_000]));
  });
});

describe('while Redis is away', () => {
  beforeAll(() => {
    now += 3_600_000;
    opened.redis.disconnect();
  });
  behavesLikeABucket();
});
