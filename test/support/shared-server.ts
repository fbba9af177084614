import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { engineOfProject } from './engine.ts';
import { runFolder } from './run-folder.ts';
import { type ServerProcess, startServer } from './server-process.ts';

/** A server that many test files use: nobody restarts it, and each test makes its own inbox and team. */
export type SharedServer = Pick<ServerProcess, 'url' | 'port' | 'env'>;

const notePrefix = 'server-';

/**
 * The server of this jest worker and engine, started by the first file that asks. Files share no memory, so its
 * address is noted in the run's folder. It ends with the worker or, when that is the runner itself, with the run.
 */
export async function useSharedServer(): Promise<SharedServer> {
  const engine = engineOfProject();
  const folder = join(runFolder(), `${notePrefix}${engine}-${process.pid}`);
  const note = join(folder, 'server.json');
  if (existsSync(note)) return JSON.parse(await readFile(note, 'utf8')) as SharedServer;

  await mkdir(join(folder, 'data'), { recursive: true });
  const { url, port, env, pid } = await startServer({ engine, dataDir: join(folder, 'data') });
  await writeFile(note, JSON.stringify({ url, port, env, pid: pid() }));
  return { url, port, env };
}

/** Ends the servers that outlived the tests. */
export async function endSharedServers(): Promise<void> {
  for (const name of await readdir(runFolder())) {
    if (!name.startsWith(notePrefix)) continue;
    const text = await readFile(join(runFolder(), name, 'server.json'), 'utf8').catch(() => undefined);
    if (text) kill((JSON.parse(text) as { pid: number }).pid);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended with its worker.
  }
}
