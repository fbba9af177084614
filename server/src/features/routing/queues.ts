import type { Gate } from './gate.ts';
import type { Queue } from './item.ts';
import { createReadLine } from './line.ts';
import { parseRecord } from './record.ts';
import type { RoutingScripts } from './scripts.redis.ts';

export type QueuedItem = { itemId: string; conversationId: string; enqueuedAt: number };

/** Who waits, for whoever watches. */
export type RoutingQueues = {
  /** The first of a line, in the order in which they are given out, whatever they ask for. O(count). */
  firstOf(queue: Queue, count: number): Promise<QueuedItem[]>;
};

type Deps = { scripts: RoutingScripts; gate: Gate };

export function createRoutingQueues({ scripts, gate }: Deps): RoutingQueues {
  const readLine = createReadLine(scripts, gate);
  return {
    async firstOf(queue, count) {
      const line = await readLine(queue, count);
      return line.map(([, json]) => {
        const { id, conversationId, enqueuedAt } = parseRecord(json);
        return { itemId: id, conversationId, enqueuedAt };
      });
    },
  };
}
