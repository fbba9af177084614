import { setTimeout as sleep } from 'node:timers/promises';

/** Repeats a look until it no longer throws, and answers with what it saw; the last failure after `withinMs`. */
export async function eventually<T>(look: () => T | Promise<T>, withinMs = 20_000): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(20);
    }
  }
}
