import type { Randomness } from '../faults/randomness.ts';
import { isChinese, isLatin, type Language, wordlists } from './phrases.ts';

/** Messages in the order in which they are sent; most disguises need one. */
type Disguise = {
  write: (words: readonly string[], language: Language, random: Randomness) => string[];
  /** Languages in which the disguise says anything; all of them by default. */
  for?: (language: Language) => boolean;
};

const one = (
  write: (words: readonly string[], language: Language, random: Randomness) => string,
): Disguise => ({
  write: (words, language, random) => [write(words, language, random)],
});
const joinedBy = (separator: string) => one((words) => words.join(separator));
const numbered = (write: (word: string, number: number) => string, separator: string) =>
  one((words) => words.map((word, index) => write(word, index + 1)).join(separator));
const spaced = (words: readonly string[], language: Language) =>
  words.join(language === 'japanese' ? '\u3000' : ' ');
const inSentence = (before: string, after: string) =>
  one((words, language) => `${before}${spaced(words, language)}${after}`);
const latin = (disguise: Disguise): Disguise => ({ ...disguise, for: isLatin });
const chinese = (disguise: Disguise): Disguise => ({ ...disguise, for: isChinese });
const fullWidth = (text: string) =>
  text
    .replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
    .replaceAll(' ', '\u3000');
const circled = (number: number) =>
  String.fromCodePoint(number <= 20 ? 0x245f + number : 0x3250 + number - 20);
const emoji = ['🔥', '😀', '👍🏽', '🚀', '❤️', '🐶'];

/** One letter exchanged, left out, added, or two swapped, as a finger does; a Chinese character for another. */
function withTypo(words: readonly string[], language: Language, random: Randomness): string[] {
  const list = new Set<string>(wordlists[language]);
  for (;;) {
    const at = Math.floor(random.next() * words.length);
    const wrong = typoOf(words[at] ?? '', language, random);
    if (!list.has(wrong) && wrong.length > 1 !== isChinese(language))
      return words.map((word, index) => (index === at ? wrong : word));
  }
}

function typoOf(word: string, language: Language, random: Randomness): string {
  if (isChinese(language)) return random.pick(Array.from('龘猫饕餮貔貅'));
  const letters = Array.from(word.normalize('NFC'));
  const at = Math.floor(random.next() * letters.length);
  const letter =
    language === 'japanese' ? 'ぬ' : language === 'korean' ? '뷁' : random.pick(Array.from('qzxwjk'));
  const kind = Math.floor(random.next() * 4);
  if (kind === 0) letters[at] = letter;
  else if (kind === 1) letters.splice(at, 1);
  else if (kind === 2) letters.splice(at, 0, letter);
  else letters.splice(at, 2, ...letters.slice(at, at + 2).reverse());
  return letters.join('');
}

function parts(count: number): Disguise {
  return {
    write: (words, language) => {
      const size = Math.ceil(words.length / count);
      return Array.from({ length: count }, (_, index) =>
        spaced(words.slice(index * size, (index + 1) * size), language),
      );
    },
  };
}

