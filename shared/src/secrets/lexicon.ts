import { createSieve, type Sieve } from './sieve.ts';
import { formOf, type Script } from './words.ts';

/** One word list as a bit, so that a word says in one number which lists it is in. */
export type ListBit = number;

/** The lists of one script. */
export type Lexicon = {
  bits: readonly ListBit[];
  /** Which lists hold a form. */
  words: ReadonlyMap<string, number>;
  /** Which lists have words that begin with these four letters; wallets and steel plates accept that much. */
  prefixes: ReadonlyMap<string, number>;
  /** By bit and number of letters (of syllables in Korean), to look for words that a form may be a typo of. */
  byLength: ReadonlyMap<ListBit, readonly (readonly string[])[]>;
  /** The numbers of the words, of which a phrase has high and low ones, and a checksum. */
  order: ReadonlyMap<ListBit, ReadonlyMap<string, number>>;
  /** Letters of the longest word. */
  longest: number;
  /** Says of nearly everything that is no word that it is none, by its hash alone. */
  sieve: Sieve;
};

type List = { bit: ListBit; load: () => Promise<{ wordlist: readonly string[] }> };

/** Shares of a split seed, and not a seed. */
export const SLIP39: ListBit = 1 << 6;
/** Frequent words, so that ordinary English has longer runs of them. */
export const ELECTRUM: ListBit = 1 << 7;
export const SIMPLIFIED: ListBit = 1 << 8;
export const TRADITIONAL: ListBit = 1 << 9;

const PREFIX_LETTERS = 4;

const lists: Record<Exclude<Script, 'other'>, readonly List[]> = {
  latin: [
    { bit: 1, load: () => import('@scure/bip39/wordlists/english.js') },
    { bit: 1 << 1, load: () => import('@scure/bip39/wordlists/spanish.js') },
    { bit: 1 << 2, load: () => import('@scure/bip39/wordlists/french.js') },
    { bit: 1 << 3, load: () => import('@scure/bip39/wordlists/italian.js') },
    { bit: 1 << 4, load: () => import('@scure/bip39/wordlists/portuguese.js') },
    { bit: 1 << 5, load: () => import('@scure/bip39/wordlists/czech.js') },
    { bit: SLIP39, load: () => import('./slip39-words.ts') },
    { bit: ELECTRUM, load: () => import('./electrum-words.ts') },
  ],
  han: [
    { bit: SIMPLIFIED, load: () => import('@scure/bip39/wordlists/simplified-chinese.js') },
    { bit: TRADITIONAL, load: () => import('@scure/bip39/wordlists/traditional-chinese.js') },
  ],
  kana: [{ bit: 1 << 10, load: () => import('@scure/bip39/wordlists/japanese.js') }],
  hangul: [{ bit: 1 << 11, load: () => import('@scure/bip39/wordlists/korean.js') }],
};

export type ListedScript = keyof typeof lists;
export const listedScripts = Object.keys(lists) as ListedScript[];

const loading = new Map<ListedScript, Promise<Lexicon>>();

/** Loads once; a load that failed is tried again by the next call. */
export function loadLexicon(script: ListedScript): Promise<Lexicon> {
  const known = loading.get(script);
  if (known) return known;
  const begun = load(script).catch((error: unknown) => {
    loading.delete(script);
    throw error;
  });
  loading.set(script, begun);
  return begun;
}

async function load(script: ListedScript): Promise<Lexicon> {
  const loaded = await Promise.all(
    lists[script].map(async ({ bit, load: loadList }) => ({ bit, words: (await loadList()).wordlist })),
  );
  const words = new Map<string, number>();
  const prefixes = new Map<string, number>();
  const byLength = new Map<ListBit, string[][]>();
  const order = new Map<ListBit, ReadonlyMap<string, number>>();
  let longest = 0;
  for (const { bit, words: listed } of loaded) {
    order.set(bit, new Map(listed.map((word, index) => [formOf(word, script), index])));
    const sorted: string[][] = [];
    for (const word of listed) {
      const form = formOf(word, script);
      words.set(form, (words.get(form) ?? 0) | bit);
      const letters = form.normalize('NFC');
      (sorted[letters.length] ??= []).push(letters);
      longest = Math.max(longest, form.length);
      if (script !== 'latin' || bit === ELECTRUM || form.length <= PREFIX_LETTERS) continue;
      const prefix = form.slice(0, PREFIX_LETTERS);
      prefixes.set(prefix, (prefixes.get(prefix) ?? 0) | bit);
    }
    byLength.set(
      bit,
      Array.from(sorted, (sameLength) => sameLength ?? []),
    );
  }
  const sieve = createSieve(words.keys());
  return { bits: loaded.map(({ bit }) => bit), words, prefixes, byLength, order, longest, sieve };
}
