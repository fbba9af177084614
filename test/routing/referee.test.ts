import { engineOfProject } from '../support/engine.ts';
import type { EngineName } from './referee/open-engines.ts';
import { runModel } from './referee/run-model.ts';

const engines: EngineName[] = engineOfProject() === 'embedded' ? ['wasm'] : ['redis', 'cluster'];
/** A short form, always the same; `npm run test:routing` plays longer ones from any seed. */
const [commands, seed] = [1_000, 20_261_125];

test.each(engines)(
  '[RT1] [RT2] [RT3] [RT4] [RT9] [RT17] [TRUTH2] on %s, with Postgres as the referee, no promise is broken',
  async (engine) => {
    const { violation, reached, commands: played } = await runModel({ commands, seed, engine });
    expect(
      violation && `seed ${seed}: ${violation.message} after ${JSON.stringify(violation.story)}`,
    ).toBeNull();
    expect(played).toBe(commands);
    // The stories reach what matters, else this says nothing.
    for (const [what, count] of Object.entries(reached)) expect([what, count > 0]).toEqual([what, true]);
  },
  1_800_000,
);
