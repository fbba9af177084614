import { agentNamespace, visitorNamespace } from '@haven/shared/realtime/handshake';
import type { Server } from 'socket.io';
import type { Bus } from './bus.redis.ts';
import { channelsOf } from './rooms.ts';

/** Clients are asked back over this long, so that thousands do not come at once. */
const spreadMs = 3_000;

/**
 * After a subscription was lost, what other servers told meanwhile is missing. Comparing heads finds the entries; read
 * markers, places in a queue, a right that ended and an agent's own settings have no number that would show it. So who
 * is in one of these rooms is asked to come back, and catches up by doing so (LIVE2); nobody else is.
 */
export function resumeAfterOutages(io: Server, bus: Bus): void {
  bus.onRenewed((channels) => {
    const renewed = new Set(channels);
    for (const audience of ['visitor', 'agent'] as const) {
      const namespace = io.of(audience === 'visitor' ? visitorNamespace : agentNamespace);
      for (const socket of namespace.sockets.values()) {
        if (!channelsOf(audience, [...socket.rooms]).some((channel) => renewed.has(channel))) continue;
        setTimeout(() => socket.conn.close(), Math.random() * spreadMs).unref();
      }
    }
  });
}
