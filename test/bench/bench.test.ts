import { fileURLToPath } from 'node:url';
import { spawnGuarded } from '../support/guarded-process.ts';

const program = fileURLToPath(new URL('../bin/bench.mjs', import.meta.url));

/** Without this run's folder and engines: it makes its own, and removes them. */
const env = { PATH: process.env['PATH'], CHROMIUM_PATH: process.env['CHROMIUM_PATH'] };

describe('npm run bench', () => {
  it('carries a small load without losing anything, and ends with one JSON object', async () => {
    const args = ['relay', '--conversations', '10', '--rounds', '1', '--seconds', '1', '--json'];
    const bench = await spawnGuarded(process.execPath, [program, ...args], { env });
    expect([await bench.wait(), bench.output()]).toEqual([0, expect.any(String)]);
    const { relay } = JSON.parse(bench.output().trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
    expect(relay).toEqual({
      ratio: expect.any(Number),
      entriesPerSecond: expect.any(Number),
      bareEntriesPerSecond: expect.any(Number),
      insertsRatio: expect.any(Number),
      cpu: expect.any(Number),
    });
  }, 180_000);

  it('says which benches there are when asked for another', async () => {
    const bench = await spawnGuarded(process.execPath, [program, 'speed'], { env });
    expect(await bench.wait()).toBe(2);
    expect(bench.output()).toContain('Benches: relay, latency, memory, embedded');
  }, 180_000);
});
