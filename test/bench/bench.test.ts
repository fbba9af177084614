import { fileURLToPath } from 'node:url';
import { spawnGuarded } from '../support/guarded-process.ts';

const program = fileURLToPath(new URL('../bin/bench.mjs', import.meta.url));

/** Without this run's folder and engines: it makes its own, and removes them. */
const env = { PATH: process.env['PATH'], CHROMIUM_PATH: process.env['CHROMIUM_PATH'] };

type Figures = Record<string, Record<string, unknown>>;
const number = expect.any(Number);

describe('npm run bench, at a small size', () => {
  let figures: Figures;
  beforeAll(async () => {
    const names = ['relay', 'bus', 'storm', 'steady', 'routing'];
    const size = ['--conversations', '4', '--seconds', '1', '--rounds', '1', '--seed', '7'];
    const bench = await spawnGuarded(process.execPath, [program, ...names, ...size, '--json'], { env });
    // One that hangs is ended, so that what it printed says in which bench.
    const timer = setTimeout(() => void bench.end('SIGKILL'), 540_000);
    const code = await bench.wait();
    clearTimeout(timer);
    expect([code, bench.output()]).toEqual([0, expect.stringContaining('seed 7')]);
    figures = JSON.parse(bench.output().trim().split('\n').at(-1) ?? '') as Figures;
  }, 600_000);

  it('carries a load without losing anything, and ends with one JSON object', () => {
    expect(figures['relay']).toEqual({
      ratio: number,
      entriesPerSecond: number,
      bareEntriesPerSecond: number,
      insertsRatio: number,
      cpu: number,
    });
  });

  it('counts nothing on the bus where no member is', () => {
    expect(figures['bus']).toEqual({ received: 0, entries: number, withMembersPerEntry: number });
    expect(figures['bus']?.['withMembersPerEntry']).toBeGreaterThan(0);
  });

  it('loses nothing in a storm', () => {
    expect(figures['storm']).toEqual({
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
  });

  it('watches a steady load', () => {
    expect(figures['steady']).toMatchObject({ sockets: 40, rate: 6, errors: 0, p99: number, growth: number });
  });

  it('decides with one script call each, commits, and tells every freed agent of the next chat', () => {
    const { routing } = figures;
    const three = [number, number, number];
    expect(routing).toEqual({
      ratio: number,
      decisionsPerSecond: number,
      barePerSecond: number,
      decisionMicros: number,
      bareMicros: number,
      committedPerSecond: number,
      agents: [1, 2, 20],
      agentsMicros: three,
      skills: [0, 3, 10],
      skillsMicros: three,
      waiting: [2, 20, 200],
      waitingMicros: three,
      waitingBareMicros: three,
      stuck: [0, 10, 100],
      stuckMicros: three,
      screens: 5,
      screenP50Ms: number,
      screenP99Ms: number,
      bareScreenP99Ms: number,
    });
    expect(routing?.['committedPerSecond']).toBeGreaterThan(0);
  });

  it('says which benches there are when asked for another', async () => {
    const bench = await spawnGuarded(process.execPath, [program, 'speed'], { env });
    expect(await bench.wait()).toBe(2);
    expect(bench.output()).toContain(
      'Benches: relay, latency, memory, embedded, bus, storm, steady, growth, routing',
    );
  }, 180_000);
});
