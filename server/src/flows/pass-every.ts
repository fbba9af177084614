import type { Logger } from '../log.ts';

/**
 * Repeats `work` every so many milliseconds, one at a time; a failure is logged once per outage, with these words. Call
 * what it returns to stop.
 */
export function passEvery(
  everyMs: number,
  work: () => Promise<unknown>,
  { log, failed }: { log: Logger; failed: string },
): () => void {
  let isRunning = false;
  let isDown = false;

  async function pass(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    try {
      await work();
      isDown = false;
    } catch (err) {
      if (!isDown) log.warn({ err }, failed);
      isDown = true;
    }
    isRunning = false;
  }

  const timer = setInterval(() => void pass(), everyMs).unref();
  return () => clearInterval(timer);
}
