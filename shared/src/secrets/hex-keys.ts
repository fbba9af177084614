import { hex } from '@scure/base';
import { fromAnswer } from './coded-keys.ts';
import type { Derivations } from './derivations.ts';
import type { Suspect } from './finding.ts';

const KEY_DIGITS = 64;
/** A word says what a value beside it is: so many characters before or behind. */
const NEAR = 40;
/** In the languages in which wallets are used most. Beside a value they make it a key, whatever else is said. */
const KEY_WORDS =
  /priv(?:ate)?[\s_-]*key|secret[\s_-]*key|-priv-|\bpriv\b|\bpk\s*[:=]|private_?key|私钥|私鑰|密钥|密鑰|秘钥|秘鑰|金鑰|秘密鍵|プライベートキー|개인\s?키|비밀\s?키|프라이빗\s?키|clave\s+privada|llave\s+privada|chave\s+privada|cl(?:é|e)\s+priv(?:é|e)e|chiave\s+privata|soukrom(?:ý|eho|ého)\s+kl(?:í|i)(?:č|c)|privater?\s+schl(?:ü|u)ssel|приватн\p{L}*\s+ключ|закрыт\p{L}*\s+ключ|kh(?:ó|o)a\s+(?:riêng|bí mật)|özel\s+anahtar|kunci\s+(?:pribadi|privat)/iu;
/** Words, hosts and paths beside a transaction's hash, a block's, a file's. */
const HASH_WORDS =
  /(?:^|[^a-z])(?:tx(?:id|hash|n|s)?|transactions?|transacci[óo]n(?:es)?|transaç(?:ão|ões)|transa[ck]tion(?:en)?|transazion[ei]|transakc[eí]|hash(?:es)?|block(?:hash)?|sha-?256|sha3|keccak|checksum|digest|integrity|commit|uetr)(?![a-z])|交易|哈希|雜湊|杂凑|区块|區塊|トランザクション|取引|ハッシュ|거래|트랜잭션|해시|транзакц|хеш|хэш|giao\s+dịch|işlem|transaksi|scan\.(?:io|org|com)|etherscan|blockchair|mempool\.space|blockstream|explorer|oklink|tokenview/iu;
const WORD = /[0-9A-Za-z]+/g;
const HEX = /^(?:0x)?([0-9a-f]+)$/i;
const GAP = /^[\s\p{Cf}-]+$/u;
const FILECOIN = /^7b22(?:[0-9a-f]{2}){30,}$/i;
const SMALLEST_BROKEN_PART = 8;
/** Words beside a key that look like hex, such as "a bad": so many on each side. */
const MAX_WORDS = 3;

type Value = { digits: string; start: number; end: number };

/**
 * Bare hex: 64 digits are a key or a hash, and only what is around them tells (SAFE3, in its order); 128 are a key when
 * their halves belong together; an exported Filecoin key is JSON in hex.
 */
export function findHexKeys(
  text: string,
  knownHashes: readonly string[],
  derivations: Derivations,
): Suspect[] {
  const hashes = new Set(knownHashes.map((hash) => hash.replace(/^0x/i, '').toLowerCase()));
  return valuesOf(text).flatMap(({ digits, start, end }): Suspect[] => {
    if (FILECOIN.test(digits)) return [{ kind: 'private_key', start, end, verdict: 'block' }];
    if (digits.length === 2 * KEY_DIGITS) {
      const verdict = fromAnswer(derivations.isKeyPair(hex.decode(digits)));
      return verdict === 'pass' ? [] : [{ kind: 'private_key', start, end, verdict }];
    }
    if (hashes.has(digits)) return [];
    const around = `${text.slice(Math.max(0, start - NEAR), start)} ${text.slice(end, end + NEAR)}`;
    const own = derivations.isOwnKey(hex.decode(digits));
    if (own === 'yes' || KEY_WORDS.test(around)) {
      return [{ kind: 'private_key', start, end, verdict: 'block' }];
    }
    if (own === 'no' && HASH_WORDS.test(around)) return [];
    return [{ kind: 'unknown_hex', start, end, verdict: 'ask' }];
  });
}

/** Whether words near this place say that it is a private key. */
export function isCalledKey(text: string, start: number, end: number): boolean {
  return (
    KEY_WORDS.test(text.slice(Math.max(0, start - NEAR), start)) ||
    KEY_WORDS.test(text.slice(end, end + NEAR))
  );
}

function valuesOf(text: string): Value[] {
  return groupsOf(text).flatMap((groups) => [...groups.filter(isValue), ...joined(groups)]);
}

/** Hex words that follow each other with nothing but space, invisible characters or hyphens between them. */
function groupsOf(text: string): Value[][] {
  const groups: Value[][] = [];
  let previousEnd = -1;
  for (const { 0: word, index: start } of text.matchAll(WORD)) {
    const [, digits] = HEX.exec(word) ?? [];
    const end = start + word.length;
    const isNext = previousEnd >= 0 && start - previousEnd <= 4 && GAP.test(text.slice(previousEnd, start));
    previousEnd = digits === undefined ? -1 : end;
    if (digits === undefined) continue;
    const value = { digits: digits.toLowerCase(), start, end };
    if (isNext) groups[groups.length - 1]?.push(value);
    else groups.push([value]);
  }
  return groups;
}

function isValue({ digits }: Value): boolean {
  return isLength(digits.length) || FILECOIN.test(digits);
}

/** One value that was broken into groups of one length or into a few long parts; words that look like hex stand aside. */
function joined(groups: readonly Value[]): Value[] {
  let [from, to] = [0, groups.length];
  let total = groups.reduce((sum, { digits }) => sum + digits.length, 0);
  const isWord = (group: Value | undefined) => group !== undefined && /^[a-f]{1,6}$/.test(group.digits);
  for (; from < MAX_WORDS && !isLength(total) && isWord(groups[from]); from += 1)
    total -= lengthOf(groups[from]);
  for (; to > groups.length - MAX_WORDS && !isLength(total) && isWord(groups[to - 1]); to -= 1) {
    total -= lengthOf(groups[to - 1]);
  }
  const parts = groups.slice(from, to);
  const [first, second, last] = [parts[0], parts[1], parts[parts.length - 1]];
  if (!first || !second || !last) return [];
  const value = { digits: parts.map(({ digits }) => digits).join(''), start: first.start, end: last.end };
  // The first group may have been counted with its 0x.
  const isEven =
    first.end - first.start === second.digits.length ||
    first.digits.length === second.digits.length ||
    parts.length === 2;
  const isRegular =
    isEven && parts.slice(1, -1).every(({ digits }) => digits.length === second.digits.length);
  const isLong = parts.every(({ digits }) => digits.length >= SMALLEST_BROKEN_PART);
  return isValue(value) && (isRegular || isLong) ? [value] : [];
}

function isLength(digits: number): boolean {
  return digits === KEY_DIGITS || digits === 2 * KEY_DIGITS;
}

function lengthOf(group: Value | undefined): number {
  return group?.digits.length ?? 0;
}
