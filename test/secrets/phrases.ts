import { entropyToMnemonic } from '@scure/bip39';
import { wordlist as czech } from '@scure/bip39/wordlists/czech.js';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as french } from '@scure/bip39/wordlists/french.js';
import { wordlist as italian } from '@scure/bip39/wordlists/italian.js';
import { wordlist as japanese } from '@scure/bip39/wordlists/japanese.js';
import { wordlist as korean } from '@scure/bip39/wordlists/korean.js';
import { wordlist as portuguese } from '@scure/bip39/wordlists/portuguese.js';
import { wordlist as simplified } from '@scure/bip39/wordlists/simplified-chinese.js';
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js';
import { wordlist as traditional } from '@scure/bip39/wordlists/traditional-chinese.js';
import type { Randomness } from '../faults/randomness.ts';

/** The ten languages of BIP-39. */
export const wordlists = {
  english,
  spanish,
  french,
  italian,
  portuguese,
  czech,
  japanese,
  korean,
  'chinese simplified': simplified,
  'chinese traditional': traditional,
} as const;
export type Language = keyof typeof wordlists;
export const languages = Object.keys(wordlists) as Language[];
export const phraseLengths = [12, 15, 18, 21, 24] as const;

/** A phrase with a valid checksum, from this source of chance. */
export function makePhrase(language: Language, length: number, { next }: Randomness): string[] {
  const entropy = Uint8Array.from({ length: (length / 3) * 4 }, () => Math.floor(next() * 256));
  // Japanese phrases are written with the ideographic space.
  return entropyToMnemonic(entropy, [...wordlists[language]]).split(/[ \u3000]/);
}

/** So many words of a list, as of one whose checksum does not matter. */
export function drawWords(list: readonly string[], count: number, { pick }: Randomness): string[] {
  return Array.from({ length: count }, () => pick(list));
}

export const isChinese = (language: Language) => language.startsWith('chinese');
/** Scripts without case, accents or prefixes of four letters. */
export const isLatin = (language: Language) =>
  !isChinese(language) && language !== 'japanese' && language !== 'korean';
