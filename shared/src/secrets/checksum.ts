import { sha256 } from '@noble/hashes/sha2.js';

/** Words of a phrase by BIP-39. */
export const PHRASE_LENGTHS: ReadonlySet<number> = new Set([12, 15, 18, 21, 24]);
const BITS_PER_WORD = 11;

/** The last bits of a phrase are the first of the hash of what is before them: one in 32 words (BIP-39). */
export function hasChecksum(numbers: readonly number[]): boolean {
  const bits = numbers.map((number) => number.toString(2).padStart(BITS_PER_WORD, '0')).join('');
  const checksumBits = bits.length / 33;
  const entropy = bits.slice(0, -checksumBits).match(/.{8}/g) ?? [];
  const [first = 0] = sha256(Uint8Array.from(entropy, (byte) => Number.parseInt(byte, 2)));
  return first.toString(2).padStart(8, '0').startsWith(bits.slice(-checksumBits));
}
