import { cutSecrets, maskSecrets, scanSecrets, warmUp } from '@haven/shared/secrets';
import fc from 'fast-check';
import { createRandomness } from '../faults/randomness.ts';
import { disguises } from './disguises.ts';
import { keyKinds } from './keys.ts';
import { languages, makePhrase, phraseLengths } from './phrases.ts';

beforeAll(warmUp);

/** Text that people may write around a secret. */
const around = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom('', 'please help me ', '我的助记词是', 'привет, ', 'zoo zoo ', '0x12 ', '私钥：'),
);
const phrase = fc
  .record({
    seed: fc.nat(),
    language: fc.constantFrom(...languages),
    length: fc.constantFrom(...phraseLengths),
    disguise: fc.constantFrom(
      'plain',
      'numbered 1. a line',
      'commas',
      'JSON array',
      'zero width inside',
      'one typo',
    ),
  })
  .map(({ seed, language, length, disguise }) => {
    const random = createRandomness(seed);
    const words = makePhrase(language, length, random);
    return { words, text: disguises[disguise]?.write(words, language, random).join('\n') ?? '' };
  });
const key = fc
  .record({ seed: fc.nat(), kind: fc.constantFrom(...Object.keys(keyKinds)) })
  .map(({ seed, kind }) => keyKinds[kind]?.(createRandomness(seed)) ?? '');
const secret = fc.oneof(
  phrase.map(({ text }) => text),
  key,
);
const message = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.tuple(around, secret, around).map((parts) => parts.join(' ')),
  fc.tuple(around, secret, around, secret, around).map((parts) => parts.join('\n')),
);

it('findings are in order, apart, and inside of the text', async () => {
  await fc.assert(
    fc.asyncProperty(message, async (text) => {
      const { findings, verdict } = await scanSecrets(text);
      let before = 0;
      for (const { start, end } of findings) {
        expect(start).toBeGreaterThanOrEqual(before);
        expect(end).toBeGreaterThan(start);
        before = end;
      }
      expect(before).toBeLessThanOrEqual(text.length);
      expect(findings.length === 0).toBe(verdict === 'pass');
    }),
    { numRuns: 400 },
  );
});

it('[SAFE4] what is left after cutting passes', async () => {
  await fc.assert(
    fc.asyncProperty(message, async (text) => {
      const { findings } = await scanSecrets(text);
      expect((await scanSecrets(cutSecrets(text, findings))).verdict).toBe('pass');
    }),
    { numRuns: 400 },
  );
});

it('[SAFE4] a masked phrase shows no four of its words in a row', async () => {
  await fc.assert(
    fc.asyncProperty(around, phrase, around, async (before, { words, text: written }, after) => {
      const text = `${before} ${written} ${after}`;
      const { findings } = await scanSecrets(text);
      const shown = maskSecrets(text, findings)
        .normalize('NFKD')
        .replace(/\p{Cf}/gu, '');
      for (let at = 0; at + 4 <= words.length; at += 1) {
        const four = words.slice(at, at + 4).map((word) => word.normalize('NFKD'));
        expect(four.every((word) => shown.includes(word)) && shown.includes(four.join(' '))).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
});

it('[SAFE2] the Unicode form makes no difference', async () => {
  await fc.assert(
    fc.asyncProperty(message, async (text) => {
      const [composed, decomposed] = await Promise.all(
        (['NFC', 'NFD'] as const).map((form) => scanSecrets(text.normalize(form))),
      );
      expect(decomposed?.verdict).toBe(composed?.verdict);
      expect(decomposed?.findings.map(({ kind }) => kind)).toEqual(
        composed?.findings.map(({ kind }) => kind),
      );
    }),
    { numRuns: 300 },
  );
});
