import { blake2b } from '@noble/hashes/blake2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { base32nopad } from '@scure/base';
import { firstOutside, formOf, type Locate, problemOf, type Reading } from './address-form.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const CHECK_BYTES = 4;
/** Bytes before the checksum, by protocol. */
const lengths: Record<string, number> = { 1: 20, 2: 20, 3: 48 };
const kinds: Record<string, string> = { 1: 'secp256k1', 2: 'actor', 3: 'bls' };

/** Filecoin: `f`, a protocol, and an id or a payload in base32 with a BLAKE2b checksum. */
export function readFilecoinAddress(text: string, locate: Locate): Reading {
  const [, network, protocol = '', payload = ''] = /^([ft])([0-4])([a-z0-9]+)$/.exec(text) ?? [];
  if (network === undefined || text.length > 90) return null;
  if (protocol === '0') {
    if (!/^\d{1,20}$/.test(payload)) return null;
    return network === 't' ? problemOf('test_network', 'filecoin') : formOf('filecoin', 'id', text, false);
  }
  if (text.length < 38) return null;
  const [, actor = '', body = ''] =
    protocol === '4' ? (/^(\d{1,20})f([a-z0-9]+)$/.exec(payload) ?? []) : ['', '', payload];
  if (body === '') return null;
  const from = text.length - body.length;
  const outside = firstOutside(body, ALPHABET);
  if (outside >= 0) return problemOf('alphabet', 'filecoin', from + outside);
  const isRight = (each: string) => isValid(protocol, actor, each);
  const length = decode(body)?.length;
  if (protocol !== '4' && length !== (lengths[protocol] ?? 0) + CHECK_BYTES)
    return problemOf('length', 'filecoin');
  if (!isRight(body)) {
    const at = locate(body, ALPHABET, isRight);
    return problemOf('checksum', 'filecoin', at === undefined ? undefined : from + at);
  }
  if (network === 't') return problemOf('test_network', 'filecoin');
  return formOf('filecoin', kinds[protocol] ?? 'delegated', text);
}

/** Over the protocol's number, for a delegated one its actor's too (as LEB128), and the payload. */
function isValid(protocol: string, actor: string, body: string): boolean {
  const bytes = decode(body);
  if (!bytes || bytes.length <= CHECK_BYTES) return false;
  const head = Uint8Array.from([Number(protocol), ...(actor === '' ? [] : leb128(BigInt(actor)))]);
  const check = blake2b(concatBytes(head, bytes.subarray(0, -CHECK_BYTES)), { dkLen: CHECK_BYTES });
  return bytes.subarray(-CHECK_BYTES).every((byte, index) => byte === check[index]);
}

function decode(body: string): Uint8Array | null {
  try {
    return base32nopad.decode(body.toUpperCase());
  } catch {
    return null;
  }
}

function leb128(number: bigint): number[] {
  const bytes: number[] = [];
  for (let rest = number; ; rest >>= 7n) {
    if (rest < 128n) return [...bytes, Number(rest)];
    bytes.push(Number(rest & 127n) | 128);
  }
}
