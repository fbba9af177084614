import { type Row, type Size, verdict } from './outcome.ts';
import { type Load, type Loaded, type Run, runLoad } from './run-load.ts';
import { median, rounded } from './statistics.ts';

/** A B C, A B C …: whatever else the machine does meets all of them alike. */
export async function inTurns(
  subjects: readonly Loaded[],
  { rounds, seconds, seed }: Size,
  load: Partial<Load> = {},
): Promise<Run[][]> {
  const runs: Run[][] = subjects.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, subject] of subjects.entries()) {
      runs[index]?.push(await runLoad(subject, { measureMs: seconds * 1_000, seed: seed + round, ...load }));
    }
  }
  return runs;
}

type Spread = { least: number; middle: number; most: number };

/** Of each round by itself, since what disturbed one disturbed both: the median, and how far they spread. */
export function ratioOf(ours: readonly Run[], theirs: readonly Run[], figure: (run: Run) => number): Spread {
  const ratios = ours.map((run, index) => {
    const baseline = theirs[index];
    return baseline === undefined ? Number.NaN : figure(run) / figure(baseline);
  });
  return spreadOf(ratios);
}

export function spreadOf(values: readonly number[]): Spread {
  return { least: Math.min(...values), middle: median(values), most: Math.max(...values) };
}

/** Medians of both, side by side. */
export function row(
  figure: string,
  ours: readonly Run[],
  theirs: readonly Run[],
  of: (run: Run) => number,
  target: string,
): Row {
  const shown = (runs: readonly Run[]) => String(rounded(median(runs.map(of)), 1));
  return { figure, haven: shown(ours), baseline: shown(theirs), target };
}

/** The median, the extremes and, where there is a target, whether it is met. */
export function told({ least, middle, most }: Spread, isMet?: boolean): string {
  const word = isMet === undefined ? '' : `, ${verdict(isMet)}`;
  return `${rounded(middle)} (${rounded(least)} to ${rounded(most)})${word}`;
}
