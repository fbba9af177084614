import type { Socket } from 'socket.io';
import { agentOf } from './sessions.ts';

/** How often a present agent's lease is renewed; three misses lose it. */
const beatMs = 5_000;

type PresenceDeps = {
  /** An agent has a socket here: renew the lease; the first time also dispatches to them. */
  seen(agentId: string): Promise<void>;
  /** The agent's last socket on this server is gone. */
  lost(agentId: string): Promise<void>;
};

/** Which agents have a socket on this server: their presence is a lease, apart from what they intend (RT9). */
export function createPresence({ seen, lost }: PresenceDeps) {
  const socketsOf = new Map<string, Set<Socket>>();
  const timer = setInterval(() => {
    for (const agentId of socketsOf.keys()) void seen(agentId);
  }, beatMs);
  timer.unref();

  return {
    /** Counts a socket in, until it disconnects. */
    async join(socket: Socket): Promise<void> {
      const agentId = agentOf(socket)?.agentId;
      if (agentId === undefined) return;
      const sockets = socketsOf.get(agentId) ?? new Set();
      socketsOf.set(agentId, sockets.add(socket));
      socket.on('disconnect', () => {
        sockets.delete(socket);
        if (sockets.size > 0 || socketsOf.get(agentId) !== sockets) return;
        socketsOf.delete(agentId);
        void lost(agentId);
      });
      await seen(agentId);
    },
    stop: () => clearInterval(timer),
  };
}
