import type { Outcome, Size } from './outcome.ts';
import { prepareProfiling } from './profiling.ts';
import { runLoad } from './run-load.ts';
import { rounded } from './statistics.ts';
import { startHaven } from './subject.ts';

/** Functions in the table. */
const shown = 50;

/** Where the server's time goes under the relay, by function. */
export async function profile({ conversations, seconds, seed }: Size): Promise<Outcome> {
  const profiling = await prepareProfiling();
  const haven = await startHaven('native', conversations, profiling.env);
  const load = () => runLoad(haven, { measureMs: seconds * 1_000, seed });
  const top = await profiling.during(haven.pid, load, shown);
  await haven.stop();
  return {
    rows: top.map(({ where, part }) => ({
      figure: where,
      haven: `${rounded(part * 100, 1)} %`,
      baseline: '',
      target: 'told',
    })),
    json: Object.fromEntries(top.map(({ where, part }) => [where, rounded(part, 4)])),
  };
}
