import { backoffFirstMs, backoffMaxMs, backoffMs } from './backoff.ts';

const highest = () => 1 - Number.EPSILON;

describe('backoff', () => {
  it('[LIVE3] doubles its ceiling from 1 s to 30 s and then stays there for ever', () => {
    const ceilings = [0, 1, 2, 3, 4, 5, 6, 1_000].map((attempt) =>
      Math.round(backoffMs(attempt, highest) / 1_000),
    );
    expect(ceilings).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
    expect(backoffMs(1e9, highest)).toBeLessThanOrEqual(backoffMaxMs);
  });

  it('[LIVE3] spreads over the whole of the wait, down to none', () => {
    expect(backoffMs(9, () => 0)).toBe(0);
    expect(backoffMs(0, () => 0.5)).toBe(backoffFirstMs / 2);
  });
});
