import { type Violation, type ViolationKind, violationKinds } from './checker.ts';
import { openCluster } from './cluster.ts';
import type { Durations } from './faults.ts';
import type { ClientTroubles } from './participant.ts';
import { openCast } from './people.ts';
import { createRandomness, type Randomness } from './randomness.ts';
import { playRound, type RoundResult, type Script } from './round.ts';

export type Run = {
  seed: number;
  /** Asked before each round; null ends the run. */
  next: (randomness: Randomness, round: number) => Script | null;
  durations: Durations;
  /** Another build's `main.js`. */
  main?: string;
  isWithoutPull?: boolean;
  onRound?: (result: RoundResult, round: number) => void;
};

export type RunResult = {
  seed: number;
  rounds: number;
  acked: number;
  refused: number;
  violations: Violation[];
  counts: Record<ViolationKind, number>;
  /** How often each fault was done and bit. */
  faults: Record<string, { done: number; bitten: number }>;
  pairs: number;
  versions: { node: string; postgres: string; redis: string };
};

/** Plays rounds on one cluster, and adds up what they said. */
export async function runRounds(run: Run): Promise<RunResult> {
  const randomness = createRandomness(run.seed);
  const troubles: ClientTroubles = { lostNotices: 0, lost: 0, isWithoutPull: run.isWithoutPull ?? false };
  const cluster = await openCluster({
    random: Math.random,
    ...(run.main === undefined ? {} : { main: run.main }),
  });
  const results: RoundResult[] = [];
  try {
    const versions = { node: process.versions.node, ...(await cluster.versions()) };
    const cast = await openCast(cluster, troubles);
    for (;;) {
      const script = run.next(randomness, results.length);
      if (script === null) break;
      const deps = { cluster, cast, troubles, randomness, durations: run.durations };
      const result = await playRound(deps, script);
      results.push(result);
      run.onRound?.(result, results.length);
    }
    cast.close();
    return { seed: run.seed, versions, ...sumOf(results) };
  } finally {
    await cluster.close();
  }
}

function sumOf(results: readonly RoundResult[]): Omit<RunResult, 'seed' | 'versions'> {
  const violations = results.flatMap((result) => result.violations);
  const faults: RunResult['faults'] = {};
  const pairs = new Set<string>();
  for (const { script, bitten } of results) {
    for (const group of script) if (group.length === 2) pairs.add([...group].sort().join(' + '));
    for (const name of script.flat()) (faults[name] ??= { done: 0, bitten: 0 }).done += 1;
    for (const name of bitten) (faults[name] ??= { done: 0, bitten: 0 }).bitten += 1;
  }
  const countOf = (kind: ViolationKind) => violations.filter((violation) => violation.kind === kind).length;
  return {
    rounds: results.length,
    acked: results.reduce((sum, { acked }) => sum + acked, 0),
    refused: results.reduce((sum, { refused }) => sum + refused, 0),
    violations,
    counts: Object.fromEntries(violationKinds.map((kind) => [kind, countOf(kind)])) as RunResult['counts'],
    faults,
    pairs: pairs.size,
  };
}
