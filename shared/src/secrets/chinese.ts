import { hasChecksum, PHRASE_LENGTHS } from './checksum.ts';
import type { Suspect } from './finding.ts';
import { type ListBit, SIMPLIFIED, TRADITIONAL } from './lexicon.ts';
import type { Lexicons } from './reading.ts';

const [SHORTEST, LONGEST] = [11, 25];
/**
 * The list begins with the most frequent characters, so ordinary text has low numbers on average (median 277) and what
 * was drawn at random high ones (median 1,020). Below the first no phrase is likely; above the second none needs a
 * checksum: one of its characters may be wrong or missing.
 */
const MEAN_WITH_CHECKSUM = 350;
const MEAN_WITHOUT_CHECKSUM = 700;
/** What stands between characters and around them without being text. */
const NO_TEXT = /[\s\p{P}\p{N}\p{S}\p{Cf}\p{M}]+/gu;
const ONLY_HAN = /^\p{Script=Han}+$/u;
const LABEL_END = /[:：]/g;

/** Numbers of the characters in one list. */
type Order = ReadonlyMap<string, number>;

/**
 * A message, a line or what follows a label that is nothing but the characters of a phrase, with or without separators
 * (SAFE2). Running text is never looked at: one place in 130 of it has a valid checksum.
 */
export function findChinesePhrases(text: string, lexicons: Lexicons): Suspect[] {
  return piecesOf(text).flatMap(([start, end]) => {
    const characters = text.slice(start, end).replace(NO_TEXT, '').normalize('NFKC');
    if (!mayBePhrase(characters, lexicons)) return [];
    return [{ kind: 'recovery_phrase', start, end, verdict: 'ask' }];
  });
}

/** Whether these characters, without anything between them, look drawn from a list. */
export function mayBePhrase(characters: string, lexicons: Lexicons): boolean {
  // In UTF-16 units: no listed character has two.
  if (characters.length < SHORTEST || characters.length > LONGEST || !ONLY_HAN.test(characters)) return false;
  return [SIMPLIFIED, TRADITIONAL].some((bit) => {
    const order = orderOf(bit, lexicons);
    const numbers = Array.from(characters, (character) => order.get(character) ?? -1);
    const listed = numbers.filter((number) => number >= 0);
    const mean = listed.reduce((sum, number) => sum + number, 0) / listed.length;
    if (listed.length < numbers.length - 1) return false;
    if (mean >= MEAN_WITHOUT_CHECKSUM) return true;
    const isWhole = listed.length === numbers.length && PHRASE_LENGTHS.has(numbers.length);
    return isWhole && mean >= MEAN_WITH_CHECKSUM && hasChecksum(numbers);
  });
}

/** Whether these characters could be some of a phrase: few of ordinary text, and nearly all of what is drawn at random. */
export function mayBeSomeOfPhrase(characters: string, lexicons: Lexicons): boolean {
  if (characters.length > LONGEST || !ONLY_HAN.test(characters)) return false;
  return [SIMPLIFIED, TRADITIONAL].some((bit) => {
    const order = orderOf(bit, lexicons);
    const numbers = Array.from(characters, (character) => order.get(character) ?? -1).filter((at) => at >= 0);
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    return numbers.length >= characters.length - 1 && mean >= MEAN_WITH_CHECKSUM;
  });
}

/** The text, its lines, and of each line what follows its first and its last colon; as offsets. */
function piecesOf(text: string): [start: number, end: number][] {
  const pieces: [number, number][] = [[0, text.length]];
  let start = 0;
  for (const line of text.split('\n')) {
    const end = start + line.length;
    const colons = [...line.matchAll(LABEL_END)].map(({ index }) => index);
    for (const from of new Set([0, ...colons.slice(0, 1), ...colons.slice(-1)])) {
      if (start + from > 0 || end < text.length) pieces.push([start + from, end]);
    }
    start = end + 1;
  }
  return pieces;
}

function orderOf(bit: ListBit, lexicons: Lexicons): Order {
  return lexicons.han?.order.get(bit) ?? new Map();
}