/** Every way of writing a phrase that is tried, by name. */
export const disguises: Record<string, Disguise> = {
  plain: one(spaced),
  'numbered 1. a line': numbered((word, number) => `${number}. ${word}`, '\n'),
  'numbered 1) inline': numbered((word, number) => `${number}) ${word}`, ' '),
  'numbered #1:': numbered((word, number) => `#${number}: ${word}`, ', '),
  'numbered ①': numbered((word, number) => `${circled(number)}${word}`, ' '),
  'numbered without space': numbered((word, number) => `${number})${word}`, ''),
  'numbered word 1:': numbered((word, number) => `Word ${number}: ${word}`, '\n'),
  'numbered palabra 1:': numbered((word, number) => `palabra ${number}: ${word}`, '; '),
  'numbered 第1个': numbered((word, number) => `第${number}个：${word}`, '\n'),
  'one a line': joinedBy('\n'),
  'one a line, Windows': joinedBy('\r\n'),
  commas: joinedBy(', '),
  'commas without space': joinedBy(','),
  '、': joinedBy('、'),
  '，': joinedBy('，'),
  pipes: joinedBy(' | '),
  slashes: joinedBy('/'),
  hyphens: joinedBy('-'),
  underscores: joinedBy('_'),
  dots: joinedBy('.'),
  arrows: joinedBy(' → '),
  tabs: joinedBy('\t'),
  'no-break spaces': joinedBy('\u00a0'),
  upper: latin(one((words, language) => spaced(words, language).toUpperCase())),
  'mixed case': latin(
    one((words, language, random) =>
      Array.from(spaced(words, language), (letter) =>
        random.next() < 0.5 ? letter.toUpperCase() : letter,
      ).join(''),
    ),
  ),
  capitals: latin(
    one((words) => words.map((word) => (word[0] ?? '').toUpperCase() + word.slice(1)).join(' ')),
  ),
  'full width': one((words, language) => fullWidth(spaced(words, language))),
  'zero width inside': one((words, language) =>
    spaced(
      words.map((word) => Array.from(word).join('\u200b')),
      language,
    ),
  ),
  'zero width between': joinedBy('\u200b'),
  'zero width around': joinedBy(' \u200d\ufeff '),
  'soft hyphens': one((words) => words.map((word) => `${word.slice(0, 2)}\u00ad${word.slice(2)}`).join(' ')),
  NFD: one((words, language) => spaced(words, language).normalize('NFD')),
  NFC: one((words, language) => spaced(words, language).normalize('NFC')),
  NFKC: one((words, language) => spaced(words, language).normalize('NFKC')),
  'without accents': latin(
    one((words, language) => spaced(words, language).normalize('NFD').replace(/\p{M}/gu, '')),
  ),
  katakana: {
    ...one((words) =>
      words
        .join(' ')
        .normalize('NFC')
        .replace(/[ぁ-ゖ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60)),
    ),
    for: (language) => language === 'japanese',
  },
  'JSON array': one((words) => JSON.stringify(words)),
  'JSON object': one((words) =>
    JSON.stringify(Object.fromEntries(words.map((word, index) => [`word${index + 1}`, word])), null, 2),
  ),
  'JSON field': one((words, language) => JSON.stringify({ mnemonic: spaced(words, language) })),
  quoted: one((words) => words.map((word) => `“${word}”`).join(' ')),
  'quoted as a whole': one((words, language) => `"${spaced(words, language)}"`),
  brackets: one((words) => words.map((word) => `[${word}]`).join('')),
  'bullets -': one((words) => words.map((word) => `- ${word}`).join('\n')),
  'bullets •': one((words) => words.map((word) => `• ${word}`).join('\n')),
  table: one(
    (words) =>
      `| # | word |\n|---|---|\n${words.map((word, index) => `| ${index + 1} | ${word} |`).join('\n')}`,
  ),
  'table of columns': one((words) =>
    words.map((word, index) => `${index + 1}.${word}${index % 3 === 2 ? '\n' : '\t'}`).join(''),
  ),
  HTML: one((words) => `<ol>${words.map((word) => `<li>${word}</li>`).join('')}</ol>`),
  URL: one((words) => `https://example.com/?q=${words.join('%20')}`),
  emoji: one((words, _language, random) => words.map((word) => `${word} ${random.pick(emoji)}`).join(' ')),
  'emoji without space': one((words, _language, random) =>
    words.map((word) => word + random.pick(emoji)).join(''),
  ),
  'after a label': one((words, language) => `Recovery phrase: ${spaced(words, language)}`),
  'after a label, Chinese': one((words, language) => `助记词：${spaced(words, language)}`),
  'in English': inSentence('Hello, I cannot get in. This is my phrase ', ' and it says invalid, what now?'),
  'in Chinese': inSentence('你好，我的钱包打不开了，我的助记词是', '请问现在应该怎么办？'),
  'in Spanish': inSentence('Hola, no puedo entrar, mi frase es ', ' y dice que no es válida'),
  'in French': inSentence('Bonjour, voici ma phrase : ', ' et rien ne marche depuis hier'),
  'in Japanese': inSentence('こんにちは。復元フレーズは「', '」です。どうすればいいですか'),
  'in Korean': inSentence('안녕하세요, 복구 구문은 ', ' 입니다. 도와주세요'),
  'in Russian': inSentence('Здравствуйте, моя фраза ', ' что делать?'),
  'one typo': one((words, language, random) => spaced(withTypo(words, language, random), language)),
  'one typo, in a sentence': one(
    (words, language, random) =>
      `please check this: ${spaced(withTypo(words, language, random), language)} !! thanks`,
  ),
  'two swapped': one((words, language) =>
    spaced([...words.slice(1, 2), ...words.slice(0, 1), ...words.slice(2)], language),
  ),
  'one missing': one((words, language, random) => {
    const at = Math.floor(random.next() * words.length);
    return spaced(
      words.filter((_, index) => index !== at),
      language,
    );
  }),
  reversed: one((words, language) => spaced([...words].reverse(), language)),
  'four letters of each': latin(
    one((words) => words.map((word) => word.normalize('NFD').replace(/\p{M}/gu, '').slice(0, 4)).join(' ')),
  ),
  'four letters, numbered': latin(
    one((words) =>
      words
        .map((word, index) => `${index + 1}. ${word.normalize('NFC').slice(0, 4).toUpperCase()}`)
        .join('\n'),
    ),
  ),
  'nothing between': { ...joinedBy(''), for: (language) => !isChinese(language) },
  'Camel case': latin(
    one((words) => words.map((word) => (word[0] ?? '').toUpperCase() + word.slice(1)).join('')),
  ),
  'unspaced, as the whole message': chinese(joinedBy('')),
  'unspaced, after a label': chinese(one((words) => `助记词：${words.join('')}`)),
  'unspaced, after a label in English': chinese(one((words) => `My seed phrase: ${words.join('')}`)),
  'unspaced, quoted': chinese(one((words) => `“${words.join('')}”`)),
  'in groups of three': chinese(one((words) => words.join('').replace(/.{3}/gu, '$& '))),
  'in groups of four, lines': chinese(one((words) => words.join('').replace(/.{4}/gu, '$&\n'))),
  'unspaced halves': {
    ...chinese({
      write: (words) => [words.slice(0, words.length / 2).join(''), words.slice(words.length / 2).join('')],
    }),
  },
  'two messages': parts(2),
  'three messages': parts(3),
  'four messages': parts(4),
  'a message for each word': { write: (words) => [...words] },
  'a message for each word, numbered': {
    write: (words) => words.map((word, index) => `${index + 1}. ${word}`),
  },
  'a message for each two words': {
    write: (words, language) =>
      Array.from({ length: Math.ceil(words.length / 2) }, (_, index) =>
        spaced(words.slice(2 * index, 2 * index + 2), language),
      ),
  },
  'halves with words around': {
    write: (words, language) => [
      `the first ones: ${spaced(words.slice(0, words.length / 2), language)}`,
      'wait a moment',
      `the others: ${spaced(words.slice(words.length / 2), language)}`,
    ],
  },
};
