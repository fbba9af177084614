import type { RoutingAgent } from '@haven/server/features/routing/agent';
import type { RoutingItem } from '@haven/server/features/routing/item';
import { defaultRule, type QueueRule, ruleName } from '@haven/server/features/routing/rule';

type Pending = { op: string; agentId: string; expiresAt: number; weight: number; isOffer: boolean };
type Seen = RoutingAgent & { leaseUntil: number; last: number };

const isSameEpoch = (a: RoutingItem, b: RoutingItem) => a.state === b.state && a.epoch === b.epoch;

/**
 * What routing must do, in the plainest way: no indexes, no scripts, everything looked at each time. There is one
 * inbox.
 */
export function createRoutingModel() {
  const items = new Map<string, RoutingItem>();
  const agents = new Map<string, Seen>();
  const pending = new Map<string, Pending>();
  const rules = new Map<string, QueueRule>();

  const settingsOf = ({ queue }: RoutingItem) => (rules.get(ruleName(queue)) ?? defaultRule(queue)).settings;
  const scoreOf = (item: RoutingItem) => item.enqueuedAt - item.band * settingsOf(item).agingMinutes * 60_000;
  /** Hours, in stories, are none, or those of a day that is far away. */
  const isDispatched = (item: RoutingItem) =>
    settingsOf(item).mode !== 'manual' && settingsOf(item).hours === null;

  /** Who let which item pass, and until when they are not asked again. */
  const passed = new Map<string, Map<string, number>>();

  /** In hundredths of a chat: what is held, and what is being committed. */
  function loadOf(agentId: string): number {
    const held = [...items.values()].filter((item) => item.state === 'held' && item.agentId === agentId);
    const taken = [...pending.values()].filter((proposal) => proposal.agentId === agentId);
    const holds = held.map((item) => (item.isIdle ? Math.round(item.weight * 0.3) : item.weight));
    return [...holds, ...taken.map(({ weight }) => weight)].reduce((sum, weight) => sum + weight, 0);
  }

  const isEligible = (agent: Seen, item: RoutingItem, now: number) =>
    agent.availability === 'online' &&
    agent.leaseUntil > now &&
    agent.teamIds.includes(item.queue.teamId) &&
    (item.queue.isAnyLanguage === true || agent.languages.includes(item.queue.language)) &&
    (item.skills ?? []).every((skill) => agent.skills?.includes(skill)) &&
    loadOf(agent.id) + item.weight <= agent.capacity * 100;

  const waiting = () =>
    [...items.values()]
      .filter(({ id, state }) => state === 'queued' && !pending.has(id))
      .sort((a, b) => scoreOf(a) - scoreOf(b) || (a.id < b.id ? -1 : 1));

  function choose(item: RoutingItem, now: number): Seen | undefined {
    const isAsked = ({ id }: Seen) => (passed.get(item.id)?.get(id) ?? 0) <= now;
    const eligible = [...agents.values()].filter((agent) => isAsked(agent) && isEligible(agent, item, now));
    const isPreferring = item.preferredUntil === null || item.preferredUntil > now;
    const preferred = isPreferring && eligible.find(({ id }) => id === item.preferredAgentId);
    const isInTurn = settingsOf(item).choice === 'round_robin';
    const share = (agent: Seen) => (isInTurn ? 0 : loadOf(agent.id) / agent.capacity);
    return (
      preferred ||
      eligible.sort((a, b) => share(a) - share(b) || a.last - b.last || (a.id < b.id ? -1 : 1))[0]
    );
  }

  return {
    items,
    agents,
    pending,
    rules,
    settingsOf,
    loadOf,
    waiting,

    /** What `propose` must answer: RT3 for the item, RT4 and RT5 for the agent. */
    expected(now: number) {
      for (const item of waiting().filter(isDispatched)) {
        const agent = choose(item, now);
        if (agent) return { itemId: item.id, agentId: agent.id, epoch: item.epoch };
      }
      return null;
    },

    /** Whether this agent may be given this item by name. */
    mayTake(agentId: string, item: RoutingItem, now: number) {
      const agent = agents.get(agentId);
      return agent !== undefined && item.agentId !== agentId && isEligible(agent, item, now);
    },

    take(itemId: string, proposal: Omit<Pending, 'weight'>, now: number) {
      pending.set(itemId, { ...proposal, weight: items.get(itemId)?.weight ?? 0 });
      const agent = agents.get(proposal.agentId);
      if (agent) agent.last = now;
    },

    /** The agent has accepted: the offer becomes a proposal. */
    accept(itemId: string, op: string, expiresAt: number) {
      const offer = pending.get(itemId);
      if (offer) pending.set(itemId, { ...offer, op, expiresAt, isOffer: false });
    },

    endOffer(itemId: string, now: number) {
      const agentId = pending.get(itemId)?.agentId ?? '';
      pending.delete(itemId);
      passed.set(itemId, new Map([...(passed.get(itemId) ?? []), [agentId, now + 60_000]]));
    },

    project(picture: RoutingItem, op?: string) {
      const known = items.get(picture.id);
      const current = known && known.revision > picture.revision ? known : picture;
      const proposal = pending.get(picture.id);
      if (proposal && (proposal.op === op || !known || !isSameEpoch(known, current)))
        pending.delete(picture.id);
      const isStillWaiting = known?.state === 'queued' && picture.state === 'queued';
      if (current === picture && !isStillWaiting) passed.delete(picture.id);
      items.set(picture.id, current);
    },

    /** What a rebuild leaves of it: the rows, and nobody present. */
    rebuild(rows: readonly RoutingItem[]) {
      items.clear();
      pending.clear();
      passed.clear();
      for (const row of rows) items.set(row.id, row);
      for (const agent of agents.values()) Object.assign(agent, { leaseUntil: 0, last: 0 });
    },
  };
}

export type RoutingModel = ReturnType<typeof createRoutingModel>;
