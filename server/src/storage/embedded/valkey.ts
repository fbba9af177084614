import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Worker } from 'node:worker_threads';
import { errorText } from '../../error-code.ts';
import type { Logger } from '../../log.ts';
import { StartFailure } from '../../start-failure.ts';
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

/**
 * Starts Valkey in a thread, on a free port of 127.0.0.1 unless `port` is given, behind a random password.
 * It keeps nothing on disk, which TRUTH1 allows. A thread that crashes is started again, empty, on the same port:
 * to clients it looks like a Redis that was restarted.
 */
export async function startValkey(log: Logger, port?: number): Promise<Valkey> {
  const options: ValkeyOptions = {
    port: port ?? (await findFreePort()),
    password: randomBytes(24).toString('hex'),
  };
  let isStopping = false;
  let worker: Worker;

  async function start(): Promise<void> {
    worker = await startThread('valkey-worker', options, log);
    worker.on('error', (err) => log.error({ err }, 'The embedded Valkey crashed; it is started again.'));
    worker.on('exit', () => {
      if (!isStopping)
        start().catch((err: unknown) => log.fatal({ err }, 'The embedded Valkey does not start.'));
    });
  }

  try {
    await start();
  } catch (error) {
    const reason = errorText(error, 'message') ?? 'unknown reason';
    throw new StartFailure(`The embedded Valkey does not start on port ${options.port}: ${reason}.`);
  }
  return {
    url: `redis://default:${options.password}@127.0.0.1:${options.port}/0`,
    async stop() {
      isStopping = true;
      await stopThread(worker);
    },
  };
}

async function findFreePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string')
    throw new Error('A TCP server has an address with a port.');
  return address.port;
}
