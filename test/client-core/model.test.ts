import fc from 'fast-check';
import { play, stepArbitrary } from './model-run.ts';

/** Steps in all, and how many of them each run plays before everything begins anew. */
const steps = Number(process.env['CLIENT_CORE_STEPS'] ?? 20_000);
const seed = Number(process.env['CLIENT_CORE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const stepsPerRun = 100;

jest.setTimeout(30_000 + steps * 4);

describe('the delivery core under a lossy wire, reloads and two tabs', () => {
  it('[LIVE1] [LIVE2] [LIVE4] [MSG4] [MSG5] shows the log whole, loses nothing and doubles nothing', async () => {
    let played = 0;
    const run = fc.array(stepArbitrary, { minLength: 1, maxLength: stepsPerRun, size: 'max' });
    const result = await fc.check(
      fc.asyncProperty(fc.constantFrom('visitor' as const, 'staff' as const), run, async (side, sequence) => {
        await play(side, sequence);
        played += sequence.length;
      }),
      { seed, numRuns: Math.ceil((2.2 * steps) / stepsPerRun) },
    );
    process.stdout.write(
      `client core: seed ${seed}, ${played} steps, ${result.failed ? 'VIOLATED' : 'no violation'}\n`,
    );
    expect(
      result.failed ? `${String(result.errorInstance)}\n${fc.defaultReportMessage(result)}` : null,
    ).toBeNull();
  });
});
