import { statfsSync } from 'node:fs';
import { chmod, mkdtemp, readdir } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from './remove-folder.ts';

/** Inherited by the workers of a run from the process that starts them. */
const variable = 'HAVEN_TEST_RUN_FOLDER';

/** Linux keeps what is written there in memory. */
const memory = '/dev/shm';
/** A whole run writes less than a third of it at a time. */
const roomBytes = 8 * 2 ** 30;

/**
 * Makes the folder in which one run of the tests keeps everything that it writes: in memory where there is room, as
 * making and removing databases and profiles is a good part of a run; what waits for the disk is measured on it.
 */
export async function makeRunFolder({ isOnDisk = false } = {}): Promise<void> {
  if (process.env[variable]) return;
  const isInMemory = !isOnDisk && hasRoomInMemory();
  for (const home of new Set([tmpdir(), ...(isInMemory ? [memory] : [])])) await removeAbandoned(home);
  const folder = await mkdtemp(join(isInMemory ? memory : tmpdir(), `haven-run-${process.pid}-`));
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

function hasRoomInMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return Math.min(bavail * bsize, freemem()) > roomBytes;
  } catch {
    // Other systems have no such folder.
    return false;
  }
}

/** A run that was killed could not clean up. */
async function removeAbandoned(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const pid = /^haven-run-(\d+)-/.exec(name)?.[1];
    if (pid && !isRunning(Number(pid))) removeFolder(join(home, name));
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
