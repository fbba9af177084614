import { type GuardedProcess, spawnGuarded } from '../../support/guarded-process.ts';
import { nothingReached, type Reached } from './reached.ts';
import type { ModelResult, ModelRun } from './run-model.ts';

export const progressMs = 30_000;

export function progressLine(played: number, seconds: number): string {
  return `${played} commands after ${seconds} s`;
}

/**
 * Plays lanes beside each other, each a process with engines and stories of its own: lane n from the seed that is n
 * higher. One verdict: the first broken promise ends them all, and its seed is the one to play again.
 */
export async function playLanes({
  commands,
  seed,
  engine,
  jobs,
  limitMs,
  onProgress,
}: ModelRun & { jobs: number }): Promise<ModelResult> {
  const share = Math.ceil(commands / jobs);
  const seeds = Array.from({ length: jobs }, (_, lane) => seed + lane);
  const lanes = await Promise.all(
    seeds.map((own) => startLane({ commands: share, seed: own, engine, minutes: (limitMs ?? 0) / 60_000 })),
  );
  const telling = setInterval(() => onProgress?.(sumOf(lanes.map(playedIn))), progressMs);
  let isOver = false;
  const results = await Promise.all(
    lanes.map(async (lane) => {
      const code = await lane.wait();
      if (isOver) return null;
      if (code === 0) return readResult(lane);
      isOver = true;
      for (const other of lanes) if (other !== lane && other.isRunning()) void other.end('SIGTERM');
      return readResult(lane);
    }),
  );
  clearInterval(telling);
  const known = results.filter((result) => result !== null);
  const violated = known.find(({ violation }) => violation !== null);
  return {
    seed: violated?.seed ?? seed,
    engine,
    commands: sumOf(known.map((result) => result.commands)),
    reached: known.map(({ reached }) => reached).reduce(addReached, nothingReached()),
    violation: violated?.violation ?? null,
  };
}

function startLane(wish: Record<string, number | string>): Promise<GuardedProcess> {
  const [program = ''] = process.argv.slice(1);
  const args = Object.entries(wish).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return spawnGuarded(process.execPath, [...process.execArgv, program, ...args, '--json'], {
    env: process.env,
  });
}

/** What a program says last with `--json`; throws when it ended before that. */
export function readResult(lane: GuardedProcess): ModelResult {
  const last = lane.output().trim().split('\n').at(-1) ?? '';
  if (!last.startsWith('{')) throw new Error(`A lane came to no verdict:\n${lane.output()}`);
  return JSON.parse(last) as ModelResult;
}

function playedIn(lane: GuardedProcess): number {
  return Number([...lane.output().matchAll(/^(\d+) commands after/gm)].at(-1)?.[1] ?? 0);
}

function addReached(one: Reached, other: Reached): Reached {
  const sum = { ...one };
  for (const what of Object.keys(sum) as (keyof Reached)[]) sum[what] += other[what];
  return sum;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
