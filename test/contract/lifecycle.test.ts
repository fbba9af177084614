import { setTimeout as sleep } from 'node:timers/promises';
import { packagePath } from '@haven/server/package-path';
import { type GuardedProcess, spawnGuarded } from '../support/guarded-process.ts';

/** A process under supervision whose drain never ends by itself. */
async function supervise(body: string, drainMs = 60_000): Promise<GuardedProcess> {
  const script = `
    const { superviseProcess } = await import(${JSON.stringify(packagePath('dist/lifecycle.js'))});
    const { createLog } = await import(${JSON.stringify(packagePath('dist/log.js'))});
    const supervisor = superviseProcess({ drainMs: ${drainMs} }, createLog({ logLevel: 'info', production: true }));
    const say = (word) => process.stdout.write(word + '\\n');
    supervisor.onClose(async () => say('closed first'));
    supervisor.onClose(async () => say('closed last'));
    setInterval(() => undefined, 1000);
    ${body}
    say('up');
  `;
  const child = await spawnGuarded(process.execPath, ['--input-type=module', '-e', script]);
  for (let waited = 0; waited < 10_000 && child.isRunning() && !child.output().includes('up'); waited += 20) {
    await sleep(20);
  }
  return child;
}

const slowDrain = "supervisor.serving(() => new Promise(() => say('draining')));";

async function timed(work: Promise<number>): Promise<{ code: number; ms: number }> {
  const start = performance.now();
  return { code: await work, ms: performance.now() - start };
}

it('a drain that takes too long is cut off, then everything closes, last opened first, and the exit is clean', async () => {
  const child = await supervise(slowDrain, 800);
  const { code, ms } = await timed(child.end('SIGTERM'));
  expect(code).toBe(0);
  expect(ms).toBeGreaterThan(750);
  expect(ms).toBeLessThan(2_500);
  expect(child.output()).toMatch(/draining[^]*closed last[^]*closed first/);
});

it('a second signal exits at once, but the echo of the first one does not', async () => {
  const child = await supervise(slowDrain);
  process.kill(child.pid, 'SIGINT');
  await sleep(100);
  process.kill(child.pid, 'SIGINT');
  await sleep(700);
  expect(child.isRunning()).toBe(true);
  const { code, ms } = await timed(child.end('SIGINT'));
  expect(code).toBe(1);
  expect(ms).toBeLessThan(500);
});

it('a signal during the start ends it at once', async () => {
  const child = await supervise('');
  const { code, ms } = await timed(child.end('SIGINT'));
  expect(code).toBe(130);
  expect(ms).toBeLessThan(500);
});

it.each([
  ['an error that nobody caught', "setTimeout(() => { throw new Error('boom'); }, 100);"],
  ['a promise that nobody awaited', "setTimeout(() => Promise.reject(new Error('boom')), 100);"],
])('%s is logged, everything closes and the exit says so', async (_name, body) => {
  const child = await supervise(body);
  expect(await child.wait()).toBe(1);
  expect(child.output()).toContain('boom');
  expect(child.output()).toContain('closed first');
});

it('what fails while closing does not keep the rest open', async () => {
  const child = await supervise(
    "supervisor.onClose(() => Promise.reject(new Error('stuck'))); supervisor.serving(async () => {});",
  );
  expect(await child.end('SIGTERM')).toBe(0);
  expect(child.output()).toContain('closed first');
});
