import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that systems give to outgoing connections, so that none takes it between being found and being opened. */
const lowest = 20_000;
const end = 32_000;
const attempts = 50;

/** A port of 127.0.0.1 that nothing has at this moment, and that no connection will be given. */
export async function findFreePort(): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const port = randomInt(lowest, end);
    try {
      const probe = createServer().listen(port, '127.0.0.1');
      await once(probe, 'listening');
      await once(probe.close(), 'close');
      return port;
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}
