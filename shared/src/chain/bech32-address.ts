import { bech32, bech32m } from '@scure/base';
import { firstOutside, formOf, type Locate, problemOf, type Reading } from './address-form.ts';
import type { ChainFamily } from './networks.ts';

const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const SHORTEST = 8;

type Prefix = { family: ChainFamily; read: (text: string, words: number[], isM: boolean) => Reading };
type Decoded = { words: number[]; isM: boolean };

const prefixes: Record<string, Prefix> = {
  bc: { family: 'bitcoin', read: readWitness('bitcoin') },
  ltc: { family: 'litecoin', read: readWitness('litecoin') },
  cosmos: { family: 'cosmos', read: readCosmos('account') },
  cosmosvaloper: { family: 'cosmos', read: readCosmos('validator') },
  ckb: { family: 'ckb', read: readCkb },
};
const testPrefixes: Record<string, ChainFamily> = {
  tb: 'bitcoin',
  bcrt: 'bitcoin',
  tltc: 'litecoin',
  ckt: 'ckb',
};

/** Bech32 and Bech32m by its human-readable part (BIP-173, BIP-350): SegWit, Cosmos, CKB. */
export function readBech32Address(text: string, locate: Locate): Reading {
  const lower = text.toLowerCase();
  const end = lower.lastIndexOf('1');
  const name = lower.slice(0, end);
  const family = Object.hasOwn(prefixes, name) ? prefixes[name]?.family : testPrefixes[name];
  if (end < 1 || !family || text.length < SHORTEST) return null;
  if (lower !== text && text.toUpperCase() !== text) return problemOf('case', family);
  const outside = firstOutside(lower.slice(end + 1), ALPHABET);
  if (outside >= 0) return problemOf('alphabet', family, outside + end + 1);
  const decoded = decode(lower);
  if (!decoded) {
    return problemOf(
      'checksum',
      family,
      locate(lower, ALPHABET, (each) => decode(each) !== null, end + 1),
    );
  }
  if (Object.hasOwn(testPrefixes, name)) return problemOf('test_network', family);
  return prefixes[name]?.read(lower, decoded.words, decoded.isM) ?? null;
}

function decode(text: string): Decoded | null {
  for (const [coder, isM] of [
    [bech32, false],
    [bech32m, true],
  ] as const) {
    // Addresses of CKB are longer than the 90 characters for which the checksum was made.
    const decoded = coder.decodeUnsafe(text, false);
    if (decoded) return { words: decoded.words, isM };
  }
  return null;
}

function bytesOf(words: readonly number[]): Uint8Array | null {
  return bech32.fromWordsUnsafe([...words]) ?? null;
}

/** A version and a program: version 0 with Bech32, 20 or 32 bytes; all later ones with Bech32m (BIP-350). */
function readWitness(family: ChainFamily) {
  return (text: string, [version = 0, ...words]: number[], isM: boolean): Reading => {
    const program = bytesOf(words);
    if (version > 16 || !program || isM !== version > 0) return problemOf('version', family);
    const isLength =
      version === 0
        ? program.length === 20 || program.length === 32
        : program.length >= 2 && program.length <= 40;
    if (!isLength || text.length > 90) return problemOf('length', family);
    if (version === 0) return formOf(family, program.length === 20 ? 'segwit' : 'segwit script', text);
    return formOf(family, version === 1 && program.length === 32 ? 'taproot' : 'segwit later', text);
  };
}

function readCosmos(kind: string) {
  return (text: string, words: number[], isM: boolean): Reading => {
    const bytes = bytesOf(words);
    if (isM || !bytes) return problemOf('version', 'cosmos');
    return bytes.length === 20 || bytes.length === 32
      ? formOf('cosmos', kind, text)
      : problemOf('length', 'cosmos');
  };
}

/** The full form with Bech32m, and the three deprecated ones with Bech32 (RFC 21). */
function readCkb(text: string, words: number[], isM: boolean): Reading {
  const bytes = bytesOf(words);
  if (!bytes) return problemOf('version', 'ckb');
  const [format, hashType = 0] = bytes;
  if (isM) {
    if (format !== 0) return problemOf('version', 'ckb');
    if (bytes.length < 34) return problemOf('length', 'ckb');
    const isType = [0, 1, 2, 4].includes(bytes[33] ?? -1);
    return isType ? formOf('ckb', 'full', text) : problemOf('version', 'ckb');
  }
  if (format === 1) {
    const isShort = hashType <= 2 && bytes.length >= 22 && bytes.length <= 24;
    return isShort ? formOf('ckb', 'short', text) : problemOf('length', 'ckb');
  }
  if (format !== 2 && format !== 4) return problemOf('version', 'ckb');
  return bytes.length >= 33 ? formOf('ckb', 'old full', text) : problemOf('length', 'ckb');
}
