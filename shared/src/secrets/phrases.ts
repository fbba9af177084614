import type { Suspect } from './finding.ts';
import { hasChecksum, PHRASE_LENGTHS } from './checksum.ts';
import { ELECTRUM, type Lexicon, type ListBit, SLIP39 } from './lexicon.ts';
import { ORDINARY_WORDS } from './ordinary-words.ts';
import type { Lexicons } from './reading.ts';
import { isTypo } from './typos.ts';
import type { Word } from './words.ts';

/** Words in a row: hard, asked about, warned of (SAFE2). Ordinary English had 11 at most, in 693,000 words. */
const HARD_RUN = 12;
const ASK_RUN = 9;
const WARN_RUN = 8;
/** "Little else": the run's part of all words. */
const MOSTLY = 0.6;
/** So many words of a phrase are there twice; and so many are different, of all. */
const REPEATS = 2;
const VARIED = 0.75;
/** Of a phrase's words so many may be of those that sentences are made of. */
const ORDINARY_PART = 0.34;
/** The mean number of characters in Chinese prose is lower: the lists begin with the most frequent ones. */
const ORDINARY_MEAN = 500;
/** A phrase of first letters: so many words that are not whole, before the others count. */
const PREFIXES = 3;
/** Words of another script between two words of a phrase, such as a label: so many are looked over. */
const LABEL_WORDS = 4;
/** Two typos in twelve are asked about; more are no phrase. */
const WORDS_PER_TYPO = 6;

/** Neighbouring words of one list, as a range of the words of its script. */
type Run = { from: number; to: number };
/** Runs with typos between or beside them. */
type Chain = Run & { typos: number; longest: number };
/** The words of one script; a run never crosses a break. */
type Line = { words: readonly Word[]; breaks: readonly boolean[] };

/** Runs of list words, each of one list (SAFE2). */
export function findPhrases(words: readonly Word[], lexicons: Lexicons): Suspect[] {
  return (['latin', 'han', 'kana', 'hangul'] as const).flatMap((script) => {
    const lexicon = lexicons[script];
    if (!lexicon) return [];
    const areLabelled = words.some(({ isLabel }) => isLabel);
    const common = lineOf(words, script, 0);
    return lexicon.bits.flatMap((bit) => {
      const line = areLabelled ? lineOf(words, script, bit) : common;
      const mayBeCut = script === 'latin' && bit !== ELECTRUM;
      return [
        ...(count(line, ({ lists }) => (lists & bit) !== 0) >= WARN_RUN
          ? findWhole(line, bit, lexicon, words.length)
          : []),
        ...(mayBeCut && count(line, ({ prefixOf, lists }) => (prefixOf & ~lists & bit) !== 0) >= PREFIXES
          ? findPrefixes(line, bit, words.length)
          : []),
      ];
    });
  });
}

function count({ words }: Line, isCounted: (word: Word) => boolean): number {
  let counted = 0;
  for (const word of words) if (isCounted(word)) counted += 1;
  return counted;
}

function lineOf(words: readonly Word[], script: Word['script'], bit: ListBit): Line {
  const own: Word[] = [];
  const breaks: boolean[] = [];
  let between = 0;
  for (const word of words) {
    if (word.isLabel && (word.lists & bit) === 0) continue;
    if (word.script !== script) {
      between += 1;
      continue;
    }
    breaks.push(script === 'han' ? !word.isApart || between > 0 : between > LABEL_WORDS);
    own.push(word);
    between = 0;
  }
  return { words: own, breaks };
}

function findWhole(line: Line, bit: ListBit, lexicon: Lexicon, total: number): Suspect[] {
  const runs = runsOf(line, ({ lists }) => (lists & bit) !== 0);
  const mayBeTypo = (at: number) => {
    const word = line.words[at];
    if (!word || line.breaks[at]) return false;
    return word.script === 'han' || isTypo(word.form, bit, lexicon);
  };
  return chainsOf(runs, mayBeTypo, line).flatMap((chain) => {
    const order = lexicon.order.get(bit) ?? new Map<string, number>();
    const verdict = verdictOf(chain, line.words.slice(chain.from, chain.to), order, total);
    return verdict === 'pass' ? [] : [suspectOf(line, widened(chain, runs), bit, verdict)];
  });
}

/** Four letters of each word, or whole ones that have no more. */
function findPrefixes(line: Line, bit: ListBit, total: number): Suspect[] {
  const isShort = ({ form, lists, prefixOf }: Word) => form.length <= 4 && ((lists | prefixOf) & bit) !== 0;
  return runsOf(line, isShort).flatMap((run) => {
    const words = line.words.slice(run.from, run.to);
    const cut = words.filter(({ lists }) => (lists & bit) === 0).length;
    if (cut < PREFIXES || words.length < ASK_RUN) return [];
    const verdict = verdictOf({ ...run, typos: 0, longest: words.length }, words, new Map(), total);
    return verdict === 'pass' ? [] : [suspectOf(line, run, bit, verdict)];
  });
}

