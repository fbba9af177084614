import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { createBase58check, hex } from '@scure/base';
import type { Suspect } from './finding.ts';

const base58check = createBase58check(sha256);
const WIF = /(?<![1-9A-Za-z])[1-9A-HJ-NP-Za-km-z]{51,52}(?![1-9A-Za-z])/g;
const BARE_HEX = /(?<![0-9a-z])(?:0x)?([0-9a-f]{64})(?![0-9a-z])/gi;

/** Private keys in their usual forms (SAFE3). */
export function findKeys(text: string, knownAddresses: readonly string[]): Suspect[] {
  const known = new Set(knownAddresses.map((address) => address.toLowerCase()));
  const wif = [...text.matchAll(WIF)].filter(([key]) => isWif(key));
  return [
    ...wif.map(({ 0: key, index }): Suspect => ({ ...spanOf(key, index), verdict: 'block' })),
    ...[...text.matchAll(BARE_HEX)].map(({ 0: whole, 1: digits = '', index }): Suspect => {
      const isOwn = known.size > 0 && known.has(evmAddressOf(digits.toLowerCase()));
      return isOwn
        ? { ...spanOf(whole, index), verdict: 'block' }
        : { ...spanOf(whole, index), kind: 'unknown_hex', verdict: 'ask' };
    }),
  ];
}

function spanOf(found: string, start: number) {
  return { kind: 'private_key', start, end: start + found.length } as const;
}

function isWif(key: string): boolean {
  try {
    return [33, 34].includes(base58check.decode(key).length);
  } catch {
    return false;
  }
}

function evmAddressOf(digits: string): string {
  const secret = hex.decode(digits);
  if (!secp256k1.utils.isValidSecretKey(secret)) return '';
  return `0x${hex.encode(keccak_256(secp256k1.getPublicKey(secret, false).slice(1)).slice(-20))}`;
}
