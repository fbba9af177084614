import { sha256 } from '@noble/hashes/sha2.js';
import { base32, base58, base58xrp } from '@scure/base';
import { crc16 } from '../crc16.ts';
import { type Answer, base58check, type Derivations } from './derivations.ts';
import type { SecretKind, Suspect } from './finding.ts';

/** A text without white space and invisible characters: people break keys into groups and lines. */
export type Dense = {
  text: string;
  /** Where each character stands in what was written. */
  places: readonly number[];
};

/** How one kind of key is written. `judge` says what a match alone leads to. */
type Format = {
  kind: SecretKind;
  pattern: RegExp;
  judge: (key: string, derivations: Derivations) => Suspect['verdict'];
};

const BASE58 = '[1-9A-HJ-NP-Za-km-z]';
const BECH32 = '[02-9ac-hj-np-z]';
const block = () => 'block' as const;
const privateKey = (pattern: string, judge: Format['judge'], flags = 'y'): Format => ({
  kind: 'private_key',
  pattern: new RegExp(pattern, flags),
  judge,
});

/** Where the beginning alone is certain, a typo or a cut end makes no difference. */
const PREFIXED =
  /[xyztuvYZUV]p[ru][vb]|[LM]t[pu][vb]|ttpv|ttub|dgpv|dgub|ed(?:sk|esk)|sp(?:sk|esk)|p2(?:sk|esk)|PVT_|suipriv|age-s|nsec1|(?:root|acct|addr|stake)_|ed25519e?_|S[A-D]/iy;
const prefixed: readonly Format[] = [
  // BIP-32 and SLIP-132, of Bitcoin, its test networks, Litecoin and Dogecoin.
  {
    ...privateKey(`(?:[xyztuvYZUV]prv|[LM]tpv|ttpv|dgpv)${BASE58}{80,108}`, block),
    kind: 'extended_key',
  },
  {
    ...privateKey(`(?:[xyztuvYZUV]pub|[LM]tub|ttub|dgub)${BASE58}{100,108}`, () => 'warn'),
    kind: 'extended_public_key',
  },
  // Tezos, EOS.
  privateKey(`(?:edsk|edesk|spsk|spesk|p2sk|p2esk)${BASE58}{46,94}`, block),
  privateKey(`PVT_(?:K1|R1|WA)_${BASE58}{45,60}`, block),
  // Sui, age, Nostr, Cardano.
  privateKey(
    `(?:suiprivkey|age-secret-key-|nsec|(?:root|acct|addr|stake)_x?sk|ed25519e?_sk)1${BECH32}{50,}`,
    block,
    'iy',
  ),
  // Stellar.
  privateKey('S[A-D][A-Z2-7]{54}', judgeStellar),
];

/** The others by their checksum, longest first: they begin like anything. */
type Checked = { length: number; begins?: RegExp; judge: Format['judge'] };
const checked: readonly Checked[] = [
  // Solana, NEAR.
  ...[88, 87, 86].map((length) => ({ length, judge: judgeKeyPair })),
  // A Bitcoin key under a password (BIP-38).
  { length: 58, begins: /^6P/, judge: byChecksum(39) },
  // Bitcoin, what is built like it, EOS. By its beginning also where the checksum fails, since a typo hides nothing.
  { length: 52, begins: /^(?:K[w-z]|L[1-5])/, judge: judgeWif },
  { length: 52, begins: /^[1-9A-Zc]/, judge: byChecksum(34) },
  { length: 51, begins: /^5[HJK]/, judge: judgeWif },
  { length: 51, begins: /^[1-9A-Z]/, judge: byChecksum(33) },
  // Ripple.
  ...[31, 30, 29, 28].map((length) => ({ length, begins: /^s/, judge: judgeRipple })),
];
const SHORTEST_CHECKED = 28;

/** A key is mixed: words in a row, which have letters of one case or capitals alone, are not decoded. */
const isMixed = (key: string) =>
  /[a-z]/.test(key) && /[A-Z]/.test(key) && (/\d/.test(key) || /[a-z][A-Z].*[a-z][A-Z]/.test(key));
/** Decodings in one message; a text with more beginnings than that is asked about. */
const MAX_DECODED = 50;

