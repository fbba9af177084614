/** What a text is read as: word by word for alphabets, character by character for Chinese. */
export type Script = 'latin' | 'han' | 'kana' | 'hangul' | 'other';

/** A word in the form of the lists, where it stands, and what the lists know of it. */
export type Word = {
  form: string;
  start: number;
  end: number;
  script: Script;
  /** Stands apart from the Chinese character before it; true for whatever is no Chinese. */
  isApart: boolean;
  /** Lists that hold it, as bits. */
  lists: number;
  /** Lists of which it is the first four letters. */
  prefixOf: number;
  /** Stands before the number of another word again and again, or is a bullet: no part of what it labels. */
  isLabel: boolean;
};

const SCRIPTS = ['latin', 'han', 'kana', 'hangul', 'other'] as const;
/** Combining marks and invisible characters belong to the word before them. */
const WORD =
  /(\p{Script=Latin}[\p{Script=Latin}\p{M}\p{Cf}]*)|(\p{Script=Han}+)|([\p{Script=Hiragana}\p{Script=Katakana}][\p{Script=Hiragana}\p{Script=Katakana}\p{M}\p{Cf}ー\uff70\uff9e\uff9f]*)|(\p{Script=Hangul}[\p{Script=Hangul}\p{M}\p{Cf}]*)|(\p{L}[\p{L}\p{M}]*)/gu;
const INVISIBLE = /(?:\p{Cf}|\p{Variation_Selector}|[\u115f\u1160\u3164]|\u034f)+/gu;
const LATIN_MARKS = /\p{M}+/gu;
const OTHER_MARKS = /[\u0300-\u036f]+/gu;
/** Most texts in English, and quicker to read. */
const ASCII = /^[\0-\x7f]*$/;
const ASCII_WORD = /[A-Za-z]+/g;
const PLAIN = /^[a-z]+$/;
const KATAKANA = /[\u30a1-\u30f6]/g;
const KATAKANA_TO_HIRAGANA = 0x60;

/** A word that no list was asked about yet; all are made here, in one shape, since there are many. */
export function newWord(form: string, script: Script, start: number, end: number): Word {
  return { form, start, end, script, isApart: true, lists: 0, prefixOf: 0, isLabel: false };
}

/**
 * The words of a text; numbers, bullets, punctuation, case and Unicode form do not matter (SAFE2). Of Chinese characters
 * in a row only the first and the last are words: they may end or begin a row of single ones.
 */
export function splitWords(text: string): Word[] {
  const words: Word[] = [];
  if (ASCII.test(text)) {
    for (const { 0: found, index: start } of text.matchAll(ASCII_WORD)) {
      words.push(newWord(found.toLowerCase(), 'latin', start, start + found.length));
    }
    return words;
  }
  for (const match of text.matchAll(WORD)) {
    const [found] = match;
    const script = scriptOf(match);
    const start = match.index;
    if (script === 'han') pushEnds(words, found, start);
    else words.push(newWord(formOf(found, script), script, start, start + found.length));
  }
  return words;
}

function scriptOf(match: RegExpExecArray): Script {
  for (const [index, script] of SCRIPTS.entries()) if (match[index + 1] !== undefined) return script;
  return 'other';
}

function pushEnds(words: Word[], row: string, start: number) {
  const first = String.fromCodePoint(row.codePointAt(0) ?? 0);
  words.push(newWord(formOf(first, 'han'), 'han', start, start + first.length));
  if (first.length === row.length) return;
  const last = Array.from(row.slice(-2)).slice(-1).join('');
  const end = start + row.length;
  words.push({ ...newWord(formOf(last, 'han'), 'han', end - last.length, end), isApart: false });
}

/**
 * Lower case, compatibility forms folded, decomposed; without invisible characters, and in Latin without accents,
 * which people leave out. Katakana becomes hiragana, since the list has that alone.
 */
export function formOf(word: string, script: Script): string {
  if (PLAIN.test(word)) return word;
  const folded = word.normalize('NFKD').replace(INVISIBLE, '').toLowerCase();
  if (script === 'latin') return folded.replace(LATIN_MARKS, '');
  if (script !== 'kana') return folded.replace(OTHER_MARKS, '');
  return folded.replace(KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - KATAKANA_TO_HIRAGANA));
}

/** Where invisible characters part a word that was written without other separators; empty when there are none. */
export function visibleParts(text: string, { start, end, script }: Word): Word[] {
  const parts: Word[] = [];
  const whole = text.slice(start, end);
  let from = 0;
  for (const { 0: gap, index } of whole.matchAll(INVISIBLE)) {
    add(from, index);
    from = index + gap.length;
  }
  if (from > 0) add(from, whole.length);
  return parts;

  function add(first: number, last: number) {
    if (last <= first) return;
    parts.push(newWord(formOf(whole.slice(first, last), script), script, start + first, start + last));
  }
}
