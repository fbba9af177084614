import type { IncomingMessage } from 'node:http';
import type { Server } from 'socket.io';

/** What this needs of a connection of the engine: its events, and the request that opened it. */
type Connection = { request: IncomingMessage; on(event: 'packetCreate', listener: () => void): void };

/**
 * Lets everything that one client is sent in one turn of the event loop leave in one write. An ack, the entry's notice
 * and those of its neighbours in a group are made together, and a system call for each costs more than making it.
 */
export function corkWrites(io: Server): void {
  io.engine.on('connection', (connection: Connection) => {
    const { socket } = connection.request;
    let isCorked = false;
    connection.on('packetCreate', () => {
      if (isCorked) return;
      isCorked = true;
      socket.cork();
      setImmediate(() => {
        isCorked = false;
        socket.uncork();
      });
    });
  });
}
