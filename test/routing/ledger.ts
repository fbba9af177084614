import type { CommitOutcome, Proposal } from '@haven/server/features/routing/proposal';
import type { RoutingAgent } from '@haven/server/features/routing/agent';
import { defaultRule, type QueueRule, ruleName } from '@haven/server/features/routing/rule';
import { defaultQueueSettings, type QueueSettings } from '@haven/shared/queue';
import type { Queue, RoutingItem } from '@haven/server/features/routing/item';

/**
 * The truth that routing mirrors, as plain values: rows, compare-and-set on the epoch, and nothing else. The same
 * moves on a real database are tested with its queries.
 */
export function createLedger(now: () => number) {
  const items = new Map<string, RoutingItem>();
  const agents = new Map<string, RoutingAgent>();
  const rules = new Map<string, QueueRule>();
  let count = 0;

  function change(itemId: string, patch: Partial<RoutingItem>): RoutingItem {
    const before = items.get(itemId);
    if (!before) throw new Error(`${itemId} is not in the ledger`);
    const after = { ...before, ...patch, revision: before.revision + 1 };
    items.set(itemId, after);
    return after;
  }

  return {
    items,
    agents,

    enqueue(queue: Queue, more: Partial<RoutingItem> = {}): RoutingItem {
      count += 1;
      const name = String(count).padStart(6, '0');
      const item: RoutingItem = {
        id: `contact:${name}`,
        conversationId: name,
        visitorId: `visitor-${name}`,
        revision: 1,
        epoch: 0,
        state: 'queued',
        queue,
        enqueuedAt: now(),
        band: 1,
        weight: 100,
        agentId: null,
        preferredAgentId: null,
        preferredUntil: null,
        ...more,
      };
      items.set(item.id, item);
      return item;
    },

    /** The one compare-and-set that makes an assignment (RT1). */
    commit({ itemId, epoch, agentId }: Pick<Proposal, 'itemId' | 'epoch' | 'agentId'>): CommitOutcome {
      const item = items.get(itemId);
      if (!item || item.epoch !== epoch || !agents.has(agentId)) return 'stale';
      change(itemId, { state: 'held', agentId, epoch: epoch + 1 });
      return 'assigned';
    },

    /** Back to the queue, at the original time. */
    requeue: (itemId: string, more: Partial<RoutingItem> = {}) =>
      change(itemId, { state: 'queued', agentId: null, epoch: (items.get(itemId)?.epoch ?? 0) + 1, ...more }),
    end: (itemId: string) =>
      change(itemId, { state: 'gone', agentId: null, epoch: (items.get(itemId)?.epoch ?? 0) + 1 }),
    /** A change that is none of routing's, such as a priority. */
    touch: (itemId: string, patch: Partial<RoutingItem> = {}) => change(itemId, patch),

    /** Sets how the queue of an inbox and team is run. */
    configure({ inboxId, teamId }: Queue, settings: Partial<QueueSettings>): QueueRule {
      const name = ruleName({ inboxId, teamId });
      const revision = (rules.get(name)?.revision ?? 0) + 1;
      const rule = { inboxId, teamId, revision, settings: { ...defaultQueueSettings, ...settings } };
      rules.set(name, rule);
      return rule;
    },
    rules: async () => [...rules.values()],
    rule: async (queue: Pick<QueueRule, 'inboxId' | 'teamId'>) =>
      rules.get(ruleName(queue)) ?? defaultRule(queue),

    async item(itemId: string) {
      return items.get(itemId) ?? null;
    },
    async agent(agentId: string) {
      return agents.get(agentId) ?? null;
    },
    async fence({ itemId, epoch }: { itemId: string; epoch: number }) {
      if (items.get(itemId)?.epoch === epoch) change(itemId, { epoch: epoch + 1 });
      return items.get(itemId) ?? null;
    },
    async fenceAll() {
      for (const { id, state, epoch } of items.values()) {
        if (state === 'queued') change(id, { epoch: epoch + 1 });
      }
    },
    open: () => [...items.values()].filter(({ state }) => state !== 'gone'),
    heldBy: (agentId: string) => [...items.values()].filter((item) => item.agentId === agentId),
  };
}
