const HASH_BITS = 18;
const MULTIPLIER = 0x9e3779b1;

/** A set of words as bits: what it lacks is no word; of the rest it may be wrong in one case of ten. */
export type Sieve = Uint8Array;

/** The hash of a word is made letter by letter, so that those of all beginnings cost one step each. */
export function hashFurther(hash: number, letter: number): number {
  return Math.imul(hash ^ letter, MULTIPLIER);
}

export function createSieve(words: Iterable<string>): Sieve {
  const sieve = new Uint8Array(1 << (HASH_BITS - 3));
  for (const word of words) {
    let hash = 0;
    for (let at = 0; at < word.length; at += 1) hash = hashFurther(hash, word.charCodeAt(at));
    const bit = hash >>> (32 - HASH_BITS);
    sieve[bit >> 3] = (sieve[bit >> 3] ?? 0) | (1 << (bit & 7));
  }
  return sieve;
}

/** False where no word has this hash. */
export function mayHold(sieve: Sieve, hash: number): boolean {
  const bit = hash >>> (32 - HASH_BITS);
  return ((sieve[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0;
}
