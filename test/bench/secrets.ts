import { messageMaxChars } from '@haven/shared/limits';
import { scanSecrets, warmUp } from '@haven/shared/secrets';
import { type Outcome, type Row, type Size, verdict } from './outcome.ts';
import { shapes, writeShape } from './secret-texts.ts';
import { median, percentile, rounded } from './statistics.ts';

const TARGET_MS = 5;
const WORST_TARGET_MS = 20;
/** Scans of each shape before any is timed: the compiler of Node is to have seen them. */
const WARM_SCANS = 30;
const SCANS_PER_ROUND = 40;

/**
 * What looking for secrets costs: the longest message, and beside it one of half the length. What people write has a
 * target for the median, what attackers write for the worst alone: eight keys are derived for some of it. No server takes
 * part. The processor's time is told as well, since others may keep the machine busy.
 */
export async function secrets({ rounds, seed }: Size): Promise<Outcome> {
  await warmUp();
  const names = Object.keys(shapes);
  for (const name of names) await time(name, messageMaxChars, seed, WARM_SCANS);

  const empty = () => ({ whole: [] as number[], half: [] as number[], processor: [] as number[] });
  const times = new Map(names.map((name) => [name, empty()]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, { whole, half, processor }] of times) {
      const before = process.cpuUsage();
      whole.push(...(await time(name, messageMaxChars, seed + round, SCANS_PER_ROUND)));
      processor.push(process.cpuUsage(before).user / 1_000 / SCANS_PER_ROUND);
      half.push(...(await time(name, messageMaxChars / 2, seed + round, SCANS_PER_ROUND)));
    }
  }
  const rows = [...times].map(([name, { whole, half, processor }]): Row => {
    const worst = percentile(whole, 1);
    const isOrdinary = shapes[name]?.isOrdinary === true;
    const isMet = worst <= WORST_TARGET_MS && (!isOrdinary || median(whole) <= TARGET_MS);
    return {
      figure: name,
      haven: `${rounded(median(whole))} ms, worst ${rounded(worst)}; processor ${rounded(median(processor))}`,
      baseline: `${rounded(median(half))} ms for half the text`,
      target: `${isOrdinary ? `${TARGET_MS} ms, ` : ''}worst ${WORST_TARGET_MS}: ${verdict(isMet)}`,
    };
  });
  const all = [...times.values()];
  return {
    rows,
    json: {
      medianMs: rounded(median(times.get('English')?.whole ?? [])),
      processorMs: rounded(median(times.get('English')?.processor ?? [])),
      dearestProcessorMs: rounded(Math.max(...all.map(({ processor }) => median(processor)))),
      dearestMedianMs: rounded(Math.max(...all.map(({ whole }) => median(whole)))),
      worstMs: rounded(Math.max(...all.flatMap(({ whole }) => whole))),
      dearestGrowth: rounded(Math.max(...all.map(({ whole, half }) => median(whole) / median(half)))),
    },
  };
}

async function time(name: string, chars: number, seed: number, scans: number): Promise<number[]> {
  const shape = shapes[name];
  if (!shape) throw new Error(`There is no shape ${name}.`);
  const text = writeShape(shape, chars, seed);
  const times: number[] = [];
  for (let scan = 0; scan < scans; scan += 1) {
    const startedAt = performance.now();
    await scanSecrets(text, shape.context);
    times.push(performance.now() - startedAt);
  }
  return times;
}
