const firstMs = 10_000;
const factor = 3;
const longestMs = 5 * 60 * 60_000;

/** Attempts before a delivery is given up: with these waits, after about a day. */
export const deliveryAttempts = 12;

/**
 * Milliseconds to wait after the `attempt`th failed one (from 1): 10 s, then three times as long each time, up to five
 * hours. Null after the last. `random` yields [0, 1) and moves each wait by a fifth at most, either way, so that what
 * failed together does not come back together. `scale` multiplies.
 */
export function retryAfterMs(attempt: number, scale: number, random: () => number): number | null {
  if (attempt >= deliveryAttempts) return null;
  const plainMs = Math.min(longestMs, firstMs * factor ** (attempt - 1));
  return Math.round(plainMs * (0.8 + 0.4 * random()) * scale);
}
