import type { RoutingAgent } from '@haven/server/features/routing/agent';
import { queueOf, type RoutingItem } from '@haven/server/features/routing/item';
import { queueName } from '@haven/server/features/routing/keys';
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

  const isBefore = (a: RoutingItem, b: RoutingItem) =>
    scoreOf(a) < scoreOf(b) || (scoreOf(a) === scoreOf(b) && a.id < b.id);

  /** By item, for whose room it waits; and by agent, which item keeps their places: only where both agree (RT19). */
  const waitsFor = new Map<string, string>();
  const kept = new Map<string, string>();

  /** What an agent's places are kept for, if it still waits to be given out. */
  function keptFor(agentId: string): RoutingItem | undefined {
    const item = items.get(kept.get(agentId) ?? '');
    const isWaiting = item?.state === 'queued' && !pending.has(item.id) && isDispatched(item);
    return isWaiting && waitsFor.get(item.id) === agentId ? item : undefined;
  }

  /** What has waited for two minutes for more room than anybody has keeps the places of who would make room first. */
  function keepPlaces(item: RoutingItem, now: number): void {
    if (now - (item.queuedSince ?? item.enqueuedAt) <= 120_000) return;
    const candidates = [...agents.values()].filter(
      (agent) =>
        isAsked(agent, item, now) &&
        isFit(agent, item, now) &&
        agent.capacity * 100 >= item.weight &&
        loadOf(agent.id) + item.weight > agent.capacity * 100 &&
        [undefined, item.id].includes(keptFor(agent.id)?.id),
    );
    const room = (agent: Seen) => agent.capacity * 100 - loadOf(agent.id);
    const before = waitsFor.get(item.id);
    const next =
      candidates.find(({ id }) => id === before) ??
      candidates.sort((a, b) => room(b) - room(a) || (a.id < b.id ? -1 : 1))[0];
    if (before !== undefined && before !== next?.id && keptFor(before)?.id === item.id) kept.delete(before);
    waitsFor.delete(item.id);
    if (!next) return;
    waitsFor.set(item.id, next.id);
    kept.set(next.id, item.id);
    if (before !== next.id) counts.reserved += 1;
  }
  const counts = { reserved: 0 };

  const isAsked = ({ id }: Seen, item: RoutingItem, now: number) =>
    (passed.get(item.id)?.get(id) ?? 0) <= now;

  /** Whatever their load. */
  const isFit = (agent: Seen, item: RoutingItem, now: number) =>
    agent.availability === 'online' &&
    agent.leaseUntil > now &&
    agent.teamIds.includes(item.queue.teamId) &&
    (item.queue.isAnyLanguage === true || agent.languages.includes(item.queue.language)) &&
    (item.skills ?? []).every((skill) => agent.skills?.includes(skill));

  const isEligible = (agent: Seen, item: RoutingItem, now: number) =>
    isFit(agent, item, now) && loadOf(agent.id) + item.weight <= agent.capacity * 100;

  const waiting = () =>
    [...items.values()]
      .filter(({ id, state }) => state === 'queued' && !pending.has(id))
      .sort((a, b) => (isBefore(a, b) ? -1 : 1));

  function choose(item: RoutingItem, now: number): Seen | undefined {
    const isKept = ({ id }: Seen) => {
      const other = keptFor(id);
      return other !== undefined && other.id !== item.id && isBefore(other, item);
    };
    const eligible = [...agents.values()].filter(
      (agent) => isAsked(agent, item, now) && isEligible(agent, item, now) && !isKept(agent),
    );
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

    counts,

    /** What `propose` must answer: RT3 for the item, RT4, RT5 and RT19 for the agent. */
    expected(now: number) {
      for (const agentId of kept.keys()) if (!keptFor(agentId)) kept.delete(agentId);
      const done = new Set<string>();
      for (const item of waiting().filter(isDispatched)) {
        const agent = choose(item, now);
        if (agent) return { itemId: item.id, agentId: agent.id, epoch: item.epoch };
        // Behind the first who may be given to anybody, who asks for the same waits for it.
        const name = queueName(queueOf(item));
        if (!done.has(name)) keepPlaces(item, now);
        if (![...(passed.get(item.id)?.values() ?? [])].some((until) => until > now)) done.add(name);
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
      const keeper = waitsFor.get(itemId);
      if (keeper !== undefined && kept.get(keeper) === itemId) kept.delete(keeper);
      waitsFor.delete(itemId);
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
      const wasPending = pending.has(picture.id);
      const proposal = pending.get(picture.id);
      if (proposal && (proposal.op === op || !known || !isSameEpoch(known, current)))
        pending.delete(picture.id);
      const isStillWaiting = known?.state === 'queued' && picture.state === 'queued';
      if (current === picture && !isStillWaiting) passed.delete(picture.id);
      const isSameWait =
        known?.state === 'queued' &&
        current.state === 'queued' &&
        !wasPending &&
        queueName(queueOf(known)) === queueName(queueOf(current));
      if (!isSameWait) waitsFor.delete(picture.id);
      items.set(picture.id, current);
    },

    /** What a rebuild leaves of it: the rows, and nobody present. */
    rebuild(rows: readonly RoutingItem[]) {
      items.clear();
      pending.clear();
      passed.clear();
      waitsFor.clear();
      kept.clear();
      for (const row of rows) items.set(row.id, row);
      for (const agent of agents.values()) Object.assign(agent, { leaseUntil: 0, last: 0 });
    },
  };
}

export type RoutingModel = ReturnType<typeof createRoutingModel>;
