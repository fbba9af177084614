import { findChinesePhrases } from './chinese.ts';
import { prepareDerivations } from './derivations.ts';
import { type Scan, type ScanContext, type Suspect, verdicts } from './finding.ts';
import { createKeyFinder, findBrokenKey, fragmentOf, type KeyFinder } from './keys.ts';
import { findParts, mayBePart } from './parts.ts';
import { findPhrases } from './phrases.ts';
import { type Lexicons, loadAllLexicons, loadLexicons, readWords } from './reading.ts';

/** Once something is cut out, what stood on both sides may make a new phrase: so often it is looked again. */
const ROUNDS = 4;

/** See `scanSecrets`, which loads this. */
export async function detectSecrets(text: string, context: ScanContext): Promise<Scan> {
  const { recent = [] } = context;
  const lexicons = await loadLexicons([...recent, text]);
  const findKeys = createKeyFinder(context);
  const own = findAll(text, lexicons, findKeys);

  const parts = recent.length > 0 ? findParts(text, recent, lexicons) : undefined;
  if (parts && parts.recentParts.length > 0) {
    const whole: Suspect = { kind: 'recovery_phrase', start: 0, end: text.length, verdict: parts.verdict };
    return conclude([...own, whole], parts.recentParts);
  }
  const broken = recent.length > 0 && own.length === 0 && findBrokenKey(text, recent, findKeys);
  if (broken) {
    const first = recent.length - broken.parts;
    return conclude(
      [{ ...broken.suspect, start: 0, end: text.length }],
      Array.from({ length: broken.parts }, (_, index) => first + index),
    );
  }
  return conclude(own, []);
}

/** See `mayHoldPart`, which loads this. */
export async function detectPart(text: string): Promise<boolean> {
  return fragmentOf(text) !== '' || mayBePart(text, await loadLexicons([text]));
}

export async function warmUpDetection(): Promise<void> {
  await loadAllLexicons();
  prepareDerivations();
}

function findAll(text: string, lexicons: Lexicons, findKeys: KeyFinder): Suspect[] {
  const found: Suspect[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { rest, placeOf } = without(text, found);
    const more = [
      ...findKeys(rest),
      ...findPhrases(readWords(rest, lexicons), lexicons),
      ...(lexicons.han ? findChinesePhrases(rest, lexicons) : []),
    ];
    if (more.length === 0) break;
    found.push(
      ...more.map((suspect) => ({
        ...suspect,
        start: placeOf(suspect.start),
        end: placeOf(suspect.end - 1) + 1,
      })),
    );
  }
  return found;
}

/** The text without what was found, and where in the text each of its characters was. */
function without(text: string, found: readonly Suspect[]) {
  const cuts = merge(found);
  let rest = '';
  let from = 0;
  for (const { start, end } of cuts) {
    rest += text.slice(from, start);
    from = end;
  }
  const placeOf = (place: number) => {
    let shifted = place;
    for (const { start, end } of cuts) if (start <= shifted) shifted += end - start;
    return shifted;
  };
  return { rest: rest + text.slice(from), placeOf };
}

function conclude(suspects: readonly Suspect[], recentParts: number[]): Scan {
  const merged = merge(suspects);
  const verdict = verdicts.find((one) => merged.some((suspect) => suspect.verdict === one)) ?? 'pass';
  return { verdict, findings: merged.map(({ kind, start, end }) => ({ kind, start, end })), recentParts };
}

/** In order; of those that overlap one, which is called what the hardest of them is. */
function merge(suspects: readonly Suspect[]): Suspect[] {
  const merged: Suspect[] = [];
  for (const suspect of [...suspects].sort((one, other) => one.start - other.start)) {
    const last = merged[merged.length - 1];
    if (!last || suspect.start >= last.end) {
      merged.push({ ...suspect });
      continue;
    }
    last.end = Math.max(last.end, suspect.end);
    if (verdicts.indexOf(suspect.verdict) >= verdicts.indexOf(last.verdict)) continue;
    last.kind = suspect.kind;
    last.verdict = suspect.verdict;
  }
  return merged;
}
