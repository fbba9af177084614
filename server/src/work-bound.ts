import { refuse, type Refusal } from '@haven/shared/result';

/**
 * Pieces of work under way at once in this process. Each waits for the database in turn, and a client gives up after
 * `commandTimeoutMs`: at the slowest measured rate, some 200 a second on the embedded engine, this many are done in
 * half of that. More would be work for nobody.
 */
const maxAtOnce = 1_000;
/** Of these for one socket: an outbox sends one per conversation, a console opens its chats at once, nobody needs more. */
const maxForOne = 64;
/** Nobody may hold more than this part of what is left, so that the last places go to those who hold none. */
const shareOfFree = 1 / 8;
/** When to come back: the spread keeps those who were refused together from coming back together. */
const [retryFromMs, retryWithinMs] = [500, 1_500];

export type WorkBound = {
  /** Counts a piece of work in for `by` (a socket, a request); null when there is no room. Call what it answers once, at the end. */
  enter(by: object): (() => void) | null;
  /** Resolves when nothing is under way, for everybody or for `by` alone; after `patienceMs` anyway. */
  idle(patienceMs: number, by?: object): Promise<void>;
};

/** Bounds the work that this process takes on (WIRE4), fairly: who asks much is refused first, and nobody is starved. */
export function createWorkBound(most = { atOnce: maxAtOnce, forOne: maxForOne }): WorkBound {
  const heldBy = new Map<object, number>();
  const waiting = new Set<() => void>();
  let underWay = 0;

  function leave(by: object): void {
    underWay -= 1;
    const held = (heldBy.get(by) ?? 1) - 1;
    if (held > 0) heldBy.set(by, held);
    else heldBy.delete(by);
    for (const look of waiting) look();
  }

  return {
    enter(by) {
      const held = heldBy.get(by) ?? 0;
      const free = most.atOnce - underWay;
      if (free <= 0 || held >= Math.min(most.forOne, Math.ceil(free * shareOfFree))) return null;
      underWay += 1;
      heldBy.set(by, held + 1);
      return () => leave(by);
    },
    idle(patienceMs, by) {
      return new Promise((resolve) => {
        function look(): void {
          if (by === undefined ? underWay > 0 : heldBy.has(by)) return;
          end();
        }
        function end(): void {
          clearTimeout(timer);
          waiting.delete(look);
          resolve();
        }
        const timer = setTimeout(end, patienceMs);
        waiting.add(look);
        look();
      });
    },
  };
}

/** What is told to whom there is no room for now. */
export function refuseAsBusy(random: () => number = Math.random): Refusal {
  return refuse('busy', { retryAfterMs: Math.floor(retryFromMs + random() * (retryWithinMs - retryFromMs)) });
}
