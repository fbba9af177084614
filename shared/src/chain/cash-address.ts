import { firstOutside, formOf, type Locate, problemOf, type Reading } from './address-form.ts';

const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const PREFIX = 'bitcoincash';
const CHECK_SIGNS = 8;
/** A hash of 20 bytes behind a byte of version, in signs of five bits, and the checksum. */
const SIGNS = 42;
const GENERATOR = [0x98f2bc8e61n, 0x79b76d99e2n, 0xf33e5fb3c4n, 0xae2eabe2a8n, 0x1e4f43e470n] as const;

/** CashAddr of Bitcoin Cash, with or without its prefix. */
export function readCashAddress(text: string, locate: Locate): Reading {
  const lower = text.toLowerCase();
  const hasPrefix = lower.startsWith(`${PREFIX}:`);
  if (/^(?:bchtest|bchreg):/.test(lower)) return problemOf('test_network', 'bitcoin_cash');
  const from = hasPrefix ? PREFIX.length + 1 : 0;
  const payload = lower.slice(from);
  if (!hasPrefix && !/^[qp][a-z0-9]{40,42}$/.test(payload)) return null;
  if (lower !== text && text.toUpperCase() !== text) return problemOf('case', 'bitcoin_cash');
  const outside = firstOutside(payload, ALPHABET);
  if (outside >= 0) return problemOf('alphabet', 'bitcoin_cash', outside + from);
  if (payload.length < SIGNS) return problemOf('length', 'bitcoin_cash');
  if (!isValid(payload)) {
    const at = locate(payload, ALPHABET, isValid);
    return problemOf('checksum', 'bitcoin_cash', at === undefined ? undefined : at + from);
  }
  const version = ALPHABET.indexOf(payload[0] ?? '') >> 0;
  const kind = { 0: 'p2pkh', 1: 'p2sh' }[version];
  if (payload.length !== SIGNS || kind === undefined) return problemOf('version', 'bitcoin_cash');
  return formOf('bitcoin_cash', kind, `${PREFIX}:${payload}`);
}

function isValid(payload: string): boolean {
  if (payload.length <= CHECK_SIGNS) return false;
  const values = [
    ...Array.from(PREFIX, (letter) => letter.charCodeAt(0) & 31),
    0,
    ...Array.from(payload, (sign) => ALPHABET.indexOf(sign)),
  ];
  return polymod(values) === 0n;
}

/** The BCH code of the CashAddr specification, of 40 bits. */
function polymod(values: readonly number[]): bigint {
  let checksum = 1n;
  for (const value of values) {
    const top = checksum >> 35n;
    checksum = ((checksum & 0x07ffffffffn) << 5n) ^ BigInt(value);
    GENERATOR.forEach((part, bit) => {
      if ((top >> BigInt(bit)) & 1n) checksum ^= part;
    });
  }
  return checksum ^ 1n;
}
