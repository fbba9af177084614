import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { errorText } from '../../error-code.ts';
import type { Logger } from '../../log.ts';
import { StartFailure } from '../../start-failure.ts';
import { findFreePort } from './free-port.ts';
import { startThread, stopThread } from './thread.ts';

/** What the Valkey thread is started with. It listens on loopback alone. */
export interface ValkeyOptions {
  port: number;
  password: string;
}

export interface Valkey {
  /** With the password, hence secret. */
  url: string;
  stop: () => Promise<void>;
}

/** Between attempts to start it again. */
const retryMs = 1_000;

/**
 * Starts Valkey in a thread, on a free port of 127.0.0.1, behind a random password. It keeps nothing on disk, which
 * TRUTH1 allows. A thread that crashes is started again, empty, on the same port: to clients it looks like a Redis that
 * was restarted.
 */
export async function startValkey(log: Logger): Promise<Valkey> {
  const options: ValkeyOptions = { port: await findFreePort(), password: randomBytes(24).toString('hex') };
  let isStopping = false;
  let worker: Worker;
  let starting: Promise<void>;

  async function start(): Promise<void> {
    worker = await startThread('valkey-worker', options, log);
    worker.on('error', (err) => log.error({ err }, 'The embedded Valkey crashed; it is started again.'));
    worker.on('exit', () => {
      starting = startAgain();
    });
  }

  async function startAgain(): Promise<void> {
    while (!isStopping) {
      try {
        return await start();
      } catch (err) {
        log.error({ err }, 'The embedded Valkey does not start; it is tried again.');
        await sleep(retryMs, undefined, { ref: false });
      }
    }
  }

  try {
    starting = start();
    await starting;
  } catch (error) {
    const reason = errorText(error, 'message') ?? 'unknown reason';
    throw new StartFailure(`The embedded Valkey does not start on port ${options.port}: ${reason}.`);
  }
  return {
    url: `redis://default:${options.password}@127.0.0.1:${options.port}/0`,
    async stop() {
      isStopping = true;
      await starting;
      await stopThread(worker);
    },
  };
}
