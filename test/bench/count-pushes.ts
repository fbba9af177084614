import type { Socket } from 'node:net';
import { openLink } from '../faults/link.ts';

export type PushCounter = {
  /** The same Redis, by way of the counter. */
  urlOf(redisUrl: string): string;
  /**
   * Messages of sharded channels that Redis has pushed to whoever connected this way, without the servers' own beats
   * (two a second each), by which they know of each other.
   */
  pushes(): number;
  close(): Promise<void>;
};

/** How each such message begins on the wire, after the array's length. No payload has line ends in it: it is JSON. */
const beginning = /\$8\r\nsmessage\r\n\$\d+\r\n([^\r]*)\r\n/g;
/** Longer than any beginning: one that is torn between two chunks is found with the second. */
const longestBeginning = 200;

/** Counts on the wire, so that nothing in the server has to be believed. */
export async function openPushCounter(): Promise<PushCounter> {
  let redis = { host: '127.0.0.1', port: 0 };
  let pushes = 0;
  const link = await openLink(() => [redis], Math.random, countIn);

  function countIn(upstream: Socket): void {
    let tail = '';
    upstream.on('data', (chunk: Buffer) => {
      const text = tail + chunk.toString('latin1');
      let end = 0;
      for (const found of text.matchAll(beginning)) {
        if (found[1] !== 'haven:servers') pushes += 1;
        end = found.index + found[0].length;
      }
      tail = text.slice(Math.max(end, text.length - longestBeginning));
    });
  }

  return {
    urlOf(redisUrl) {
      const url = new URL(redisUrl);
      redis = { host: url.hostname, port: Number(url.port || 6379) };
      url.host = `127.0.0.1:${link.port}`;
      return url.href;
    },
    pushes: () => pushes,
    close: () => link.close(),
  };
}
