import { WebSocket } from 'ws';
import type { LoadSocket } from './load-plan.ts';

type Ack = (answer: string) => void;

export type RawSocket = {
  /** Sends an event whose arguments are JSON already; `ack` gets the answer's text. */
  ask(name: string, body: string, ack: Ack): void;
  /** The same for one who waits for it; rejects when the connection is cut first. */
  answerTo(name: string, body: string): Promise<string>;
  onEvent(listener: (text: string) => void): void;
  /** Called when the connection is gone, by whichever end. */
  onClose(listener: () => void): void;
  close(): void;
};

/** The server lets nobody in at the moment. */
export class HandshakeRefused extends Error {
  readonly retryAfterMs: number;
  constructor(text: string) {
    super(`the handshake was refused: ${text}`);
    const { data } = JSON.parse(text.slice(text.indexOf('{'))) as { data?: { retryAfterMs?: number } };
    this.retryAfterMs = data?.retryAfterMs ?? 0;
  }
}

/**
 * Speaks Socket.IO over one WebSocket with strings alone. Beside the official client it costs a load generator several
 * times less, which matters where generator and server share two cores.
 */
export function openRawSocket(url: string, { namespace, auth, cookie }: LoadSocket): Promise<RawSocket> {
  const address = `${url.replace(/^http/, 'ws')}/socket/?EIO=4&transport=websocket`;
  const headers = cookie === undefined ? { origin: url } : { origin: url, cookie };
  const socket = new WebSocket(address, { headers, perMessageDeflate: false });
  const acks = new Map<number, Ack>();
  let listener: (text: string) => void = () => undefined;
  let closed: () => void = () => undefined;
  let next = 0;
  const cut = new Promise<never>((_, reject) =>
    socket.once('close', () => reject(new Error('the connection was cut off'))),
  );
  cut.catch(() => undefined);

  const raw: RawSocket = {
    ask(name, body, ack) {
      acks.set(next, ack);
      socket.send(`42${namespace},${next}["${name}",${body}]`);
      next += 1;
    },
    answerTo(name, body) {
      return Promise.race([new Promise<string>((resolve) => raw.ask(name, body, resolve)), cut]);
    },
    onEvent(listen) {
      listener = listen;
    },
    onClose(listen) {
      closed = listen;
    },
    close: () => socket.terminate(),
  };

  function takeAck(text: string): void {
    const comma = text.indexOf(',');
    const bracket = text.indexOf('[', comma);
    const id = Number(text.slice(comma + 1, bracket));
    const ack = acks.get(id);
    acks.delete(id);
    ack?.(text.slice(bracket));
  }

  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => {
      closed();
      reject(new Error('the connection was closed before it was let in'));
    });
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      // Engine.IO: open, ping; Socket.IO: connected, event, ack, refused.
      if (text.startsWith('43')) takeAck(text);
      else if (text.startsWith('42')) listener(text);
      else if (text.startsWith('40')) resolve(raw);
      else if (text.startsWith('44')) {
        reject(new HandshakeRefused(text));
        socket.terminate();
      } else if (text.startsWith('0')) socket.send(`40${namespace},${JSON.stringify(auth)}`);
      else if (text === '2') socket.send('3');
    });
  });
}
