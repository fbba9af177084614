import { chmod, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from './remove-folder.ts';

/** Inherited by the workers of a run from the process that starts them. */
const variable = 'HAVEN_TEST_RUN_FOLDER';

/** Makes the folder in which one run of the tests keeps everything that it writes. */
export async function makeRunFolder(): Promise<void> {
  if (process.env[variable]) return;
  await removeAbandoned();
  const folder = await mkdtemp(join(tmpdir(), `haven-run-${process.pid}-`));
  // PostgreSQL runs as another user and must reach its own folder in here.
  await chmod(folder, 0o711);
  process.env[variable] = folder;
  process.once('exit', () => removeAtExit(folder));
}

/** For a run that fails before its end: its engines may still be writing, and then the next run removes what is left. */
function removeAtExit(folder: string): void {
  try {
    removeFolder(folder);
  } catch (error) {
    console.error(`${folder} was left: ${String(error)}`);
  }
}

/** A run that was killed could not clean up. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = /^haven-run-(\d+)-/.exec(name)?.[1];
    if (pid && !isRunning(Number(pid))) removeFolder(join(tmpdir(), name));
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export function removeRunFolder(): void {
  const folder = process.env[variable];
  if (folder) removeFolder(folder);
  delete process.env[variable];
}

export function hasRunFolder(): boolean {
  return Boolean(process.env[variable]);
}

export function runFolder(): string {
  const folder = process.env[variable];
  if (!folder) throw new Error('There is no folder for this run: the jest project lacks its globalSetup.');
  return folder;
}
