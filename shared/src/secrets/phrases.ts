import type { Suspect } from './finding.ts';
import type { Lists } from './lists.ts';
import type { Word } from './words.ts';

/** Words in a row: hard, asked about, warned of (SAFE2). Ordinary English had 11 at most, in 693,000 words. */
const HARD_RUN = 12;
const ASK_RUN = 9;
const WARN_RUN = 8;
/** "Little else": the run's part of all words. */
const MOSTLY = 0.6;

/** Runs of list words. */
export function findPhrases(words: readonly Word[], lists: Lists): Suspect[] {
  const suspects: Suspect[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const from = at;
    while (at < words.length && lists.has(words[at]?.form ?? '')) at += 1;
    const length = at - from;
    const [first, last] = [words[from], words[at - 1]];
    if (length < WARN_RUN || !first || !last) continue;
    suspects.push({
      kind: 'recovery_phrase',
      start: first.start,
      end: last.end,
      verdict: verdictOf(length, words.length),
    });
  }
  return suspects;
}

function verdictOf(run: number, words: number): Suspect['verdict'] {
  if (run >= HARD_RUN) return 'block';
  if (run < ASK_RUN) return 'warn';
  return run / words >= MOSTLY ? 'block' : 'ask';
}
