import { setTimeout as sleep } from 'node:timers/promises';
import type { Server, Socket } from 'socket.io';
import type { WorkBound } from '../work-bound.ts';

/** Clients come back elsewhere within this: they leave one by one already. */
const returnWithinMs = 1_000;
/** How long a client that was asked to leave may take to do so. */
const leaveWithinMs = 1_000;

type DrainDeps = {
  io: Server;
  work: WorkBound;
  namespaces: readonly string[];
  /** How many other servers admit in a second: nobody is asked to leave faster. */
  perSecond: number;
};

/**
 * Empties a server that stops, within `withinMs`. Clients are asked to leave one by one, as fast as another server
 * takes them, and each stays served until then. Who is asked has every command acked first that they sent before (MSG3).
 */
export function createDrain({ io, work, namespaces, perSecond }: DrainDeps) {
  /** Sockets that were asked to leave: whatever they still ask is for the next server. */
  const leaving = new WeakSet<Socket>();

  const sockets = () => namespaces.flatMap((name) => [...io.of(name).sockets.values()]);

  async function askToLeave(socket: Socket, afterMs: number, patienceMs: number): Promise<void> {
    await sleep(afterMs);
    if (!socket.connected) return;
    leaving.add(socket);
    await work.idle(patienceMs, socket);
    const left = new Promise<void>((resolve) => socket.once('disconnect', () => resolve()));
    socket.emit('server:draining', { delayMs: Math.floor(Math.random() * returnWithinMs) });
    await Promise.race([left, sleep(leaveWithinMs, undefined, { ref: false })]);
  }

  return {
    isLeaving: (socket: Socket) => leaving.has(socket),
    async run(withinMs: number): Promise<void> {
      const all = sockets();
      const spreadMs = Math.min(withinMs / 2, (all.length / perSecond) * 1_000);
      await Promise.all(all.map((socket) => askToLeave(socket, Math.random() * spreadMs, withinMs / 4)));
      await work.idle(withinMs / 4);
    },
  };
}
