import type { Schedule } from '@haven/shared/browser/schedule';

/** Time that a model moves: what is due runs in the order of its time. Milliseconds from 0. */
export function createModelClock() {
  const waiting = new Map<number, { at: number; run: () => void }>();
  let now = 0;
  let made = 0;

  const schedule: Schedule = (run, ms) => {
    made += 1;
    const key = made;
    waiting.set(key, { at: now + ms, run });
    return () => void waiting.delete(key);
  };

  return {
    now: () => now,
    schedule,
    /** Moves on and runs what is due by then. */
    advance(ms: number): void {
      now += ms;
      const due = [...waiting].filter(([, { at }]) => at <= now).sort(([, a], [, b]) => a.at - b.at);
      for (const [key, { run }] of due) if (waiting.delete(key)) run();
    },
  };
}
