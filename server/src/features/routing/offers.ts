import type { Clock } from '../../clock.ts';
import type { Gate } from './gate.ts';
import type { Queue } from './item.ts';
import { keys, readQueueName } from './keys.ts';
import { parseRecord } from './record.ts';
import type { RoutingScripts } from './scripts.redis.ts';
import { passMs } from './tuning.ts';

/** A slot that an agent may take until then (RT8). */
export type PendingOffer = {
  itemId: string;
  conversationId: string;
  epoch: number;
  /** Milliseconds since 1970. */
  offeredUntil: number;
};

/** What was offered in vain: who let it pass, and where it waits again. */
export type EndedOffer = { itemId: string; conversationId: string; agentId: string; queue: Queue };

/** Offers that wait for an answer. They live in Redis alone: after a flush the item waits, and is offered anew. */
export type RoutingOffers = {
  /**
   * The agent declines, or without one: its time is over. Puts the item back in its place and asks this agent no more
   * for a while. Null when there is no such offer.
   */
  endOffer(itemId: string, agentId?: string): Promise<EndedOffer | null>;
  /** Items whose offer nobody answered in time. */
  dueOffers(): Promise<string[]>;
  /** What one agent is being offered. O(offers of all). */
  offersOf(agentId: string): Promise<PendingOffer[]>;
};

/** More than there are agents. */
const offersRead = 10_000;

type Deps = { scripts: RoutingScripts; gate: Gate; clock: Clock };

export function createRoutingOffers({ scripts, gate, clock }: Deps): RoutingOffers {
  const { generation, items, queues, fronts, loads, offers, stirred } = keys;

  const read = (itemId: string) =>
    gate((expected) => scripts.readItem([generation, items], [expected, itemId]));
  const endingBefore = (time: number | string) =>
    gate((expected) => scripts.due([generation, offers], [expected, time, offersRead]));

  async function endOffer(itemId: string, agentId = ''): Promise<EndedOffer | null> {
    const reply = await gate((expected) =>
      scripts.endOffer(
        [generation, items, queues, fronts, loads, offers, stirred],
        [expected, clock.now(), itemId, agentId, clock.now() + passMs],
      ),
    );
    if (typeof reply === 'number') return null;
    const [from, conversationId, queue] = reply;
    return { itemId, conversationId, agentId: from, queue: readQueueName(queue) };
  }

  async function offersOf(agentId: string): Promise<PendingOffer[]> {
    const found = await Promise.all((await endingBefore('+inf')).map(read));
    return found
      .filter((stored) => stored !== '')
      .map(parseRecord)
      .flatMap(({ id, conversationId, epoch, proposal }) =>
        proposal?.agentId === agentId && proposal.offer
          ? [{ itemId: id, conversationId, epoch, offeredUntil: proposal.offer.offeredUntil }]
          : [],
      );
  }

  return { endOffer, dueOffers: () => endingBefore(clock.now()), offersOf };
}
