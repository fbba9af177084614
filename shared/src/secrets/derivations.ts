import { ed25519 } from '@noble/curves/ed25519.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { ripemd160 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bech32, bech32m, createBase58check, hex } from '@scure/base';

/** Deriving a public key is the dearest step: so many in one message, and what is beyond is asked about (SAFE3). */
const MAX_DERIVATIONS = 8;
const { Point } = secp256k1;
const ADDRESS_BYTES = 20;
const TAPROOT_BYTES = 32;

export const base58check = createBase58check(sha256);

/** Words of 5 bits when a version stands before 20 or 32 bytes, as in Bitcoin's; other chains have none. */
const VERSIONED_WORDS: ReadonlySet<number> = new Set([33, 53]);

/** What a derivation said; `unknown` when the message has used up its share. */
export type Answer = 'yes' | 'no' | 'unknown';

/** Compares keys with addresses and public halves; never by asking anybody. */
export type Derivations = {
  /** Whether 32 bytes are the key of one of the user's addresses: EVM, TRON, Bitcoin and what is built like it. */
  isOwnKey(secret: Uint8Array): Answer;
  /** Whether the second half of 64 bytes is the public key of the first, as in Solana's keys and no signature. */
  isKeyPair(bytes: Uint8Array): Answer;
};

export function createDerivations(knownAddresses: readonly string[]): Derivations {
  const owned = new Set(knownAddresses.map(hashInAddress));
  const hasTaproot = [...owned].some((hash) => hash.length === 2 * TAPROOT_BYTES);
  // A text is looked at again once something was cut out of it; what was derived then is not derived again.
  const answers = new Map<string, Answer>();

  function once(bytes: Uint8Array, derive: () => boolean): Answer {
    const name = hex.encode(bytes);
    const known = answers.get(name);
    if (known) return known;
    if (answers.size === MAX_DERIVATIONS) return 'unknown';
    const answer = derive() ? 'yes' : 'no';
    answers.set(name, answer);
    return answer;
  }

  return {
    isOwnKey(secret) {
      if (owned.size === 0 || !secp256k1.utils.isValidSecretKey(secret)) return 'no';
      return once(secret, () => hashesOf(secret, hasTaproot).some((hash) => owned.has(hash)));
    },
    isKeyPair(bytes) {
      return once(bytes, () => {
        const derived = ed25519.getPublicKey(bytes.subarray(0, 32));
        return derived.every((byte, index) => byte === bytes[32 + index]);
      });
    },
  };
}

/** The first derivation makes tables; done ahead, no message pays for it. */
export function prepareDerivations(): void {
  const key = new Uint8Array(32).fill(1);
  secp256k1.getPublicKey(key);
  ed25519.getPublicKey(key);
}

/**
 * The hashes by which chains name the owner of this key. Not in constant time, which protects keys in use: this one was
 * typed into a chat.
 */
function hashesOf(secret: Uint8Array, hasTaproot: boolean): string[] {
  const point = Point.BASE.multiplyUnsafe(Point.Fn.fromBytes(secret));
  const whole = point.toBytes(false);
  const isEven = (whole[64] ?? 0) % 2 === 0;
  const short = Uint8Array.from([isEven ? 2 : 3, ...whole.subarray(1, 33)]);
  const hash = hash160(short);
  return [
    keccak_256(whole.subarray(1)).subarray(-ADDRESS_BYTES),
    hash,
    hash160(whole),
    hash160(Uint8Array.from([0, ADDRESS_BYTES, ...hash])),
    ...(hasTaproot ? [taprootKey(isEven ? point : point.negate(), whole.subarray(1, 33))] : []),
  ].map((bytes) => hex.encode(bytes));
}

/** BIP-86: the key of an output that can be spent by this key alone. */
function taprootKey(even: typeof Point.BASE, x: Uint8Array): Uint8Array {
  const tag = sha256(new Uint8Array(Array.from('TapTweak', (letter) => letter.charCodeAt(0))));
  const tweak = Point.Fn.fromBytes(sha256(Uint8Array.from([...tag, ...tag, ...x])));
  return even.add(Point.BASE.multiplyUnsafe(tweak)).toBytes(true).subarray(1);
}

function hash160(bytes: Uint8Array): Uint8Array {
  return ripemd160(sha256(bytes));
}

/** The hash in an address of any of these chains, as hex; what is no such address matches nothing. */
function hashInAddress(address: string): string {
  if (/^0x[0-9a-f]{40}$/i.test(address)) return address.slice(2).toLowerCase();
  for (const read of [readBase58, readBech32(bech32), readBech32(bech32m)]) {
    try {
      return hex.encode(read(address));
    } catch {
      // Another form, or none.
    }
  }
  return address;
}

function readBase58(address: string): Uint8Array {
  return base58check.decode(address).subarray(-ADDRESS_BYTES);
}

function readBech32(coder: typeof bech32) {
  return (address: string): Uint8Array => {
    const { words } = coder.decode(address.toLowerCase() as `${string}1${string}`);
    return coder.fromWords(VERSIONED_WORDS.has(words.length) ? words.slice(1) : words);
  };
}
