import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packagePath } from '@haven/server/package-path';
import { spawnGuarded } from '../support/guarded-process.ts';
import { createTempFolder } from '../support/temp-folder.ts';

/** Tries to take the folder and stays alive. */
function contend(dir: string) {
  const script = `
    const { lockDataDir } = await import(${JSON.stringify(packagePath('dist/storage/embedded/lock.js'))});
    await lockDataDir(${JSON.stringify(dir)}).then(() => console.log('held'), () => console.log('refused'));
    setInterval(() => undefined, 1000);
  `;
  return spawnGuarded(process.execPath, ['--input-type=module', '-e', script]);
}

it('of processes that start together on the folder of a dead one, exactly one gets it', async () => {
  const dir = await createTempFolder('contended');
  await writeFile(join(dir, 'haven.lock'), JSON.stringify({ pid: 1, host: 'gone', startedAt: null }));
  const rivals = await Promise.all(Array.from({ length: 5 }, () => contend(dir)));
  for (let waited = 0; waited < 15_000 && rivals.some((rival) => rival.output() === ''); waited += 50) {
    await sleep(50);
  }
  const outcomes = rivals.map((rival) => rival.output().trim()).sort();
  expect(outcomes).toEqual(['held', 'refused', 'refused', 'refused', 'refused']);
  for (const rival of rivals) await rival.end('SIGKILL');
}, 180_000);
