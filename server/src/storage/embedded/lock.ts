import { readFileSync, rmSync } from 'node:fs';
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '../../error-code.ts';
import { StartFailure } from '../../start-failure.ts';

/** Who holds a data folder. */
interface Holder {
  pid: number;
  host: string;
  /** When the process began, as the kernel counts; unlike a pid it is never given out again. Null where unknown. */
  startedAt: string | null;
}

export interface DataLock {
  /** Gives the folder back. Synchronous, so that it also works while the process exits. */
  release: () => void;
}

/** The holder touches its file this often. */
const beatMs = 1_000;
/** Rivals for a stale lock are done with their renaming after this long. */
const settleMs = 50;
/** A holder that can't be looked at (another container, another system) is gone after this long without a beat. */
const usualWatchMs = 4_000;

/**
 * Takes the data folder for this process: two processes on one embedded database lose rows in silence.
 * Throws StartFailure when a live process holds it. The lock of a dead one is taken over, also when its pid has been
 * given to another process since.
 */
export async function lockDataDir(dataDir: string, watchMs = usualWatchMs): Promise<DataLock> {
  const path = join(dataDir, 'haven.lock');
  const me: Holder = { pid: process.pid, host: hostname(), startedAt: processStart(process.pid) };
  while (!(await tryCreate(path, me))) {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    // It was given back in this instant.
    if (text === undefined) continue;
    if (await isAlive(path, text, watchMs)) throw heldBy(text, dataDir);
    await removeStale(path, text);
  }
  // Another process of another container can't be asked whether we live; it watches this.
  const beat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), beatMs);
  beat.unref();
  return {
    release() {
      clearInterval(beat);
      if (readOwn(path) === JSON.stringify(me)) rmSync(path, { force: true });
    },
  };
}

async function tryCreate(path: string, me: Holder): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(me), { flag: 'wx' });
    // One that judged the stale file before us may have moved ours for an instant, or put another's back over it.
    await sleep(settleMs);
    return readOwn(path) === JSON.stringify(me);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Moves the stale file aside. When another process was quicker, what moved is its new lock: that goes back. */
async function removeStale(path: string, expected: string): Promise<void> {
  const aside = `${path}.${process.pid}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8')) === expected) await rm(aside, { force: true });
  else await rename(aside, path);
}

async function isAlive(path: string, text: string, watchMs: number): Promise<boolean> {
  const holder = parseHolder(text);
  if (holder?.host === hostname()) {
    if (!processExists(holder.pid)) return false;
    const startedAt = processStart(holder.pid);
    if (startedAt !== null && holder.startedAt !== null) return startedAt === holder.startedAt;
  }
  return isBeating(path, watchMs);
}

async function isBeating(path: string, watchMs: number): Promise<boolean> {
  const before = await beatOf(path);
  await sleep(watchMs);
  return (await beatOf(path)) !== before;
}

async function beatOf(path: string): Promise<number> {
  const file = await stat(path).catch(() => undefined);
  return file?.mtimeMs ?? 0;
}

function parseHolder(text: string): Holder | undefined {
  try {
    // Empty between its creation and its first write.
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to another user.
    return errorCode(error) === 'EPERM';
  }
}

/** Boot and start tick of a process, on Linux. */
function processStart(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '';
    // Field 22 of proc(5), counted from field 3.
    return `${boot}:${afterName.split(' ')[19]}`;
  } catch {
    return null;
  }
}

function readOwn(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function heldBy(text: string, dataDir: string): StartFailure {
  const pid = parseHolder(text)?.pid ?? 'unknown';
  return new StartFailure(
    `Another Haven (process ${pid}) is using ${dataDir}. Stop it, or set DATA_DIR to another folder.`,
  );
}
