import type { Gate } from './gate.ts';
import type { Queue } from './item.ts';
import { keys, lineName } from './keys.ts';
import type { RoutingScripts } from './scripts.redis.ts';

/** Rank from 0 and record (JSON). */
type Ranked = readonly [rank: number, json: string];

/** Reads the first `count` of a queue's line, or where one item stands in it. O(queues + queues of the line × count). */
export type ReadLine = (queue: Queue, count: number, itemId?: string) => Promise<Ranked[]>;

/** Whoever asks for something special stands in the same line as everybody else, only for fewer agents. */
export function createReadLine(scripts: RoutingScripts, gate: Gate): ReadLine {
  const { generation, items, queues, fronts, pending, offers } = keys;

  return async function readLine(queue, count, itemId = '') {
    const reply = await gate((expected) =>
      scripts.line(
        [generation, items, queues, fronts, pending, offers],
        [expected, lineName(queue), count, itemId],
      ),
    );
    return Array.from(
      { length: reply.length / 2 },
      (_, index) => [Number(reply[2 * index]), reply[2 * index + 1] ?? ''] as const,
    );
  };
}
