import { formOf } from './words.ts';

/** The lists' words in the form of `formOf`. */
export type Lists = ReadonlySet<string>;

let loading: Promise<Lists> | undefined;

/** Loads once; a load that failed is tried again by the next call. */
export function loadLists(): Promise<Lists> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Lists> {
  const { wordlist } = await import('@scure/bip39/wordlists/english.js');
  return new Set(wordlist.map(formOf));
}
