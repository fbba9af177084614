import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Logger } from '../../log.ts';
import { packagePath } from '../../package-path.ts';

/** The first message of every engine thread. */
export interface ThreadReady {
  kind: 'ready';
}

/**
 * Starts an engine in a thread of its own and waits until it says that it is ready. Throws what the thread threw.
 * What engines print goes to the log at debug level.
 */
export async function startThread(name: string, workerData: unknown, log: Logger): Promise<Worker> {
  const path = packagePath(`dist/storage/embedded/${name}.js`);
  const worker = new Worker(path, { workerData, name, execArgv: [], stdout: true, stderr: true });
  worker.stdout.on('data', (chunk: Buffer) => log.debug({ thread: name, line: chunk.toString().trim() }));
  worker.stderr.on('data', (chunk: Buffer) => log.debug({ thread: name, line: chunk.toString().trim() }));
  await Promise.race([
    once(worker, 'message'),
    once(worker, 'exit').then(() => Promise.reject(new Error(`the thread ${name} ended at its start`))),
  ]);
  return worker;
}

/** Resolves when the thread has ended, in whatever way. */
export function endOf(worker: Worker): Promise<void> {
  return new Promise((resolve) => worker.once('exit', () => resolve()));
}

/** Asks a thread to stop, and ends it when it takes longer than two seconds. */
export async function stopThread(worker: Worker): Promise<void> {
  // It has ended by itself, or was stopped before.
  if (worker.threadId === -1) return;
  const ended = endOf(worker);
  worker.postMessage({ kind: 'stop' });
  const timer = setTimeout(() => void worker.terminate(), 2_000);
  await ended;
  clearTimeout(timer);
}
