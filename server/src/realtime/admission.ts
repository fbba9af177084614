import { refuse, type Refusal } from '@haven/shared/result';
import type { Clock } from '../clock.ts';

/** Nobody is sent away for longer, however many wait: half a minute is what a person still sits through. */
const retryMaxMs = 30_000;
/** And nobody for less: the bucket is empty now. */
const retryMinMs = 1_000;

type AdmissionDeps = {
  clock: Clock;
  /** Handshakes that this server takes on in a second; as many at once after a quiet second. */
  perSecond: number;
  random?: () => number;
};

export type Admission = {
  /** Null, or the refusal: `busy` with the time after which to come back. */
  take(): Refusal | null;
  /** From now on everybody is sent elsewhere. */
  close(): void;
};

/**
 * Admits handshakes at a steady rate: when thousands come back at once, each costs a look into Redis and the database
 * and a resume after it. Who is refused costs neither, and is spread over the time that those before them need.
 */
export function createAdmission({ clock, perSecond, random = Math.random }: AdmissionDeps): Admission {
  let tokens = perSecond;
  /** Refused and expected back; as many are forgotten as could have been admitted since. */
  let expected = 0;
  let at = clock.now();
  let isClosed = false;

  function refill(): void {
    const now = clock.now();
    const grown = (Math.max(0, now - at) * perSecond) / 1_000;
    tokens = Math.min(perSecond, tokens + grown);
    expected = Math.max(0, expected - grown);
    at = now;
  }

  function refuseForNow(): Refusal {
    // Full jitter over twice the time that the others need: those who come too early are refused once more.
    const spreadMs = Math.min(retryMaxMs - retryMinMs, retryMinMs + (2_000 * expected) / perSecond);
    return refuse('busy', { retryAfterMs: Math.ceil(retryMinMs + random() * spreadMs) });
  }

  return {
    take() {
      if (isClosed) return refuseForNow();
      refill();
      if (tokens >= 1) {
        tokens -= 1;
        return null;
      }
      expected += 1;
      return refuseForNow();
    },
    close() {
      isClosed = true;
    },
  };
}
