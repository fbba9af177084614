import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { formOf, problemOf, type Reading } from './address-form.ts';

const DIGITS = 40;

/** The spelling whose capitals are a checksum (EIP-55), of 40 hex digits. */
export function checksummed(digits: string): string {
  const lower = digits.toLowerCase();
  const hash = bytesToHex(keccak_256(utf8ToBytes(lower)));
  return `0x${Array.from(lower, (digit, at) => (Number.parseInt(hash[at] ?? '0', 16) >= 8 ? digit.toUpperCase() : digit)).join('')}`;
}

/** `0x` and 40 hex digits; mixed case is a checksum (EIP-55), one case is none. */
export function readEvmAddress(text: string): Reading {
  if (!/^0x/i.test(text)) return null;
  if (text[1] !== 'x') return problemOf('case', 'evm', 1);
  const digits = text.slice(2);
  const wrong = digits.search(/[^0-9a-f]/i);
  if (wrong >= 0) return problemOf('alphabet', 'evm', wrong + 2);
  if (digits.length === 64) return problemOf('is_hash', 'evm');
  if (digits.length !== DIGITS) return problemOf('length', 'evm');
  const address = checksummed(digits);
  const isChecked = /[a-f]/.test(digits) && /[A-F]/.test(digits);
  if (!isChecked) return formOf('evm', 'account', address, false);
  for (let at = 2; at < address.length; at += 1) {
    if (address[at] !== text[at]) return problemOf('checksum', 'evm', at);
  }
  return formOf('evm', 'account', address);
}
