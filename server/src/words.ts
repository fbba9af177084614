/** Han, Hiragana and Katakana are written without spaces, so pairs of their characters stand in for words. */
const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+/u;
/** A run of such characters, a number with points (a version, an amount), or a word, hash or address. */
const tokens =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+|\d+(?:\.\d+)+(?![\p{L}\p{N}])|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー])[\p{L}\p{N}\p{M}_])+/gu;
/** The same for ASCII alone, several times faster: without the tables of all scripts. */
const ascii = /^[\0-\x7f]*$/;
const asciiTokens = /\d+(?:\.\d+)+(?![a-z0-9])|[a-z0-9_]+/g;
/** Longer than any address or hash; far below what a tsvector takes as one lexeme. */
const maxChars = 200;

/**
 * The lexemes of a text, sorted and without repeats, for `array_to_tsvector`: lower-cased words, numbers, hashes and
 * addresses whole, and pairs of Chinese characters. The same code on both engines and on both sides of a search.
 * The last character of a Chinese run is a lexeme too, so that searching one character finds it anywhere.
 */
export function wordsOf(text: string): string[] {
  const words = new Set<string>();
  for (const token of tokensOf(text)) {
    if (ascii.test(token) || !cjk.test(token)) {
      words.add(token);
      continue;
    }
    const characters = Array.from(token);
    characters.forEach((character, index) => words.add(character + (characters[index + 1] ?? '')));
  }
  return [...words].toSorted();
}

/**
 * What to look for: terms as `tsquery` text, each quoted. The last word may be still in typing, so it matches as a
 * prefix; so does a single Chinese character. Empty when the text has no word.
 */
export function queryTermsOf(text: string): string[] {
  const all = tokensOf(text);
  const terms = all.flatMap((token, index) => {
    if (!cjk.test(token)) return [quote(token, index === all.length - 1)];
    const characters = Array.from(token);
    if (characters.length === 1) return [quote(token, true)];
    return characters
      .slice(0, -1)
      .map((character, at) => quote(character + (characters[at + 1] ?? ''), false));
  });
  return [...new Set(terms)];
}

function tokensOf(text: string): string[] {
  const isAscii = ascii.test(text);
  const folded = (isAscii ? text : text.normalize('NFKC')).toLowerCase();
  if (isAscii) return (folded.match(asciiTokens) ?? []).map((token) => token.slice(0, maxChars));
  return Array.from(folded.matchAll(tokens), ([token]) => token).flatMap((token) =>
    cjk.test(token) ? [token] : [token.slice(0, maxChars)],
  );
}

/** Tokens hold letters, digits, marks, points and underscores alone: nothing in them needs an escape. */
function quote(token: string, isPrefix: boolean): string {
  return `'${token}'${isPrefix ? ':*' : ''}`;
}
