import type { Socket } from 'node:net';
import { openLink } from '../faults/link.ts';

export type PushCounter = {
  /** The same Redis, by way of the counter. */
  urlOf(redisUrl: string): string;
  /** Messages of sharded channels that Redis has pushed to whoever connected this way. */
  pushes(): number;
  close(): Promise<void>;
};

/** How each such message begins on the wire, after the array's length. No payload has line ends in it: it is JSON. */
const marker = '$8\r\nsmessage\r\n';

/** Counts on the wire, so that nothing in the server has to be believed. */
export async function openPushCounter(): Promise<PushCounter> {
  let redis = { host: '127.0.0.1', port: 0 };
  let pushes = 0;
  const link = await openLink(() => [redis], Math.random, countIn);

  function countIn(upstream: Socket): void {
    let tail = '';
    upstream.on('data', (chunk: Buffer) => {
      const parts = (tail + chunk.toString('latin1')).split(marker);
      pushes += parts.length - 1;
      // A marker may be torn between two chunks.
      tail = (parts.at(-1) ?? '').slice(1 - marker.length);
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
