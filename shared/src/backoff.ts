/** Milliseconds of the first wait's ceiling; each further one doubles it (LIVE3). */
export const backoffFirstMs = 1_000;
/** No wait is longer than this, however often it failed: half a minute is what a person still sits through. */
export const backoffMaxMs = 30_000;

/**
 * How long to wait before another attempt: exponential from 1 to 30 s with full jitter, for ever (LIVE3).
 * `attempt` counts failures so far from 0; `random` yields [0, 1). Full jitter spreads a storm best, because after a
 * restart thousands of clients count from the same moment.
 */
export function backoffMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(backoffMaxMs, backoffFirstMs * 2 ** Math.min(attempt, 16));
  return Math.floor(random() * ceiling);
}
