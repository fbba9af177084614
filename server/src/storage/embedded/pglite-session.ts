import { Duplex } from 'node:stream';
import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads';

/** What the server sends to the PGlite thread. */
export type PgliteRequest = { kind: 'connect'; port: MessagePort } | { kind: 'stop' };

/** First byte of the wire protocol's Terminate. */
const terminate = 'X'.charCodeAt(0);

interface Thread {
  getWorker: () => Promise<Worker>;
  /** The thread ended while the session was open. */
  onThreadLost: () => void;
}

/** A stream to the PGlite thread that looks to the driver like the socket of a Postgres server. */
export function openSession({ getWorker, onThreadLost }: Thread): Duplex {
  const { port1: mine, port2: theirs } = new MessageChannel();
  const send = (message: Buffer) => {
    // The engine has one session, which is not to end; closing the port says it.
    if (message[0] !== terminate) mine.postMessage(message);
  };
  const stream = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      send(chunk);
      done();
    },
    // The driver corks, so that the messages of one query arrive in one piece.
    writev(chunks, done) {
      send(Buffer.concat(chunks.map(({ chunk }) => chunk as Buffer)));
      done();
    },
    destroy(error, done) {
      mine.off('close', onLost);
      mine.close();
      done(error);
    },
  });

  function onLost(): void {
    onThreadLost();
    stream.destroy();
  }
  mine.on('message', (reply: Uint8Array) => stream.push(reply));
  mine.on('close', onLost);
  stream.on('finish', () => stream.destroy());

  function connect(): void {
    getWorker().then(
      (worker) => {
        const request: PgliteRequest = { kind: 'connect', port: theirs };
        worker.postMessage(request, [theirs]);
        stream.emit('connect');
      },
      (error: Error) => stream.destroy(error),
    );
  }

  // The driver sets these on every socket; between threads they mean nothing.
  const ignore = () => stream;
  return Object.assign(stream, {
    connect,
    setNoDelay: ignore,
    setKeepAlive: ignore,
    ref: ignore,
    unref: ignore,
  });
}
