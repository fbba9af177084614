import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface ReplyLossProxy {
  port: number;
  /** From now on whatever the server answers cuts the connection instead of arriving; or no longer. */
  loseReplies: (isLosing: boolean) => void;
  close: () => Promise<void>;
}

/**
 * A TCP proxy that loses replies: the fault that finds double execution, as the server did what the client believes
 * undone.
 */
export async function startReplyLossProxy(target: { host: string; port: number }): Promise<ReplyLossProxy> {
  let isLosing = false;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target);
    const cut = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', cut);
      socket.on('close', () => {
        sockets.delete(socket);
        cut();
      });
    }
    client.pipe(upstream);
    upstream.on('data', (reply) => {
      if (isLosing) cut();
      else client.write(reply);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('A TCP server has an address with a port.');
  return {
    port: address.port,
    loseReplies(value) {
      isLosing = value;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await once(server.close(), 'close');
    },
  };
}
