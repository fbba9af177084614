import { mayBePhrase, mayBeSomeOfPhrase } from './chinese.ts';
import type { Verdict } from './finding.ts';
import type { ListBit } from './lexicon.ts';
import { type Lexicons, readWords } from './reading.ts';
import { ORDINARY_WORDS } from './ordinary-words.ts';
import { isTypo } from './typos.ts';
import type { Word } from './words.ts';

/** The sender's last messages that are looked at; a phrase has 24 words, and something may stand between them. */
const REMEMBERED = 40;
/** Messages between two parts that are none, such as "next". */
const BETWEEN = 2;
/** Of a message's words so many are listed, or so many of them in a row. */
const DENSE = 0.75;
const LONG_RUN = 6;
/** Words of all parts together: hard, asked about; and when no part has more than two: at most five leave (SAFE2). */
const HARD_WORDS = 12;
const ASK_WORDS = 9;
const SINGLE_WORDS = 6;
/** Of those words so many are not the ones of every sentence: several sentences in a row have long rows of these. */
const UNUSUAL = 2 / 3;
/** What people answer in one word: a row of these alone is asked about and not stopped. */
const CHAT_WORDS = new Set(
  `already bitcoin buy cancel check coin day double fee first good hello help home hour just key know last later
   list long maybe minute month more much need never next nice no now off okay once one open other pause phone please
   proof question ready right safe same second send still stop sure swap thank that then they this time today
   token try two update very wait wallet week what when where why wrong year yes you
   好 是 对 不 有 在 行 可 能 要 没 会 去 嗯 哦 请 快 对 等 看 多 少`.split(/\s+/),
);

/** What stands between characters. */
const NO_CHARACTER = /[\s\p{P}\p{N}]+/gu;

export type Parts = { verdict: Verdict; recentParts: number[] };
const NONE: Parts = { verdict: 'pass', recentParts: [] };

/** Words of one list that a message consists of: what may be a part of a phrase. */
type Part = { index: number; forms: readonly string[] };

/** Whether a message alone could be a part of something that comes in several. Ordinary sentences are none. */
export function mayBePart(text: string, lexicons: Lexicons): boolean {
  const words = readWords(text, lexicons);
  const bits = Object.values(lexicons).flatMap((lexicon) => lexicon.bits);
  if (bits.some((bit) => formsOf(words, bit, lexicons).length > 0)) return true;
  return lexicons.han !== undefined && mayBeSomeOfPhrase(text.replace(NO_CHARACTER, ''), lexicons);
}

/** Whether the message completes a phrase whose other parts were sent before (SAFE2). */
export function findParts(text: string, recent: readonly string[], lexicons: Lexicons): Parts {
  const from = Math.max(0, recent.length - REMEMBERED);
  const messages = [...recent.slice(from), text].map((message) => readWords(message, lexicons));
  const bits = Object.values(lexicons).flatMap((lexicon) => lexicon.bits);
  let worst = chineseHalves([...recent.slice(from), text], lexicons);
  for (const bit of bits) {
    const found = judge(partsOf(messages, bit, lexicons));
    if (rank(found.verdict) > rank(worst.verdict)) worst = found;
  }
  return { ...worst, recentParts: worst.recentParts.map((index) => index + from) };
}

function rank(verdict: Verdict): number {
  return ['pass', 'warn', 'ask', 'block'].indexOf(verdict);
}

/** The last part is the message itself; without it there is none. */
function partsOf(messages: readonly (readonly Word[])[], bit: ListBit, lexicons: Lexicons): Part[] {
  const parts: Part[] = [];
  let missed = 0;
  for (let index = messages.length - 1; index >= 0 && missed <= BETWEEN; index -= 1) {
    const forms = formsOf(messages[index] ?? [], bit, lexicons);
    if (forms.length > 0) parts.unshift({ index, forms });
    else if (index === messages.length - 1) return [];
    missed = forms.length > 0 ? 0 : missed + 1;
  }
  return parts;
}

function formsOf(words: readonly Word[], bit: ListBit, lexicons: Lexicons): readonly string[] {
  const has = (word: Word) => ((word.lists | word.prefixOf) & bit) !== 0;
  const listed = words.filter(has);
  // Chinese characters that touch each other are text.
  if (listed.some(({ script }) => script === 'han') && words.slice(1).some(({ isApart }) => !isApart))
    return [];
  if (listed.length > 0 && listed.length / words.length >= DENSE) return listed.map(({ form }) => form);
  const [only] = words;
  const lexicon = only && lexicons[only.script];
  if (only && words.length === 1 && lexicon && only.script !== 'han' && only.form.length > 2) {
    return lexicon.bits.includes(bit) && isTypo(only.form, bit, lexicon) ? [only.form] : [];
  }
  const run = longestRun(words, has);
  return run.length >= LONG_RUN ? run.map(({ form }) => form) : [];
}

function longestRun(words: readonly Word[], has: (word: Word) => boolean): readonly Word[] {
  let [best, from]: [readonly Word[], number] = [[], 0];
  words.forEach((word, at) => {
    if (!has(word)) from = at + 1;
    else if (at + 1 - from > best.length) best = words.slice(from, at + 1);
  });
  return best;
}

function judge(parts: readonly Part[]): Parts {
  if (parts.length < 2) return NONE;
  const forms = parts.flatMap((part) => part.forms);
  const distinct = new Set(forms);
  const unusual = [...distinct].filter((form) => !CHAT_WORDS.has(form) && !ORDINARY_WORDS.has(form)).length;
  const recentParts = parts.slice(0, -1).map(({ index }) => index);
  const areSingle = parts.filter((part) => part.forms.length <= 2).length >= parts.length - 1;
  if (forms.length >= HARD_WORDS && unusual >= HARD_WORDS * UNUSUAL) return { verdict: 'block', recentParts };
  if (areSingle && distinct.size >= SINGLE_WORDS) {
    return { verdict: unusual >= SINGLE_WORDS - 2 ? 'block' : 'ask', recentParts };
  }
  if (forms.length >= ASK_WORDS && unusual >= ASK_WORDS * UNUSUAL) return { verdict: 'ask', recentParts };
  return NONE;
}

/** The unspaced characters of a Chinese phrase in two to four messages. */
function chineseHalves(messages: readonly string[], lexicons: Lexicons): Parts {
  if (!lexicons.han) return NONE;
  const texts = messages.map((message) => message.replace(NO_CHARACTER, ''));
  let joined = texts[texts.length - 1] ?? '';
  for (let index = texts.length - 2; index >= 0 && index >= texts.length - 4; index -= 1) {
    joined = (texts[index] ?? '') + joined;
    if (!mayBePhrase(joined, lexicons)) continue;
    const recentParts = Array.from({ length: texts.length - 1 - index }, (_, part) => index + part);
    return { verdict: 'ask', recentParts };
  }
  return NONE;
}