/** Keys in base58, bech32 and base32, also with spaces, line breaks and invisible characters inside (SAFE3). */
export function findCodedKeys(written: string, dense: Dense, derivations: Derivations): Suspect[] {
  const suspects: Suspect[] = [];
  const capitals = countCapitals(dense.text);
  let decoded = 0;
  let runEnd = 0;
  for (let at = 0; at < dense.text.length; at += 1) {
    if (at >= runEnd) {
      runEnd = at;
      while (isBase58(dense.text.charCodeAt(runEnd))) runEnd += 1;
    }
    if (!isBeginning(written, dense, at)) continue;
    const found = match(PREFIXED, dense.text, at) === undefined ? undefined : findPrefixed(at);
    const { key, format } =
      found ?? (runEnd - at >= SHORTEST_CHECKED ? findChecked(at, runEnd - at) : NOTHING);
    if (!format) continue;
    suspects.push(spanOf(dense, at, at + key.length, format.kind, format.verdict));
    if (decoded > MAX_DECODED) break;
    at += key.length - 1;
  }
  return suspects;

  function findPrefixed(at: number) {
    for (const { kind, pattern, judge } of prefixed) {
      const key = match(pattern, dense.text, at);
      if (key !== undefined) return { key, format: { kind, verdict: judge(key, derivations) } };
    }
    return undefined;
  }

  function findChecked(at: number, run: number) {
    const kind = 'private_key' as const;
    for (const { begins, judge, length } of checked) {
      if (length > run) continue;
      if (capitals(at + length) === capitals(at)) continue;
      const key = dense.text.slice(at, at + length);
      if (begins?.test(key) === false || !isMixed(key)) continue;
      decoded += 1;
      if (decoded > MAX_DECODED)
        return { key: dense.text.slice(at), format: { kind, verdict: 'ask' as const } };
      const verdict = judge(key, derivations);
      if (verdict !== 'pass') return { key, format: { kind, verdict } };
    }
    return NOTHING;
  }
}

/** How many capitals stand before a place: a cheap look at what has none, which is most of what people write. */
function countCapitals(text: string): (place: number) => number {
  const before = new Uint32Array(text.length + 1);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    before[at + 1] = (before[at] ?? 0) + (code >= 65 && code <= 90 ? 1 : 0);
  }
  return (place) => before[place] ?? 0;
}

const NOTHING = { key: '', format: undefined };

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Without what is invisible, with the place of each character. */
export function condense(text: string): Dense {
  const places: number[] = [];
  let kept = '';
  for (const { 0: run, index } of text.matchAll(/[^\s\p{Cf}]+/gu)) {
    kept += run;
    for (let offset = 0; offset < run.length; offset += 1) places.push(index + offset);
  }
  return { text: kept, places };
}

export function spanOf(
  { places }: Dense,
  from: number,
  to: number,
  kind: SecretKind,
  verdict: Suspect['verdict'],
): Suspect {
  return { kind, start: places[from] ?? 0, end: (places[to - 1] ?? -1) + 1, verdict };
}

function isBeginning(written: string, { text, places }: Dense, at: number): boolean {
  const place = places[at] ?? 0;
  return (
    isAlphanumeric(text.charCodeAt(at)) && (place === 0 || !isAlphanumeric(written.charCodeAt(place - 1)))
  );
}

function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** Without 0, O, I and l, which look alike. */
function isBase58(code: number): boolean {
  return isAlphanumeric(code) && code !== 48 && code !== 79 && code !== 73 && code !== 108;
}

function byChecksum(length: number) {
  return (key: string): Suspect['verdict'] => (checkedLength(key) === length ? 'block' : 'pass');
}

function judgeWif(key: string): Suspect['verdict'] {
  return checkedLength(key) >= 33 ? 'block' : 'ask';
}

function checkedLength(key: string): number {
  try {
    return base58check.decode(key).length;
  } catch {
    return 0;
  }
}

function judgeKeyPair(key: string, derivations: Derivations): Suspect['verdict'] {
  const bytes = base58.decode(key);
  return bytes.length === 64 ? fromAnswer(derivations.isKeyPair(bytes)) : 'pass';
}

export function fromAnswer(answer: Answer): Suspect['verdict'] {
  return ({ yes: 'block', unknown: 'ask', no: 'pass' } as const)[answer];
}

function judgeRipple(key: string): Suspect['verdict'] {
  const bytes = base58xrp.decode(key);
  const check = sha256(sha256(bytes.subarray(0, -4)));
  return bytes.subarray(-4).every((byte, index) => byte === check[index]) ? 'block' : 'pass';
}

/** A checksum that fails is asked about: nothing else has this form. */
function judgeStellar(key: string): Suspect['verdict'] {
  const bytes = base32.decode(key);
  const sum = (bytes[33] ?? 0) | ((bytes[34] ?? 0) << 8);
  return sum === crc16(bytes.subarray(0, 33)) ? 'block' : 'ask';
}
