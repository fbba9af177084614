import type { Derivations } from './derivations.ts';
import type { Suspect } from './finding.ts';
import { isCalledKey } from './hex-keys.ts';

/** Editors turn dashes and quotes into other ones. */
const PEM_BEGIN = /[-‐-―]{1,6}\s?BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?\s?[-‐-―]{1,6}/gu;
const PEM_END = /END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?\s?[-‐-―]{0,6}/gu;
const PEM_BODY = /[A-Za-z0-9+/]{16}/;
/** Characters in which a body begins, behind lines such as `Proc-Type`. */
const PEM_HEADERS = 400;
const QUOTE = '["\'“”‘’«»\\\\]*';
const CIPHERTEXT = new RegExp(`ciphertext${QUOTE}\\s?[:=]\\s?${QUOTE}[0-9a-f]{32}`, 'i');
const ENCODED = new RegExp(`encoded${QUOTE}\\s?[:=]\\s?${QUOTE}[0-9a-z+/=]{64}`, 'i');
const KEY_FIELD = new RegExp(
  `(?:private_?key|secret_?key|mnemonic|seed_?phrase)${QUOTE}\\s?[:=]\\s?${QUOTE}[A-Za-z0-9+/]{40,}={0,2}`,
  'gi',
);
const WORD = /\w+/g;
const NUMBER = /^(?:0x[0-9a-f]{1,2}|\d{1,3})$/i;
const BETWEEN_NUMBERS = /^[\s,;]{1,6}$/;

/** PEM files, keystores of wallets, fields named as a key, and keys as arrays of numbers (SAFE3). */
export function findKeyFiles(text: string, derivations: Derivations): Suspect[] {
  return [
    ...findPem(text),
    ...findKeystores(text),
    ...[...text.matchAll(KEY_FIELD)].map(
      ({ 0: field, index }): Suspect => ({
        kind: 'private_key',
        start: index,
        end: index + field.length,
        verdict: 'block',
      }),
    ),
    ...findArrays(text, derivations),
  ];
}

function findPem(text: string): Suspect[] {
  return [...text.matchAll(PEM_BEGIN)].flatMap(({ 0: head, index }): Suspect[] => {
    const from = index + head.length;
    if (!PEM_BODY.test(text.slice(from, from + PEM_HEADERS))) return [];
    PEM_END.lastIndex = from;
    const found = PEM_END.exec(text);
    const end = found ? found.index + found[0].length : text.length;
    return [{ kind: 'private_key', start: index, end, verdict: 'block' }];
  });
}

/** Web3 keystores (`ciphertext` beside `kdf`) and those of Polkadot (`encoded` beside `encoding`). */
function findKeystores(text: string): Suspect[] {
  const found =
    (/kdf/i.test(text) && CIPHERTEXT.exec(text)) || (/encoding/i.test(text) && ENCODED.exec(text));
  if (!found) return [];
  const [start, end] = enclosingBraces(text, found.index);
  return [{ kind: 'keystore', start, end: Math.max(end, found.index + found[0].length), verdict: 'block' }];
}

/** The outermost braces around a place; the whole text where they do not match. */
function enclosingBraces(text: string, place: number): [start: number, end: number] {
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '{') {
      if (depth === 0) start = at;
      depth += 1;
    } else if (text[at] === '}' && depth > 0) {
      depth -= 1;
      if (depth === 0 && start <= place && place < at) return [start, at + 1];
    }
  }
  return [0, text.length];
}

/** 64 bytes are a key when their halves belong together; otherwise, as 32 bytes, they are asked about. */
function findArrays(text: string, derivations: Derivations): Suspect[] {
  return rowsOfNumbers(text).flatMap(({ bytes, start, end }): Suspect[] => {
    if (bytes.length !== 32 && bytes.length !== 64) return [];
    const isPair = bytes.length === 64 && derivations.isKeyPair(Uint8Array.from(bytes)) === 'yes';
    const verdict = isPair || isCalledKey(text, start, end) ? 'block' : 'ask';
    return [{ kind: 'private_key', start, end, verdict }];
  });
}

type Row = { bytes: number[]; start: number; end: number };

function rowsOfNumbers(text: string): Row[] {
  const rows: Row[] = [];
  let row: Row | undefined;
  for (const { 0: digits, index } of text.matchAll(WORD)) {
    const byte = NUMBER.test(digits) ? Number(digits) : Number.NaN;
    const isNext = row && index - row.end <= 6 && BETWEEN_NUMBERS.test(text.slice(row.end, index));
    if (!isNext) rows.push((row = { bytes: [], start: index, end: index }));
    if (!row || !(byte <= 255)) {
      row = undefined;
      continue;
    }
    row.bytes.push(byte);
    row.end = index + digits.length;
  }
  return rows;
}
