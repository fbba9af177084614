import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findAsk } from '@haven/shared/phishing/find-ask';
import { starterArticles } from '@haven/server/features/faq/starter';
import { demoCannedAnswers } from '@haven/server/seed/demo-texts';
import { isHeldOut, type Line, readLines } from './corpus.ts';
import { readInstructions } from './documentation.ts';

/** At least so many of the asks are refused, and at most so many of the harmless lines; in parts of one. */
const refusedAtLeast = 0.95;
const harmlessAtMost = 0.005;
/** Instructions of documentation that are judged, over all languages. */
const instructions = 5_000;

const percent = (part: number, all: number) => `${((100 * part) / all).toFixed(2)} % (${part} of ${all})`;

const asks = readLines('asks');
const tuned = asks.filter((_line, index) => !isHeldOut(index));
const heldOut = asks.filter((_line, index) => isHeldOut(index));
const refused = (lines: Line[]) => lines.filter((line) => findAsk(line.text) !== null).length;

console.log(`Asks refused, made with the rules at hand: ${percent(refused(tuned), tuned.length)}`);
console.log(`Asks refused, held out:                    ${percent(refused(heldOut), heldOut.length)}`);
for (const [title, keyOf] of [
  ['by language', (line: Line) => line.language],
  ['by rule', (line: Line) => line.rule ?? ''],
] as const) {
  const parts = [...new Set(asks.map(keyOf))].map((key) => {
    const lines = asks.filter((line) => keyOf(line) === key);
    return `${key} ${refused(lines)}/${lines.length}`;
  });
  console.log(`  ${title}: ${parts.join(', ')}`);
}

const own = [...starterArticles, ...demoCannedAnswers].flatMap(({ title, body }) =>
  [title, body].flatMap((text) => Object.values(text)),
);
/** Every text between quotes in the words of both interfaces. */
const strings = ['widget/src/app/strings', 'console/src/strings'].flatMap((path) => {
  const inside = fileURLToPath(new URL(`../../${path}/`, import.meta.url));
  return readdirSync(inside).flatMap((file) =>
    [...readFileSync(join(inside, file), 'utf8').matchAll(/'((?:[^'\\\n]|\\.)*)'|`([^`]*)`/g)].map(
      ([, quoted, template]) => (quoted ?? template ?? '').replaceAll("\\'", "'"),
    ),
  );
});
const harmless: [string, string[]][] = [
  ['written by hand', readLines('harmless').map((line) => line.text)],
  ['our articles and answers', own],
  ['our interfaces', strings],
];
const documentation = Object.entries(readInstructions());
for (const [language, lines] of documentation) {
  const step = Math.max(1, Math.floor(lines.length / (instructions / documentation.length)));
  harmless.push([`documentation, ${language}`, lines.filter((_line, index) => index % step === 0)]);
}

let [wrong, all] = [0, 0];
for (const [name, lines] of harmless) {
  const found = lines.filter((line) => findAsk(line) !== null);
  console.log(`Harmless lines refused, ${name}: ${percent(found.length, lines.length)}`);
  for (const line of found) console.log(`    ${findAsk(line)}: ${line.slice(0, 160)}`);
  wrong += found.length;
  all += lines.length;
}
console.log(`Harmless lines refused, all: ${percent(wrong, all)}`);

const isGood =
  refused(asks) >= refusedAtLeast * asks.length &&
  refused(heldOut) >= refusedAtLeast * heldOut.length &&
  wrong <= harmlessAtMost * all &&
  all >= instructions;
console.log(isGood ? 'Within the targets.' : 'NOT within the targets.');
process.exitCode = isGood ? 0 : 1;
