/** The thread in which PGlite lives. Started by `pglite.ts`. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import type { PgliteRequest } from './pglite-session.ts';
import type { ThreadReady } from './thread.ts';

const { dir } = workerData as { dir: string };
const db = await open();
let sessions = 0;

parentPort?.on('message', (request: PgliteRequest) => {
  if (request.kind === 'stop') void stop();
  else serve(request.port);
});
parentPort?.postMessage({ kind: 'ready' } satisfies ThreadReady);

/**
 * Opens the data folder. A new one is made beside it and moved into place when complete, so that a first start
 * that was killed leaves nothing that a second one would take for a database.
 */
async function open(): Promise<PGlite> {
  if (!existsSync(join(dir, 'PG_VERSION'))) await initialise();
  try {
    return await PGlite.create({ dataDir: dir });
  } catch (error) {
    const version = (await readFile(join(dir, 'PG_VERSION'), 'utf8')).trim();
    throw new Error(`its files are of PostgreSQL ${version} and this PGlite refused them`, { cause: error });
  }
}

async function initialise(): Promise<void> {
  const unfinished = `${dir}.unfinished`;
  await mkdir(dirname(dir), { recursive: true });
  await rm(unfinished, { recursive: true, force: true });
  const fresh = await PGlite.create({ dataDir: unfinished });
  await fresh.close();
  await rename(unfinished, dir);
}

/** Answers one client. The engine has one session, so what the client before left open is undone first. */
function serve(port: MessagePort): void {
  sessions += 1;
  let turn: Promise<void> = sessions > 1 ? reset() : Promise.resolve();

  port.on('message', (message: Uint8Array) => {
    // What fails in here is not a refused statement but a broken engine: unhandled, it ends the thread.
    turn = turn.then(() => answer(message, port));
  });
}

async function answer(message: Uint8Array, port: MessagePort): Promise<void> {
  // A copy: the engine's own buffer must neither be cloned whole nor given away.
  const reply = (await db.execProtocolRaw(message)).slice();
  // An overflow of its stack leaves the engine mute and the client waiting for ever.
  if (reply.length === 0) throw new Error('PGlite gave no answer.');
  port.postMessage(reply, [reply.buffer]);
}

async function reset(): Promise<void> {
  await db.exec('rollback');
  await db.exec('discard all');
}

async function stop(): Promise<void> {
  await db.close();
  parentPort?.close();
  process.exit(0);
}
