import { engineOfProject } from '../support/engine.ts';
import type { EngineName } from './referee/open-engines.ts';
import { runModel } from './referee/run-model.ts';

const engines: EngineName[] = engineOfProject() === 'embedded' ? ['wasm'] : ['redis', 'cluster'];
/** A short form, always the same; `npm run test:routing` plays longer ones from any seed. */
const [commands, seed] = [5_000, 20_261_125];
const rare = new Set(['takenBack', 'byHand', 'opened']);

test.each(engines)(
  '[RT1] [RT2] [RT3] [RT4] [RT9] [RT17] [TRUTH2] on %s, with Postgres as the referee, no promise is broken',
  async (engine) => {
    const { violation, reached, commands: played } = await runModel({ commands, seed, engine });
    expect(
      violation && `seed ${seed}: ${violation.message} after ${JSON.stringify(violation.story)}`,
    ).toBeNull();
    expect(played).toBe(commands);
    // The stories reach what matters, else this says nothing; what comes one to three times in a thousand commands may not
    // come, as the same story goes another way each time.
    const missing = Object.entries(reached).filter(([what, count]) => count === 0 && !rare.has(what));
    expect(missing).toEqual([]);
  },
  1_800_000,
);
