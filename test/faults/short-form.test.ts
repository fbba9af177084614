import { shortDurations } from './faults.ts';
import { runRounds } from './run-rounds.ts';

/** The kills and stops come amid the traffic of one round each, so that little time goes into healing. */
const scripts = [
  Array.from({ length: 5 }, () => ['kill']),
  [
    ['kill'],
    ['postgres-stop'],
    ['kill'],
    ['postgres-stop'],
    ['kill'],
    ['postgres-stop'],
    ['kill', 'redis-kill'],
    ['kill'],
  ],
];

describe('the short form of the faults', () => {
  it('[MSG2] [MSG3] [MSG4] [MSG5] [LIVE1] ten kills and three stops of the database lose, double and reorder nothing', async () => {
    const { acked, violations, faults } = await runRounds({
      seed: 7,
      durations: shortDurations,
      next: (_, round) => scripts[round] ?? null,
    });
    expect(violations).toEqual([]);
    expect(acked).toBeGreaterThan(1_000);
    // A kill right after another may meet a server to which nobody has come back yet.
    for (const { bitten } of Object.values(faults)) expect(bitten).toBeGreaterThan(0);
    expect([faults['kill']?.done, faults['postgres-stop']?.done]).toEqual([10, 3]);
  }, 1_200_000);
});
