import { fileURLToPath } from 'node:url';
import { spawnGuarded } from '../support/guarded-process.ts';

const program = fileURLToPath(new URL('../bin/bench.mjs', import.meta.url));

/** Without this run's folder and engines: it makes its own, and removes them. */
const env = { PATH: process.env['PATH'], CHROMIUM_PATH: process.env['CHROMIUM_PATH'] };

/** Runs the benches at a small size and answers with the JSON of each. */
async function measure(names: string[], size: { conversations: number; seconds: number }) {
  const args = [...names, '--rounds', '1', '--seed', '7', '--json'];
  const amount = ['--conversations', String(size.conversations), '--seconds', String(size.seconds)];
  const bench = await spawnGuarded(process.execPath, [program, ...args, ...amount], { env });
  expect([await bench.wait(), bench.output()]).toEqual([0, expect.stringContaining('seed 7')]);
  return JSON.parse(bench.output().trim().split('\n').at(-1) ?? '') as Record<
    string,
    Record<string, unknown>
  >;
}

const number = expect.any(Number);

describe('npm run bench', () => {
  it('carries a small load without losing anything, and ends with one JSON object', async () => {
    const { relay } = await measure(['relay'], { conversations: 10, seconds: 1 });
    expect(relay).toEqual({
      ratio: number,
      entriesPerSecond: number,
      bareEntriesPerSecond: number,
      insertsRatio: number,
      cpu: number,
    });
  }, 180_000);

  it('counts nothing on the bus where no member is, and loses nothing in a storm', async () => {
    const { bus, storm } = await measure(['bus', 'storm'], { conversations: 4, seconds: 1 });
    expect(bus).toEqual({ received: 0, entries: number, withMembersPerEntry: number });
    expect(bus?.['withMembersPerEntry']).toBeGreaterThan(0);
    expect(storm).toEqual({
      sockets: 40,
      resumes: 40,
      missing: 0,
      repeated: 0,
      lost: 0,
      seconds: number,
      bareSeconds: number,
      lagP99Ms: number,
      bareLagP99Ms: number,
      lagMaxMs: number,
    });
  }, 300_000);

  it('watches a steady load', async () => {
    const { steady } = await measure(['steady'], { conversations: 4, seconds: 0.5 });
    expect(steady).toMatchObject({ sockets: 40, rate: 6, errors: 0, p99: number, growth: number });
  }, 300_000);

  it('says which benches there are when asked for another', async () => {
    const bench = await spawnGuarded(process.execPath, [program, 'speed'], { env });
    expect(await bench.wait()).toBe(2);
    expect(bench.output()).toContain('Benches: relay, latency, memory, embedded, bus, storm, steady, growth');
  }, 180_000);
});
