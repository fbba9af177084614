import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { Worker } from 'node:worker_threads';
import { errorText } from '../../error-code.ts';
import type { Logger } from '../../log.ts';
import { StartFailure } from '../../start-failure.ts';
import { openSession } from './pglite-session.ts';
import { endOf, startThread, stopThread } from './thread.ts';

export interface EmbeddedPostgres {
  /** One session, as the stream of a pg client. A second one takes the place of the first. */
  connect: () => Duplex;
  stop: () => Promise<void>;
}

/**
 * Starts PGlite on the files in `dataDir/postgres`, in a thread: its first boot blocks for seconds.
 * The wire protocol itself crosses to the thread, so the driver, its values and its errors are those of a native
 * server. A thread that crashes is started again by the next connection. Throws StartFailure.
 */
export async function startPglite(dataDir: string, log: Logger): Promise<EmbeddedPostgres> {
  const dir = join(dataDir, 'postgres');
  let running: Promise<Worker> | undefined;
  let previousEnd: Promise<void> = Promise.resolve();

  async function launch(): Promise<Worker> {
    // Two engines on one folder would destroy it.
    await previousEnd;
    const worker = await startThread('pglite-worker', { dir }, log);
    worker.on('error', (err) => log.error({ err }, 'The embedded database crashed; it is started again.'));
    previousEnd = endOf(worker);
    return worker;
  }

  function ensureRunning(): Promise<Worker> {
    if (!running) {
      running = launch();
      running.catch(forget);
    }
    return running;
  }

  function forget(): void {
    running = undefined;
  }

  if (!existsSync(dir))
    log.info(`Creating the database in ${dir}. This happens once and takes some seconds.`);
  try {
    await ensureRunning();
  } catch (error) {
    const reason = errorText(error, 'message') ?? 'unknown reason';
    throw new StartFailure(`The embedded database in ${dir} can't be opened: ${reason}.`);
  }
  return {
    connect: () => openSession({ getWorker: ensureRunning, onThreadLost: forget }),
    async stop() {
      const worker = await running;
      if (worker) await stopThread(worker);
    },
  };
}
