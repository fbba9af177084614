import { deliveryAttempts, retryAfterMs } from './retry-schedule.ts';

const waits = (random: () => number, scale = 1) =>
  Array.from({ length: deliveryAttempts }, (_, index) => retryAfterMs(index + 1, scale, random));

it('[TRUTH3] waits longer each time, for about a day, and then gives up', () => {
  const all = waits(() => 0.5);
  expect(all.slice(0, 4)).toEqual([10_000, 30_000, 90_000, 270_000]);
  expect(all.at(-1)).toBeNull();
  const hours = all.reduce<number>((sum, ms) => sum + (ms ?? 0), 0) / 3_600_000;
  expect(hours).toBeGreaterThan(22);
  expect(hours).toBeLessThan(26);
});

it('[TRUTH3] moves each wait by a fifth at most, and scales all of them', () => {
  expect(waits(() => 0)[0]).toBe(8_000);
  expect(waits(() => 0.999_999)[0]).toBe(12_000);
  expect(waits(() => 0.5, 0.001)[0]).toBe(10);
});
