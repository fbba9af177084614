import { median, percentile, rounded } from './statistics.ts';

describe('statistics of benchmarks', () => {
  it('finds percentiles in any order, and changes nothing', () => {
    const values = [5, 1, 4, 2, 3];
    expect([median(values), percentile(values, 0.99), percentile(values, 0)]).toEqual([3, 5, 1]);
    expect(values).toEqual([5, 1, 4, 2, 3]);
    expect(percentile([], 0.5)).toBeNaN();
  });

  it('rounds for people', () => {
    expect(rounded(1.23456)).toBe(1.23);
    expect(rounded(12.5, 0)).toBe(13);
  });
});
