import type { Redis } from 'ioredis';
import type { Server } from 'socket.io';

/** Clients are asked back over this long, so that thousands do not come at once. */
const spreadMs = 3_000;
/** A subscription is asked for as soon as Redis is there; nobody is asked back before it holds. */
const settleMs = 500;

/**
 * After Redis was away, whatever other servers told meanwhile is missing here, and no later notice may ever show it.
 * So every client is asked to come back, and catches up by doing so (LIVE1, LIVE2).
 */
export function resumeAfterOutages(
  io: Server,
  clients: readonly Redis[],
  namespaces: readonly string[],
): void {
  let timer: NodeJS.Timeout | undefined;

  function askBack(): void {
    timer = undefined;
    for (const socket of namespaces.flatMap((name) => [...io.of(name).sockets.values()])) {
      setTimeout(() => socket.conn.close(), Math.random() * spreadMs).unref();
    }
  }

  for (const client of clients) {
    let wasLost = false;
    client.on('close', () => {
      wasLost = true;
    });
    client.on('ready', () => {
      if (wasLost) timer ??= setTimeout(askBack, settleMs).unref();
      wasLost = false;
    });
  }
}
