/** `npm run test:secrets [-- --phrases N --keys N --seed S --sentences N --json]`. Ends with 1 when a target is missed. */
import { parseArgs } from 'node:util';
import { warmUp } from '@haven/shared/secrets';
import { type Count, countKeys, countOrdinary, countPhrases } from './counts.ts';
import { readCorpora } from './corpus.ts';

/** Of ordinary sentences: at most so many of them blocked, and asked about; and so many languages at least. */
const BLOCKED_AT_MOST = 1 / 100_000;
const ASKED_AT_MOST = 0.005;
const SENTENCES_AT_LEAST = 200_000;

const { values } = parseArgs({
  options: {
    phrases: { type: 'string', default: '5' },
    keys: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    /** Of each language at most so many; all by default. */
    sentences: { type: 'string', default: '1000000' },
    json: { type: 'boolean', default: false },
  },
});
const [phrases, keys, seed, most] = [values.phrases, values.keys, values.seed, values.sentences].map(Number);
if (![phrases, keys, seed, most].every((value) => value !== undefined && value >= 0)) {
  console.error('Options: --phrases, --keys, --seed, --sentences, each a number, and --json.');
  process.exit(2);
}

await warmUp();
console.log(
  `Seed ${seed}; ${phrases} phrases of each language, length and disguise; ${keys} keys of each kind and disguise.`,
);
const found = await countPhrases(phrases ?? 0, seed ?? 0);
print('Recovery phrases by language', found.byLanguage);
print('Recovery phrases by disguise', found.byDisguise);
const foundKeys = await countKeys(keys ?? 0, seed ?? 0);
print('Keys by kind', foundKeys.byKind);
print('Keys by disguise', foundKeys.byDisguise);

const corpora = readCorpora().map((corpus) => ({
  ...corpus,
  sentences: corpus.sentences.slice(0, most),
  paragraphs: corpus.paragraphs.slice(0, most),
}));
const sentences = await countOrdinary(corpora, ({ sentences: texts }) => texts);
print('Ordinary sentences by language', sentences.byLanguage);
const paragraphs = await countOrdinary(corpora, ({ paragraphs: texts }) => texts);
print('Ordinary paragraphs by language (told, without a target)', paragraphs.byLanguage);
const chats = await countOrdinary(corpora, ({ sentences: texts }) => texts.slice(0, 5_000), 5);
print('Ordinary sentences after five others as one sender (told, without a target)', chats.byLanguage);
for (const { verdict, language, text } of [...sentences.stopped, ...paragraphs.stopped]) {
  if (verdict === 'block') console.log(`blocked, ${language}: ${text}`);
}

const all = total(Object.values(sentences.byLanguage));
const missed = [...found.missed, ...foundKeys.missed];
const targets = {
  'secrets blocked or asked about': [missed.length === 0, `${missed.length} missed`],
  'ordinary sentences': [all.tried >= SENTENCES_AT_LEAST, String(all.tried)],
  'of them blocked': [all.block <= all.tried * BLOCKED_AT_MOST, `${all.block}`],
  'of them asked about': [
    all.ask <= all.tried * ASKED_AT_MOST,
    `${all.ask}, ${((100 * all.ask) / all.tried).toFixed(3)} %`,
  ],
} as const;
for (const text of missed.slice(0, 20)) console.log(`missed: ${text}`);
console.table(
  Object.fromEntries(
    Object.entries(targets).map(([name, [isMet, figure]]) => [
      name,
      { figure, target: isMet ? 'met' : 'MISSED' },
    ]),
  ),
);
if (values.json) {
  console.log(
    JSON.stringify({
      seed,
      phrases: found,
      keys: foundKeys,
      sentences: sentences.byLanguage,
      paragraphs: paragraphs.byLanguage,
      chats: chats.byLanguage,
    }),
  );
}
process.exitCode = Object.values(targets).every(([isMet]) => isMet) ? 0 : 1;

function print(title: string, counts: Record<string, Count>) {
  console.log(`\n${title}`);
  console.table({ ...counts, together: total(Object.values(counts)) });
}

function total(counts: readonly Count[]): Count {
  const sum = { tried: 0, block: 0, ask: 0, warn: 0, pass: 0 };
  for (const count of counts) for (const key of Object.keys(sum) as (keyof Count)[]) sum[key] += count[key];
  return sum;
}
