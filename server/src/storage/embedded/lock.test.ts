import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartFailure } from '../../start-failure.ts';
import { lockDataDir } from './lock.ts';

let dir: string;
const path = () => join(dir, 'haven.lock');

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'haven-lock-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** A holder of the lock as another process would have written it. */
function leaveLock(holder: { pid: number; host?: string; startedAt?: string | null }): void {
  writeFileSync(path(), JSON.stringify({ host: hostname(), startedAt: null, ...holder }));
}

async function pidOfDeadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? 0;
}

it('a held folder is refused in one sentence that names the holder', async () => {
  const lock = await lockDataDir(dir);
  const second = lockDataDir(dir);
  await expect(second).rejects.toThrow(`Another Haven (process ${process.pid}) is using ${dir}.`);
  await expect(second).rejects.toBeInstanceOf(StartFailure);
  lock.release();
});

it('a released folder is free', async () => {
  const first = await lockDataDir(dir);
  first.release();
  expect(existsSync(path())).toBe(false);
  const second = await lockDataDir(dir);
  second.release();
});

it('of several that ask at once, one gets it', async () => {
  leaveLock({ pid: await pidOfDeadProcess() });
  const asked = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataDir(dir)));
  const locks = asked.filter((result) => result.status === 'fulfilled');
  expect(locks).toHaveLength(1);
  locks[0]?.value.release();
});

it('the lock of a dead process is taken over', async () => {
  leaveLock({ pid: await pidOfDeadProcess() });
  const lock = await lockDataDir(dir);
  expect(JSON.parse(readFileSync(path(), 'utf8'))).toMatchObject({ pid: process.pid });
  lock.release();
});

it('the lock of a dead process whose number lives on in another one is taken over', async () => {
  leaveLock({ pid: process.pid, startedAt: 'another boot:1' });
  const lock = await lockDataDir(dir);
  lock.release();
});

it('a holder in another container is believed while its file is touched', async () => {
  leaveLock({ pid: 1, host: 'another-container' });
  const beat = setInterval(() => utimesSync(path(), new Date(), new Date()), 50);
  await expect(lockDataDir(dir, 500)).rejects.toThrow('Another Haven (process 1)');
  clearInterval(beat);
});

it('a holder in another container that no longer touches its file is taken over, also one half written', async () => {
  writeFileSync(path(), '{"pid":1,"host":"anoth');
  const lock = await lockDataDir(dir, 500);
  lock.release();
});

it('a holder touches its file', async () => {
  const lock = await lockDataDir(dir);
  utimesSync(path(), 1, 1);
  await sleep(1_500);
  expect(statSync(path()).mtimeMs).toBeGreaterThan(1_000);
  lock.release();
});
