import type { Server, Socket } from 'socket.io';
import type { Logger } from '../log.ts';

/** Packets that may wait for one reader: seconds of a busy team's notices. Who is further behind resumes for less. */
const maxPackets = 500;
/** Characters of them, so that a thousand readers that hang at once fit into a process. */
const maxChars = 1024 * 1024;

type Connection = Socket['conn'];
type Backlog = { packets: number; chars: number };

/**
 * Cuts who reads slower than they are told: nothing else bounds what the engine keeps for a connection (LIVE7). The
 * close means resume, so nothing is lost by it. What one batch holds that is already being written is bounded too: it
 * waited here before. Costs nothing for those who keep up: only a connection that waits has a backlog.
 */
export function cutSlowReaders(io: Server, log: Logger): void {
  const backlogs = new WeakMap<Connection, Backlog>();

  function count(this: Connection, packet: { data?: unknown }): void {
    if (this.transport.writable) return;
    const backlog = backlogs.get(this);
    // The first that waits may be larger than everything allowed behind it: a resume of many logs is one packet.
    if (backlog === undefined) return void backlogs.set(this, { packets: 1, chars: 0 });
    backlog.packets += 1;
    backlog.chars += typeof packet.data === 'string' ? packet.data.length : 0;
    if (backlog.packets > maxPackets || backlog.chars > maxChars) cut(this, backlog);
  }

  function cut(connection: Connection, backlog: Backlog): void {
    log.warn({ ...backlog, transport: connection.transport.name }, 'A slow reader was cut; it resumes.');
    backlogs.delete(connection);
    // Discarded: an orderly close would wait until everything was read.
    connection.close(true);
  }

  io.engine.on('connection', (connection: Connection) => connection.on('packetCreate', count));
  // Whatever waited goes to the transport in one batch.
  io.engine.on('flush', (connection: Connection) => backlogs.delete(connection));
}
