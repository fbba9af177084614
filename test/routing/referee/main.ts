/** The command line of `npm run test:routing`. */
import { parseArgs } from 'node:util';
import { makePgliteTemplate } from '../../support/pglite-template.ts';
import { startRunPostgres, stopRunPostgres } from '../../support/run-engines.ts';
import { hasRunFolder, makeRunFolder, removeRunFolder } from '../../support/run-folder.ts';
import { playGrab } from './grab.ts';
import { playLanes, progressLine, progressMs } from './lanes.ts';
import { judgeMutants, leftOut } from './mutants.ts';
import { type EngineName, engineNames } from './open-engines.ts';
import { runModel } from './run-model.ts';

const { values } = parseArgs({
  options: {
    commands: { type: 'string' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    engine: { type: 'string', default: 'redis' },
    jobs: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
    mutants: { type: 'boolean', default: false },
    grab: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
/** A mutant is played until it is caught, most within a thousand commands; the model comes to some once in ten thousand. */
const commands = Number(values.commands ?? (values.mutants ? 50_000 : 5_000));
const [seed, jobs] = [Number(values.seed), Number(values.jobs)];
const engine = engineNames.find((name) => name === values.engine);
if (!engine) throw new Error(`--engine is one of ${engineNames.join(', ')}, not ${values.engine}.`);
if (!(commands > 0 && jobs > 0 && [commands, seed, jobs].every(Number.isInteger)))
  throw new Error('--commands, --seed and --jobs are whole numbers.');

/** A mutant is played in the folder, and on the PostgreSQL, of the run that judges it. */
const isOwnRun = !hasRunFolder();
await makeRunFolder();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // The engines end with this process: each has a guard that reads a pipe which only we hold.
  process.once(signal, () => process.exit(130));
}
const work = values.mutants ? catchMutants : values.grab ? grab : play;
const isGood = await work(engine);
await stopRunPostgres();
if (isOwnRun) removeRunFolder();
process.exit(isGood ? 0 : 1);

async function play(name: EngineName): Promise<boolean> {
  await (name === 'wasm' ? makePgliteTemplate() : startRunPostgres({ isFsyncOff: true }));
  const began = Date.now();
  const secondsNow = () => Math.round((Date.now() - began) / 1_000);
  let told = began;
  const wish = {
    commands,
    seed,
    engine: name,
    limitMs: Number(values.minutes) * 60_000,
    onProgress(played: number) {
      if (Date.now() - told < progressMs) return;
      told = Date.now();
      say(progressLine(played, secondsNow()));
    },
  };
  const result = await (jobs === 1 ? runModel(wish) : playLanes({ ...wish, jobs }));
  const seconds = secondsNow();
  const { violation, reached } = result;
  const counts = Object.entries(reached).map(([what, count]) => `${count} ${what}`);
  say(`reached: ${counts.join(', ')}`);
  if (violation) {
    say(violation.message);
    say(`of seed ${result.seed}, after ${JSON.stringify(violation.story.slice(-12))}`);
  }
  const verdict = violation ? 'VIOLATED' : 'no violation';
  const seeds = jobs === 1 ? `seed ${result.seed}` : `seeds ${seed} to ${seed + jobs - 1}`;
  say(`routing: ${seeds}, ${result.commands} commands, engine ${name}, ${seconds} s, ${verdict}`);
  if (values.json) say(JSON.stringify({ ...result, seconds, verdict }));
  return violation === null;
}

/** 1,000 conversations, each grabbed by 100 agents at once. */
async function grab(name: EngineName): Promise<boolean> {
  await (name === 'wasm' ? makePgliteTemplate() : startRunPostgres({ isFsyncOff: true }));
  const result = await playGrab({ engine: name, conversations: 1_000, agents: 100 });
  const { winners, refusals, grabs, contradictions, seconds } = result;
  const isFair = winners[1] === result.conversations && contradictions.length === 0;
  const refused = Object.entries(refusals).map(([code, count]) => `${count} ${code}`);
  say(
    `${grabs} grabs in ${seconds} s, refused: ${refused.join(', ')}; conversations by winners: ${JSON.stringify(winners)}`,
  );
  say(
    isFair
      ? 'Verdict: exactly one winner each.'
      : `Verdict: NOT ONE WINNER EACH. ${contradictions.join(', ')}`,
  );
  if (values.json) say(JSON.stringify({ engine: name, ...result }));
  return isFair;
}

/** Each must be caught by the model, which else proves little. */
async function catchMutants(name: EngineName): Promise<boolean> {
  if (name !== 'wasm') await startRunPostgres({ isFsyncOff: true });
  const only = values.only === undefined ? {} : { only: values.only.split(',') };
  const verdicts = await judgeMutants({ commands, seed, engine: name, ...only }, (verdict) => {
    const what = verdict.isCaught ? `caught (${verdict.violation?.slice(0, 100)})` : 'NOT CAUGHT';
    say(`${verdict.name}: ${what} after ${verdict.commands} commands`);
  });
  for (const mutant of leftOut) say(`left out: ${mutant}`);
  const areCaught = verdicts.length > 0 && verdicts.every(({ isCaught }) => isCaught);
  say(areCaught ? 'Verdict: every mutant was caught.' : 'Verdict: A MUTANT WAS NOT CAUGHT.');
  if (values.json) say(JSON.stringify({ seed, engine: name, mutants: verdicts, leftOut }));
  return areCaught;
}
