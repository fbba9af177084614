import { hashFurther, mayHold } from './sieve.ts';
import { type Lexicon, type ListedScript, listedScripts, loadLexicon } from './lexicon.ts';
import { newWord, type Script, splitWords, visibleParts, type Word } from './words.ts';

export type Lexicons = Partial<Record<Script, Lexicon>>;

/** A longer word may be several without anything between them; in letters, for kana and hangul in parts of syllables. */
const GLUED_LETTERS = 20;
const FEWEST_GLUED = 3;
/** How a label goes on to the number of a word: `word 1: …`. */
const NUMBER_AFTER = /[\s#.:_\-nº°№]{0,3}\d{1,2}(?!\d)/y;
const REPEATED = 4;
const DIGIT = /\d/;
const PREFIX_LETTERS = 4;
const BULLET_AFTER = /\s?[).:\]]/y;
const TAG_NAME = /^(?:li|td|tr|th|p|br|b|i|div|span|ul|ol)$/;

const WRITTEN_IN: Record<ListedScript, RegExp> = {
  latin: /\p{Script=Latin}/u,
  han: /\p{Script=Han}/u,
  kana: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
  hangul: /\p{Script=Hangul}/u,
};

/** The lists for what these texts are written in. */
export async function loadLexicons(texts: readonly string[]): Promise<Lexicons> {
  const needed = listedScripts.filter((script) => texts.some((text) => WRITTEN_IN[script].test(text)));
  const loaded = await Promise.all(
    needed.map(async (script) => [script, await loadLexicon(script)] as const),
  );
  return Object.fromEntries(loaded);
}

export async function loadAllLexicons(): Promise<void> {
  await Promise.all(listedScripts.map(loadLexicon));
}

/** The words of a text, with what the lists know of them. */
export function readWords(text: string, lexicons: Lexicons): Word[] {
  const words: Word[] = [];
  for (const word of splitWords(text)) {
    const lexicon = lexicons[word.script];
    if (!lexicon) words.push(word);
    else for (const part of partsOf(text, word, lexicon)) words.push(lookUp(part, lexicon));
  }
  markLabels(text, words);
  return words;
}

function lookUp(word: Word, lexicon: Lexicon): Word {
  word.lists = lexicon.words.get(word.form) ?? 0;
  if (word.form.length === PREFIX_LETTERS) word.prefixOf = lexicon.prefixes.get(word.form) ?? 0;
  return word;
}

function partsOf(text: string, word: Word, lexicon: Lexicon): readonly Word[] {
  const isPlain = word.form.length === word.end - word.start && word.form.length < GLUED_LETTERS;
  if (isPlain || word.script === 'han' || lexicon.words.has(word.form)) return [word];
  const visible = visibleParts(text, word);
  if (visible.some(({ form }) => lexicon.words.has(form))) return visible;
  return word.form.length < GLUED_LETTERS ? [word] : unglue(word, lexicon);
}

/** Bullets, tags, and whatever stands before numbers often, as in `word 1: … word 2: …`. */
function markLabels(text: string, words: readonly Word[]) {
  const counts = new Map<string, number>();
  for (const word of words) {
    if (isBullet(text, word)) word.isLabel = true;
    else if (isNumbered(text, word)) counts.set(word.form, (counts.get(word.form) ?? 0) + 1);
  }
  if (![...counts.values()].some((count) => count >= REPEATED)) return;
  for (const word of words) {
    if ((counts.get(word.form) ?? 0) >= REPEATED && isNumbered(text, word)) word.isLabel = true;
  }
}

function isNumbered(text: string, { script, end }: Word): boolean {
  if (script === 'han' || !DIGIT.test(text.slice(end, end + 4))) return false;
  NUMBER_AFTER.lastIndex = end;
  return NUMBER_AFTER.test(text);
}

function isBullet(text: string, { form, start, end }: Word): boolean {
  if (form.length === 1) {
    BULLET_AFTER.lastIndex = end;
    if (BULLET_AFTER.test(text)) return true;
  }
  const before = text[start - 1];
  return (before === '<' || before === '/') && TAG_NAME.test(form);
}

/**
 * Parts a word into the longest chain of list words that stands in it, of one list, and what is before and behind it.
 * Takes time in proportion to the letters.
 */
function unglue(raw: Word, lexicon: Lexicon): readonly Word[] {
  const { form } = raw;
  const { bits } = lexicon;
  // For each list a row: how many words end at a letter, and how long the last of them is.
  const width = form.length + 1;
  const counts = new Uint16Array(bits.length * width);
  const steps = new Uint8Array(bits.length * width);
  for (let start = 0; start < form.length - 1; start += 1) {
    const last = Math.min(form.length, start + lexicon.longest);
    let hash = 0;
    for (let end = start + 1; end <= last; end += 1) {
      hash = hashFurther(hash, form.charCodeAt(end - 1));
      if (!mayHold(lexicon.sieve, hash)) continue;
      const lists = lexicon.words.get(form.slice(start, end)) ?? 0;
      for (let list = 0; lists !== 0 && list < bits.length; list += 1) {
        const row = list * width;
        const count = (counts[row + start] ?? 0) + 1;
        if ((lists & (bits[list] ?? 0)) === 0 || count < (counts[row + end] ?? 0)) continue;
        counts[row + end] = count;
        steps[row + end] = end - start;
      }
    }
  }
  const best = { row: 0, end: 0, count: 0 };
  for (let end = 2; end <= form.length; end += 1) {
    for (let row = 0; row < counts.length; row += width) {
      const count = counts[row + end] ?? 0;
      if (count > best.count) Object.assign(best, { row, end, count });
    }
  }
  if (best.count < FEWEST_GLUED) return [raw];

  const borders = [form.length];
  for (let at = best.end; at > 0; at -= steps[best.row + at] ?? 0) {
    if (at < form.length) borders.unshift(at);
    if (steps[best.row + at] === 0) break;
  }
  return borders.map((end, index) => {
    const from = borders[index - 1] ?? 0;
    return newWord(form.slice(from, end), raw.script, placeOf(raw, from), placeOf(raw, end));
  });
}

/** A form may have more or fewer letters than what was written: then the place is only about right, never outside. */
function placeOf({ form, start, end }: Word, letter: number): number {
  return start + Math.round((letter / form.length) * (end - start));
}
