import type { Socket as RawSocket } from 'node:net';
import type { Server, Socket } from 'socket.io';

/**
 * Lets everything that one client is sent in one turn of the event loop leave in one write. An ack, the entry's notice
 * and those of its neighbours in a group are made together, and a system call for each costs more than making it.
 */
export function corkWrites(io: Server): void {
  const corked = new WeakSet<RawSocket>();
  // Told before a batch goes to the transport, which writes each packet by itself.
  io.engine.on('flush', ({ request: { socket } }: Socket['conn']) => {
    if (corked.has(socket)) return;
    corked.add(socket);
    socket.cork();
    setImmediate(() => {
      corked.delete(socket);
      socket.uncork();
    });
  });
}
