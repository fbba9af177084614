import type { RoutingItem } from './item.ts';
import { queueName } from './keys.ts';
import { bandMs } from './tuning.ts';

/** An item as Redis keeps it. What is null is left out, since Lua reads a JSON null as a value. */
export type ItemRecord = {
  id: string;
  revision: number;
  epoch: number;
  state: RoutingItem['state'];
  /** The queue's name. */
  queue: string;
  score: string;
  enqueuedAt: number;
  weight: number;
  conversationId: string;
  visitorId: string;
  agentId?: string;
  preferredAgentId?: string;
  preferredUntil?: number;
  proposal?: { op: string; agentId: string; weight: number };
};

/** The order within a queue (RT3): one number, fixed at enqueueing, in which waiting outweighs priority in time. */
export function scoreOf({ enqueuedAt, band }: Pick<RoutingItem, 'enqueuedAt' | 'band'>): number {
  return enqueuedAt - band * bandMs;
}

export function recordOf(item: RoutingItem): ItemRecord {
  return {
    id: item.id,
    revision: item.revision,
    epoch: item.epoch,
    state: item.state,
    queue: queueName(item.queue),
    score: String(scoreOf(item)),
    enqueuedAt: item.enqueuedAt,
    weight: item.weight,
    conversationId: item.conversationId,
    visitorId: item.visitorId,
    ...(item.agentId === null ? {} : { agentId: item.agentId }),
    ...(item.preferredAgentId === null ? {} : { preferredAgentId: item.preferredAgentId }),
    ...(item.preferredUntil === null ? {} : { preferredUntil: item.preferredUntil }),
  };
}

export function parseRecord(json: string): ItemRecord {
  return JSON.parse(json) as ItemRecord;
}

/** Whether Redis routes the item as Postgres says. Revisions differ in health: not every change is routing's. */
export function isSameRouting(record: ItemRecord, item: RoutingItem): boolean {
  const wanted = recordOf(item);
  const compared = [
    'state',
    'epoch',
    'queue',
    'score',
    'weight',
    'agentId',
    'preferredAgentId',
    'preferredUntil',
  ] as const;
  return compared.every((key) => record[key] === wanted[key]);
}
