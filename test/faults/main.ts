/** The command line of `npm run faults`. */
import { parseArgs } from 'node:util';
import packageJson from '../../package.json' with { type: 'json' };
import { makeRunFolder, removeRunFolder } from '../support/run-folder.ts';
import { faults, fullDurations, shortDurations } from './faults.ts';
import { judgeKnownBad } from './known-bad.ts';
import { choosing, type Goals, reaching } from './plan.ts';
import type { RoundResult } from './round.ts';
import { type RunResult, runRounds } from './run-rounds.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string' },
    minutes: { type: 'string', default: '120' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    only: { type: 'string' },
    goal: { type: 'string' },
    short: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    'known-bad': { type: 'boolean', default: false },
  },
});

const say = (line: string) => process.stdout.write(`${line}\n`);

await makeRunFolder();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // The engines and servers end with this process: each has a guard that reads a pipe which only we hold.
  process.once(signal, () => process.exit(130));
}
const isAccepted = values['known-bad'] ? await rejectKnownBad() : await findFaults();
removeRunFolder();
process.exit(isAccepted ? 0 : 1);

async function findFaults(): Promise<boolean> {
  const seed = Number(values.seed);
  const names = values.only?.split(',') ?? Object.keys(faults);
  const goals = values.goal === undefined ? null : goalsIn(values.goal);
  const unknown = [...names, ...Object.keys(goals?.faults ?? {})].filter((name) => !(name in faults));
  if (unknown.length > 0)
    throw new Error(`Unknown: ${unknown.join(', ')}. Known: ${Object.keys(faults).join(', ')}.`);
  say(`seed ${seed}, haven ${packageJson.version}, node ${process.versions.node}`);
  const bounds = {
    names,
    rounds: Number(values.rounds ?? (goals ? 10_000 : 20)),
    minutes: Number(values.minutes),
  };
  const result = await runRounds({
    seed,
    durations: values.short ? shortDurations : fullDurations,
    next: goals ? reaching(goals, bounds) : choosing(bounds),
    onRound: tellRound,
  });
  return tellResult(result);
}

/** From `kill=500,redis-kill=100,pairs=120`. */
function goalsIn(text: string): Goals {
  const counts = Object.fromEntries(text.split(',').map((each) => each.split('='))) as Record<string, string>;
  const numbers = Object.entries(counts).map(([name, count]) => [name, Number(count)] as const);
  if (numbers.some(([, count]) => !(count > 0))) throw new Error(`--goal takes name=count,…; not ${text}.`);
  const { pairs = 0, ...wanted } = Object.fromEntries(numbers);
  return { faults: wanted, pairs };
}

function tellRound(result: RoundResult, round: number): void {
  const { script, acked, refused, violations, missed, healedAfterMs, waitedFor } = result;
  const what = script.map((group) => group.join(' + ')).join(', ');
  const refusals = refused > 0 ? `, ${refused} refused` : '';
  const bite = missed.length > 0 ? `, DID NOT BITE: ${missed.join(', ')}` : '';
  const verdict = violations.length === 0 ? 'ok' : `${violations.length} VIOLATIONS`;
  say(
    `${round}. ${what}: ${acked} acked${refusals}, healed in ${healedAfterMs} ms (last: ${waitedFor})${bite}: ${verdict}`,
  );
  for (const { kind, what: violation } of violations.slice(0, 10)) say(`   ${kind}: ${violation}`);
}

function tellResult(result: RunResult): boolean {
  const { seed, rounds, acked, refused, counts, pairs, versions, violations } = result;
  const done = Object.values(result.faults).reduce((sum, each) => sum + each.done, 0);
  const bitten = Object.values(result.faults).reduce((sum, each) => sum + each.bitten, 0);
  for (const [name, each] of Object.entries(result.faults))
    say(`  ${name}: ${each.done} done, ${each.bitten} bitten`);
  say(
    `seed ${seed}, haven ${packageJson.version}, node ${versions.node}, PostgreSQL ${versions.postgres}, Redis ${versions.redis}`,
  );
  say(`${rounds} rounds, ${done} faults done, ${bitten} bitten, ${pairs} different pairs`);
  say(`${acked} acked, ${refused} refused, ${violations.length} violations`);
  const isGood = violations.length === 0 && bitten === done && rounds > 0 && acked > 0;
  say(isGood ? 'Verdict: nothing lost, doubled, missing or out of order.' : 'Verdict: REJECTED.');
  if (values.json) {
    const { hole: holes, ...others } = counts;
    say(
      JSON.stringify({
        seed,
        rounds,
        acked,
        refused,
        holes,
        ...others,
        done,
        bitten,
        pairs,
        faults: result.faults,
        versions,
      }),
    );
  }
  return isGood;
}

/** Each known-bad build must be rejected, and for the right reason: by the checker. */
async function rejectKnownBad(): Promise<boolean> {
  const verdicts = await judgeKnownBad(Number(values.seed), (name, result) => {
    const kinds = Object.entries(result.counts).filter(([, count]) => count > 0);
    const why = kinds.map(([kind, count]) => `${count} ${kind}`).join(', ');
    say(`${name}: ${result.isRejected ? `rejected (${why})` : 'ACCEPTED'} after ${result.acked} acked`);
  });
  const isGood = verdicts.every(({ isRejected }) => isRejected);
  say(isGood ? 'Verdict: every known-bad build was rejected.' : 'Verdict: A KNOWN-BAD BUILD WAS ACCEPTED.');
  if (values.json) say(JSON.stringify({ seed: Number(values.seed), knownBad: verdicts }));
  return isGood;
}