function runsOf({ words, breaks }: Line, isListed: (word: Word) => boolean): Run[] {
  const runs: Run[] = [];
  let current: Run | undefined;
  words.forEach((word, at) => {
    if (!isListed(word)) current = undefined;
    else if (current && !breaks[at]) current.to = at + 1;
    else runs.push((current = { from: at, to: at + 1 }));
  });
  return runs;
}

/**
 * Joins runs with a typo between them, and adds one beside a run, where that makes a phrase likely. What stays too short
 * to say anything is left out, which is nearly all of an ordinary text.
 */
function chainsOf(runs: readonly Run[], mayBeTypo: (at: number) => boolean, line: Line): Chain[] {
  const chains: Chain[] = [];
  for (let index = 0; index < runs.length; index += 1) {
    const chain = chainFrom(index);
    index += chain.typos;
    if (chain.to - chain.from < WARN_RUN) continue;
    if (chain.typos === 0 && chain.to - chain.from === HARD_RUN - 1) addBeside(chain);
    chains.push(chain);
  }
  return chains;

  /** Every typo within joins one more run. */
  function chainFrom(first: number): Chain {
    const { from, to } = runs[first] ?? { from: 0, to: 0 };
    const chain = { from, to, typos: 0, longest: to - from };
    for (let index = first + 1; isJoined(chain, index); index += 1) {
      const run = runs[index] ?? chain;
      chain.to = run.to;
      chain.typos += 1;
      chain.longest = Math.max(chain.longest, run.to - run.from);
    }
    return chain;
  }

  function isJoined({ from, to, typos }: Chain, index: number): boolean {
    const run = runs[index];
    return (
      run?.from === to + 1 &&
      !line.breaks[run.from] &&
      mayReachPhrase(runs, index) &&
      typos < 1 + Math.floor((run.to - from) / WORDS_PER_TYPO) &&
      mayBeTypo(to)
    );
  }

  function addBeside(chain: Chain) {
    if (mayBeTypo(chain.to)) chain.to += 1;
    else if (!line.breaks[chain.from] && mayBeTypo(chain.from - 1)) chain.from -= 1;
    else return;
    chain.typos += 1;
  }
}

/** Whether enough listed words stand around the gap before this run; looking for a typo costs more than this. */
function mayReachPhrase(runs: readonly Run[], index: number): boolean {
  const around = lengthOf(runs[index - 1]) + lengthOf(runs[index]);
  return around + Math.max(lengthOf(runs[index - 2]), lengthOf(runs[index + 1])) >= WARN_RUN;
}

function lengthOf(run: Run | undefined): number {
  return run ? run.to - run.from : 0;
}

function verdictOf(
  { from, to, typos, longest }: Chain,
  words: readonly Word[],
  order: ReadonlyMap<string, number>,
  total: number,
): Suspect['verdict'] {
  const distinct = new Set(words.map(({ form }) => form)).size;
  const isVaried = distinct >= words.length * VARIED;
  // A phrase repeats a word or two; listings repeat most of theirs, and test phrases too, which have a checksum.
  if (!isVaried && isValid(words, order)) return 'block';
  const length = Math.min(to - from, distinct + REPEATS);
  if (length < WARN_RUN || (length === WARN_RUN && typos > 0)) return 'pass';
  if (length < ASK_RUN) return 'warn';
  if (!isVaried || isProse(words, order)) return 'ask';
  if (Math.min(longest, length) >= HARD_RUN || (length >= HARD_RUN && typos <= 1)) return 'block';
  if (length >= 2 * HARD_RUN && typos <= 3) return 'block';
  return length < HARD_RUN && typos === 0 && length / total >= MOSTLY ? 'block' : 'ask';
}

function isValid(words: readonly Word[], order: ReadonlyMap<string, number>): boolean {
  const numbers = words.map(({ form }) => order.get(form) ?? -1);
  return PHRASE_LENGTHS.has(numbers.length) && !numbers.includes(-1) && hasChecksum(numbers);
}

/** Sentences consist of the words that every sentence has; what was drawn from a list has few of those. */
function isProse(words: readonly Word[], order: ReadonlyMap<string, number>): boolean {
  if (words[0]?.script !== 'han') {
    return words.filter(({ form }) => ORDINARY_WORDS.has(form)).length > words.length * ORDINARY_PART;
  }
  const numbers = words.map(({ form }) => order.get(form) ?? 0);
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length < ORDINARY_MEAN;
}

/** With runs beside it that belong to the same phrase most likely: nothing of it is to stay readable. */
function widened(chain: Chain, runs: readonly Run[]): Run {
  let { from, to } = chain;
  for (const run of runs) if (run.from > to && run.from - to <= 2 && run.to - run.from >= 2) to = run.to;
  for (const run of [...runs].reverse()) {
    if (run.to < from && from - run.to <= 2 && run.to - run.from >= 2) from = run.from;
  }
  return { from, to };
}

function suspectOf({ words }: Line, { from, to }: Run, bit: ListBit, verdict: Suspect['verdict']): Suspect {
  const kind = bit === SLIP39 ? 'seed_share' : 'recovery_phrase';
  return { kind, start: words[from]?.start ?? 0, end: words[to - 1]?.end ?? 0, verdict };
}
