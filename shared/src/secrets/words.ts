/** A word of a text in the form of the lists, and where it stands. */
export type Word = { form: string; start: number; end: number };

const WORD = /[\p{L}\p{M}\p{Cf}]+/gu;
const LATIN_MARK = /[\u0300-\u036f\p{Cf}]/gu;

/** The words of a text; numbers, bullets, punctuation, case and Unicode form do not matter (SAFE2). */
export function splitWords(text: string): Word[] {
  return [...text.matchAll(WORD)].map(({ 0: found, index }) => ({
    form: formOf(found),
    start: index,
    end: index + found.length,
  }));
}

/** Compatibility forms folded, without accents and invisible characters. */
export function formOf(word: string): string {
  return word.normalize('NFKD').replace(LATIN_MARK, '').toLowerCase();
}
