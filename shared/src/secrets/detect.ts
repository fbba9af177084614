import { type Scan, type ScanContext, type Suspect, verdicts } from './finding.ts';
import { findKeys } from './keys.ts';
import { loadLists } from './lists.ts';
import { findPhrases } from './phrases.ts';
import { splitWords } from './words.ts';

/** See `scanSecrets`, which loads this. */
export async function detectSecrets(
  text: string,
  { recent = [], knownAddresses = [] }: ScanContext,
): Promise<Scan> {
  const lists = await loadLists();
  const suspects = [...findPhrases(splitWords(text), lists), ...findKeys(text, knownAddresses)];
  suspects.sort((one, other) => one.start - other.start);
  if (suspects.length > 0 || recent.length === 0) return conclude(suspects, []);

  const before = recent.map((message) => `${message}\n`);
  const offset = before.join('').length;
  const across = findPhrases(splitWords(before.join('') + text), lists).filter(({ end }) => end > offset);
  const earliest = Math.min(...across.map(({ start }) => start));
  const parts: number[] = [];
  let end = 0;
  before.forEach((message, index) => {
    end += message.length;
    if (earliest < end) parts.push(index);
  });
  return conclude(
    across.map((suspect) => ({
      ...suspect,
      start: Math.max(0, suspect.start - offset),
      end: suspect.end - offset,
    })),
    parts,
  );
}

export async function warmUpDetection(): Promise<void> {
  await loadLists();
}

function conclude(suspects: readonly Suspect[], recentParts: number[]): Scan {
  const verdict = verdicts.find((one) => suspects.some((suspect) => suspect.verdict === one)) ?? 'pass';
  return { verdict, findings: suspects.map(({ kind, start, end }) => ({ kind, start, end })), recentParts };
}
