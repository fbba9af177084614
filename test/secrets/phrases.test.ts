import { scanSecrets, warmUp } from '@haven/shared/secrets';
import { wordlist as electrum } from '@haven/shared/secrets/electrum-words';
import { wordlist as slip39 } from '@haven/shared/secrets/slip39-words';
import { createRandomness } from '../faults/randomness.ts';
import { disguises } from './disguises.ts';
import { drawWords, languages, makePhrase, wordlists } from './phrases.ts';
import { isStopped, send } from './trial.ts';

const seed = 20261126;
beforeAll(warmUp);

describe('[SAFE2] a recovery phrase is stopped or asked about', () => {
  const cases = Object.entries(disguises).map(([name, disguise]) => ({ name, disguise }));
  it.each(cases)('$name', async ({ disguise }) => {
    const random = createRandomness(seed);
    const missed: string[] = [];
    for (const language of languages.filter((one) => disguise.for?.(one) ?? true)) {
      for (const length of [12, 24]) {
        const messages = disguise.write(makePhrase(language, length, random), language, random);
        const { verdict } = await send(messages);
        if (!isStopped(verdict)) missed.push(`${language}, ${length}: ${JSON.stringify(messages)}`);
      }
    }
    expect(missed).toEqual([]);
  });
});

it('[SAFE2] stops a phrase outright when it is the message', async () => {
  const random = createRandomness(seed);
  for (const language of languages) {
    const { verdict } = await scanSecrets(makePhrase(language, 12, random).join(' '));
    expect([language, verdict]).toEqual([language, 'block']);
  }
});

it.each([12, 24])("[SAFE2] stops %d words of Electrum's first list", async (count) => {
  const words = drawWords(electrum, count, createRandomness(seed));
  expect(await scanSecrets(`my seed: ${words.join(' ')}`)).toMatchObject({ verdict: 'block' });
});

it.each([20, 33])('[SAFE2] stops a SLIP-39 share of %d words, and calls it one', async (count) => {
  const words = drawWords(slip39, count, createRandomness(seed));
  const { verdict, findings } = await scanSecrets(words.join(' '));
  expect([verdict, findings.map(({ kind }) => kind)]).toEqual(['block', ['seed_share']]);
});

it('[SAFE2] lets at most five words leave when each is a message', async () => {
  const random = createRandomness(seed);
  for (const language of languages) {
    for (let round = 0; round < 20; round += 1) {
      const { left } = await send(makePhrase(language, 12, random));
      expect([language, left <= 5]).toEqual([language, true]);
    }
  }
});

it('[SAFE2] names the earlier messages that hold parts, and no others', async () => {
  const words = makePhrase('english', 12, createRandomness(seed));
  const recent = ['Good evening', 'It says that my wallet is empty!', words.slice(0, 6).join(' ')];
  const { verdict, recentParts } = await scanSecrets(words.slice(6).join(' '), { recent });
  expect([verdict, recentParts]).toEqual(['block', [2]]);
});

it('[SAFE2] asks about 9 to 11 words in other text, stops them alone, warns of 8', async () => {
  const words = 'zebra ocean tiger violin quantum lemon hockey jungle kitten rabbit scissors'.split(' ');
  const around = (count: number) =>
    `Я не помню ничего кроме этих ${words.slice(0, count).join(' ')} и больше ничего, совсем ничего, поверьте мне`;
  expect((await scanSecrets(around(11))).verdict).toBe('ask');
  expect((await scanSecrets(words.slice(0, 9).join(' '))).verdict).toBe('block');
  expect((await scanSecrets(words.slice(0, 8).join(' '))).verdict).toBe('warn');
  expect((await scanSecrets(words.slice(0, 7).join(' '))).verdict).toBe('pass');
});

it('[SAFE2] stops the test phrase, which repeats one word and has a checksum, and no listing that repeats', async () => {
  const phrase = `${'abandon '.repeat(11)}about`;
  expect((await scanSecrets(phrase)).verdict).toBe('block');
  expect((await scanSecrets('print list '.repeat(8))).verdict).toBe('pass');
});

it('[SAFE2] asks about unspaced Chinese of frequent characters by its checksum alone', async () => {
  const random = createRandomness(seed);
  const numbers = new Map<string, number>(wordlists['chinese simplified'].map((one, index) => [one, index]));
  const meanOf = (words: readonly string[]) =>
    words.reduce((sum, word) => sum + (numbers.get(word) ?? 0), 0) / words.length;
  let words: string[];
  do words = makePhrase('chinese simplified', 12, random);
  while (meanOf(words) > 690 || meanOf(words) < 360);
  expect((await scanSecrets(words.join(''))).verdict).toBe('ask');

  // One in sixteen orders has a valid checksum by chance.
  const orders = Array.from({ length: 32 }, () => random.shuffled(words).join(''));
  const asked = await Promise.all(orders.map(async (text) => (await scanSecrets(text)).verdict === 'ask'));
  expect(asked.filter(Boolean).length).toBeLessThan(8);
});
