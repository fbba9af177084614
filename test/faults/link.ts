import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a link does to whatever passes it. None of it: bytes go through as they come. */
export type Toxics = {
  /** Each chunk waits this long, and up to `jitterMs` more. Order is kept. */
  latencyMs?: number;
  jitterMs?: number;
  bytesPerSecond?: number;
  /** Chunks are torn into pieces of 1 to this many bytes, each a write of its own. */
  sliceBytes?: number;
  /** Accepts connections and swallows everything, in both directions. */
  halfOpen?: true;
  /** The upstream gets the request and acts; its answer cuts the connection, or vanishes while it stays open. */
  loseReplies?: 'cut' | 'swallow';
};

export type Target = { host: string; port: number };

/** A TCP proxy of one's own, the fault injector of one link of the system. */
export type Link = {
  port: number;
  /** Takes effect on open connections too. `{}` heals: a connection that lost bytes is cut, as it can't be mended. */
  poison(toxics: Toxics): void;
  /** Resets every open connection (RST) and answers with how many. */
  cut(): number;
  /** Open connections, all or those to one port. */
  connections(upstreamPort?: number): number;
  /** Chunks held, torn or lost by toxics, and connections cut, since the link exists. */
  affected(): number;
  /** Chunks that arrived from either end since the link exists. */
  carried(): number;
  close(): Promise<void>;
};

/** The first commands of a connection, its name among them, may come in several chunks. */
const headMs = 20;

type Pair = { client: Socket; upstream: Socket | null; hasLostBytes: boolean };

/**
 * Opens a link on a free port of 127.0.0.1. `route` names the targets of a connection by its first bytes, best first:
 * the next one is tried when one refuses. `onUpstream` gets each connection to a target, to read along what it answers.
 */
export async function openLink(
  route: (head: Buffer) => readonly Target[],
  random: () => number,
  onUpstream: (upstream: Socket) => void = () => undefined,
) {
  let toxics: Toxics = {};
  let affected = 0;
  let carried = 0;
  const pairs = new Set<Pair>();

  const server = createServer({ noDelay: true, pauseOnConnect: true }, (client) => {
    const pair: Pair = { client, upstream: null, hasLostBytes: false };
    pairs.add(pair);
    client.on('error', () => reset(pair));
    client.on('close', () => reset(pair));
    if (toxics.halfOpen) lose(pair);
    client.once('data', (first: Buffer) => {
      carried += 1;
      const chunks = [first];
      const gather = (chunk: Buffer) => chunks.push(chunk);
      client.on('data', gather);
      setTimeout(() => {
        client.off('data', gather);
        client.pause();
        begin(pair, Buffer.concat(chunks));
      }, headMs);
    });
    client.resume();
  });

  function begin(pair: Pair, head: Buffer): void {
    if (!toxics.halfOpen && !pair.hasLostBytes) return void open(pair, head, route(head));
    lose(pair);
    swallow(pair.client);
  }

  async function open(pair: Pair, head: Buffer, targets: readonly Target[]): Promise<void> {
    const upstream = await firstThatAccepts(targets);
    if (upstream === null || pair.client.destroyed) {
      upstream?.destroy();
      return reset(pair);
    }
    pair.upstream = upstream;
    upstream.on('error', () => reset(pair));
    upstream.on('close', () => reset(pair));
    onUpstream(upstream);
    forward(pair, upstream, pair.client, 'reply');
    await pass(pair, head, upstream, 'request');
    forward(pair, pair.client, upstream, 'request');
    pair.client.resume();
  }

  function forward(pair: Pair, from: Socket, to: Socket, direction: 'request' | 'reply'): void {
    from.on('data', (chunk: Buffer) => {
      // One chunk at a time: what follows waits in the kernel, which also slows the sender down as a real link would.
      from.pause();
      carried += 1;
      void pass(pair, chunk, to, direction).then(() => from.resume());
    });
    from.on('end', () => to.end());
  }

  async function pass(pair: Pair, chunk: Buffer, to: Socket, direction: 'request' | 'reply'): Promise<void> {
    const { latencyMs = 0, jitterMs = 0, bytesPerSecond, sliceBytes, halfOpen, loseReplies } = toxics;
    if (pair.hasLostBytes || halfOpen) return lose(pair);
    if (direction === 'reply' && loseReplies === 'swallow') return lose(pair);
    if (direction === 'reply' && loseReplies === 'cut') {
      affected += 1;
      return reset(pair);
    }
    if (latencyMs + jitterMs > 0 || bytesPerSecond || sliceBytes) affected += 1;
    if (latencyMs + jitterMs > 0) await sleep(latencyMs + random() * jitterMs);
    if (bytesPerSecond) await sleep((1000 * chunk.length) / bytesPerSecond);
    // It may have been lost while it waited.
    if (pair.hasLostBytes || to.destroyed) return;
    if (sliceBytes) await writeInSlices(chunk, to, sliceBytes);
    else to.write(chunk);
  }

  async function writeInSlices(chunk: Buffer, to: Socket, upTo: number): Promise<void> {
    let at = 0;
    while (at < chunk.length && !to.destroyed) {
      const end = at + 1 + Math.floor(random() * upTo);
      to.write(chunk.subarray(at, end));
      at = end;
      await new Promise(setImmediate);
    }
  }

  function lose(pair: Pair): void {
    pair.hasLostBytes = true;
    affected += 1;
  }

  /** Ends both sides at once; a second time does nothing. */
  function reset(pair: Pair): void {
    if (!pairs.delete(pair)) return;
    pair.client.resetAndDestroy();
    pair.upstream?.resetAndDestroy();
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('A TCP server has an address with a port.');

  const link: Link = {
    port: address.port,
    poison(next) {
      toxics = next;
      if (next.halfOpen || next.loseReplies === 'swallow') return;
      for (const pair of pairs) if (pair.hasLostBytes) reset(pair);
    },
    cut() {
      const live = [...pairs];
      for (const pair of live) reset(pair);
      affected += live.length;
      return live.length;
    },
    connections(upstreamPort) {
      if (upstreamPort === undefined) return pairs.size;
      return [...pairs].filter(({ upstream }) => upstream?.remotePort === upstreamPort).length;
    },
    affected: () => affected,
    carried: () => carried,
    async close() {
      const closed = once(server.close(), 'close');
      for (const pair of pairs) reset(pair);
      await closed;
    },
  };
  return link;
}

function swallow(socket: Socket): void {
  socket.on('data', () => undefined);
  socket.resume();
}

async function firstThatAccepts(targets: readonly Target[]): Promise<Socket | null> {
  for (const target of targets) {
    const socket = connect({ ...target, noDelay: true });
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    if (isOpen) return socket;
  }
  return null;
}
