import { scanSecrets, type Verdict } from '@haven/shared/secrets';
import { wordlist as electrum } from '@haven/shared/secrets/electrum-words';
import { wordlist as slip39 } from '@haven/shared/secrets/slip39-words';
import { createRandomness } from '../faults/randomness.ts';
import type { Corpus } from './corpus.ts';
import { disguises } from './disguises.ts';
import { keyDisguises, keyKinds } from './keys.ts';
import { drawWords, languages, makePhrase, phraseLengths } from './phrases.ts';
import { isStopped, send } from './trial.ts';

export type Count = { tried: number } & Record<Verdict, number>;
type Counts = Record<string, Count>;

/** Lists that are no BIP-39, written in English; with the lengths in use. */
const otherLists = {
  'Electrum, first list': { list: electrum, lengths: [12, 24] },
  'SLIP-39': { list: slip39, lengths: [20, 33] },
};

function add(counts: Counts, name: string, verdict: Verdict) {
  const count = (counts[name] ??= { tried: 0, block: 0, ask: 0, warn: 0, pass: 0 });
  count.tried += 1;
  count[verdict] += 1;
}

/** So many phrases of every language, length and disguise. */
export async function countPhrases(each: number, seed: number) {
  const random = createRandomness(seed);
  const [byLanguage, byDisguise]: [Counts, Counts] = [{}, {}];
  const missed: string[] = [];
  for (const [disguise, { write, for: isFor }] of Object.entries(disguises)) {
    for (const language of languages.filter((one) => isFor?.(one) ?? true)) {
      for (const length of phraseLengths) {
        for (let round = 0; round < each; round += 1) {
          await tryOne(disguise, language, write(makePhrase(language, length, random), language, random));
        }
      }
    }
    for (const [name, { list, lengths }] of Object.entries(otherLists)) {
      if (/typo/.test(disguise) || isFor?.('english') === false) continue;
      if (/four letters/.test(disguise) && name !== 'SLIP-39') continue;
      for (const length of lengths) {
        for (let round = 0; round < each; round += 1) {
          await tryOne(disguise, name, write(drawWords(list, length, random), 'english', random));
        }
      }
    }
  }
  return { byLanguage, byDisguise, missed };

  async function tryOne(disguise: string, language: string, messages: readonly string[]) {
    const { verdict } = await send(messages);
    add(byLanguage, language, verdict);
    add(byDisguise, disguise, verdict);
    if (!isStopped(verdict)) missed.push(`${language}, ${disguise}: ${JSON.stringify(messages)}`);
  }
}

/** So many keys of every kind and disguise. */
export async function countKeys(each: number, seed: number) {
  const random = createRandomness(seed);
  const [byKind, byDisguise]: [Counts, Counts] = [{}, {}];
  const missed: string[] = [];
  for (const [kind, make] of Object.entries(keyKinds)) {
    for (const [disguise, { write, isFor }] of Object.entries(keyDisguises)) {
      for (let round = 0; round < each; round += 1) {
        const key = make(random);
        if (isFor?.(key) === false) continue;
        const messages = write(key);
        const { verdict } = await send(messages);
        add(byKind, kind, verdict);
        add(byDisguise, disguise, verdict);
        if (!isStopped(verdict)) missed.push(`${kind}, ${disguise}: ${JSON.stringify(messages)}`);
      }
    }
  }
  return { byKind, byDisguise, missed };
}

type Stopped = { verdict: Verdict; language: string; text: string };

/** What ordinary text is taken for; each after so many of the texts before it, as messages of the same sender. */
export async function countOrdinary(
  corpora: readonly Corpus[],
  textsOf: (corpus: Corpus) => readonly string[],
  recent = 0,
) {
  const byLanguage: Counts = {};
  const stopped: Stopped[] = [];
  for (const corpus of corpora) {
    const texts = textsOf(corpus);
    for (const [index, text] of texts.entries()) {
      const context = recent === 0 ? {} : { recent: texts.slice(Math.max(0, index - recent), index) };
      const { verdict, findings } = await scanSecrets(text, context);
      add(byLanguage, corpus.language, verdict);
      if (!isStopped(verdict)) continue;
      const parts = findings.map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
      stopped.push({ verdict, language: corpus.language, text: parts.join(' / ').slice(0, 300) });
    }
  }
  return { byLanguage, stopped };
}
