import { randomInt } from 'node:crypto';
import { ok, type Result, refuse } from '@haven/shared/result';
import { hash, verify } from '@node-rs/argon2';

/** Argon2id, the library's default kind. With 64 MiB these passes take about 0.2 s of one core. */
const passes = 3;
/** Hashes at once: the threads that the process has for such work, and 256 MiB with 64 each. */
const maxRunning = 4;
/** Who may wait for a turn: 16 are served within two or three seconds; more is a flood. */
const maxWaiting = 16;

export interface Passwords {
  /** Hashes a password for storage. `busy` when too many wait. */
  hash(password: string): Promise<Result<string>>;
  /** Whether the password is the one of the hash; `null` for an account that does not exist, which takes as long. */
  matches(password: string, storedHash: string | null): Promise<Result<boolean>>;
}

/** Password hashing with bounded memory, so many MiB for each, and a bounded line of those who wait. */
export function createPasswords(memoryMib: number): Passwords {
  const cost = { memoryCost: memoryMib * 1024, timeCost: passes, parallelism: 1 };
  const nobodysHash = nobodysHashAt(cost);
  const waiting: (() => void)[] = [];
  let running = 0;

  async function inTurn<T>(work: () => Promise<T>): Promise<Result<T>> {
    if (running >= maxRunning) {
      if (waiting.length >= maxWaiting) return refuse('busy', { retryAfterMs: 2_000 });
      // Whoever leaves hands over the turn, so `running` stays as it is.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return ok(await work());
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  }

  return {
    hash: (password) => inTurn(() => hash(password, cost)),
    matches: (password, storedHash) =>
      inTurn(async () => (await verify(storedHash ?? nobodysHash, password)) && storedHash !== null),
  };
}

/** No look-alikes: it is read from a screen and typed once. */
const alphabet = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Makes a password to hand over once: 20 characters, 115 bits. */
export function generatePassword(): string {
  return Array.from({ length: 20 }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** Of a password that nobody knows, at the same cost: an unknown account takes as long as a known one. */
function nobodysHashAt({ memoryCost, timeCost }: { memoryCost: number; timeCost: number }): string {
  const salted = '9y7EtdJCDcv7QeveVQXhQg$kSR8N2ZIkOm7x18XNBOOL7n1xyUletELU8KRegfi7lA';
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=1$${salted}`;
}
