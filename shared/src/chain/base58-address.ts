import { blake2b } from '@noble/hashes/blake2.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { base58 } from '@scure/base';
import { firstOutside, formOf, type Locate, problemOf, type Reading } from './address-form.ts';
import type { ChainFamily } from './networks.ts';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const [SHORTEST, LONGEST] = [25, 50];
const CHECK_BYTES = 4;
const HASH_BYTES = 20;
const SOLANA_BYTES = 32;

/** What stands before the hash in Base58Check, by chain. Several chains share one: all of them are told. */
const versions: readonly { family: ChainFamily; kind: string; bytes: readonly number[] }[] = [
  { family: 'bitcoin', kind: 'p2pkh', bytes: [0x00] },
  { family: 'bitcoin', kind: 'p2sh', bytes: [0x05] },
  { family: 'bitcoin_cash', kind: 'legacy p2pkh', bytes: [0x00] },
  { family: 'bitcoin_cash', kind: 'legacy p2sh', bytes: [0x05] },
  { family: 'litecoin', kind: 'p2pkh', bytes: [0x30] },
  { family: 'litecoin', kind: 'p2sh', bytes: [0x32] },
  { family: 'litecoin', kind: 'legacy p2sh', bytes: [0x05] },
  { family: 'dogecoin', kind: 'p2pkh', bytes: [0x1e] },
  { family: 'dogecoin', kind: 'p2sh', bytes: [0x16] },
  { family: 'tron', kind: 'account', bytes: [0x41] },
  { family: 'tezos', kind: 'tz1', bytes: [0x06, 0xa1, 0x9f] },
  { family: 'tezos', kind: 'tz2', bytes: [0x06, 0xa1, 0xa1] },
  { family: 'tezos', kind: 'tz3', bytes: [0x06, 0xa1, 0xa4] },
  { family: 'tezos', kind: 'tz4', bytes: [0x06, 0xa1, 0xa6] },
  { family: 'tezos', kind: 'contract', bytes: [0x02, 0x5a, 0x79] },
];
/** Of test networks: Bitcoin's and Litecoin's, which Dogecoin's resemble. */
const testVersions: ReadonlySet<number> = new Set([0x6f, 0xc4, 0x3a]);

/** What a text that is not right was meant to be, by how it begins and how long it is. */
const looks: readonly { family: ChainFamily; pattern: RegExp }[] = [
  { family: 'tezos', pattern: /^(?:tz[1-4]|KT1).{31,35}$/ },
  { family: 'polkadot', pattern: /^.{46,48}$/ },
  { family: 'tron', pattern: /^T.{31,35}$/ },
  { family: 'litecoin', pattern: /^[LM].{31,34}$/ },
  { family: 'dogecoin', pattern: /^[DA9].{31,34}$/ },
  { family: 'bitcoin', pattern: /^[13].{24,34}$/ },
];

/** Every chain that a text in Base58 may be an address of: Base58Check, SS58 and Solana's bare keys. */
export function readBase58Addresses(text: string, locate: Locate): Exclude<Reading, null>[] {
  if (text.length < SHORTEST || text.length > LONGEST || !/^[0-9A-Za-z]+$/.test(text)) return [];
  const family = looks.find(({ pattern }) => pattern.test(text))?.family;
  const outside = firstOutside(text, ALPHABET);
  if (outside >= 0) return family ? some(problemOf('alphabet', family, outside)) : [];
  const bytes = base58.decode(text);
  if (isBase58Check(bytes)) return byVersion(text, bytes);
  if (isSs58(bytes)) return some(formOf('polkadot', kindOfSs58(bytes), text));
  if (bytes.length === SOLANA_BYTES) return some(formOf('solana', 'account', text, false));
  if (!family) return [];
  const isLong = bytes.length === (family === 'polkadot' ? 35 : family === 'tezos' ? 27 : 25);
  if (!isLong) return some(problemOf('length', family));
  const isValid = (other: string) =>
    family === 'polkadot' ? isSs58(base58.decode(other)) : isBase58Check(base58.decode(other));
  return some(problemOf('checksum', family, locate(text, ALPHABET, isValid)));
}

function some(reading: Reading): Exclude<Reading, null>[] {
  return reading ? [reading] : [];
}

function isBase58Check(bytes: Uint8Array): boolean {
  if (bytes.length < HASH_BYTES + 1 + CHECK_BYTES || bytes.length > HASH_BYTES + 3 + CHECK_BYTES)
    return false;
  const check = sha256(sha256(bytes.subarray(0, -CHECK_BYTES)));
  return bytes.subarray(-CHECK_BYTES).every((byte, index) => byte === check[index]);
}

function byVersion(text: string, bytes: Uint8Array): Exclude<Reading, null>[] {
  const version = bytes.subarray(0, bytes.length - CHECK_BYTES - HASH_BYTES);
  const known = versions.filter(
    (each) =>
      each.bytes.length === version.length && each.bytes.every((byte, index) => byte === version[index]),
  );
  if (known.length > 0) return known.flatMap(({ family, kind }) => some(formOf(family, kind, text)));
  const isTest = version.length === 1 && testVersions.has(version[0] ?? 0);
  return some(problemOf(isTest ? 'test_network' : 'version', isTest ? 'bitcoin' : undefined));
}

/** SS58: one or two bytes of a network, a key of 32 bytes, the first two of a BLAKE2b hash. */
function isSs58(bytes: Uint8Array): boolean {
  if (bytes.length !== 35 && bytes.length !== 36) return false;
  if ((bytes.length === 35) !== (bytes[0] ?? 0) < 64 || (bytes[0] ?? 0) > 127) return false;
  const check = blake2b(concatBytes(utf8ToBytes('SS58PRE'), bytes.subarray(0, -2)));
  return bytes[bytes.length - 2] === check[0] && bytes[bytes.length - 1] === check[1];
}

function kindOfSs58([first = 0]: Uint8Array): string {
  return { 0: 'polkadot', 2: 'kusama', 42: 'generic' }[first] ?? 'parachain';
}
