import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface CutProxy {
  port: number;
  /** Ends every connection and takes no new one, until it is called with false. */
  cut(isCut: boolean): void;
  close(): Promise<void>;
}

/**
 * A TCP proxy whose link can be cut: for those behind it the server is away, for everybody else it is there.
 * `isLast` ends a connection by itself instead of passing on what it says yes to.
 */
export async function startCutProxy(
  target: { host: string; port: number },
  isLast: (sent: Buffer) => boolean = () => false,
): Promise<CutProxy> {
  let isCut = false;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    if (isCut) client.destroy();
    const upstream = connect(target);
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', end);
      socket.on('close', () => {
        sockets.delete(socket);
        end();
      });
    }
    client.on('data', (sent) => {
      if (isLast(sent)) end();
    });
    client.pipe(upstream);
    upstream.pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('A TCP server has an address with a port.');

  function endAll(): void {
    for (const socket of sockets) socket.destroy();
  }

  return {
    port: address.port,
    cut(value) {
      isCut = value;
      if (isCut) endAll();
    },
    async close() {
      endAll();
      await once(server.close(), 'close');
    },
  };
}
