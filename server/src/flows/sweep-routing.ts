import type { RoutingAgent } from '../features/routing/agent.ts';
import { goneItem, type RoutingItem } from '../features/routing/item.ts';
import { type QueueRule, ruledBy } from '../features/routing/rule.ts';
import type { Routing } from '../features/routing/routing.ts';
import type { Logger } from '../log.ts';
import type { AnnouncePositions } from './announce-positions.ts';
import type { Dispatch } from './dispatch.ts';

/** Postgres, as the sweep needs it: createRoutingRecords({ db }) of features/routing/load.ts. */
export type SweepRecords = {
  items(): Promise<RoutingItem[]>;
  agents(): Promise<RoutingAgent[]>;
  rules(): Promise<QueueRule[]>;
  rule(queue: Pick<QueueRule, 'inboxId' | 'teamId'>): Promise<QueueRule>;
  item(itemId: string): Promise<RoutingItem | null>;
  agent(agentId: string): Promise<RoutingAgent | null>;
  /** Raises the row's epoch if it is still this one, so that a late commit matches nothing; the row as it is then. */
  fence(stale: { itemId: string; epoch: number }): Promise<RoutingItem | null>;
};

/** Mends what a crash left behind (RT17); in a healthy system there is nothing to mend. */
export type SweepRouting = {
  /** Proposals whose process died before settling them. How many were mended. */
  mendProposals(): Promise<number>;
  /** Compares Postgres with Redis. How many items and agents had drifted. */
  mendDrift(): Promise<number>;
  /** Opens and closes the queues whose time has come (RT12). How many. */
  followHours(): Promise<number>;
  start(): void;
  stop(): void;
};

export type Mended = 'proposal' | 'item' | 'agent' | 'rule' | 'rebuild';

type Deps = {
  routing: Routing;
  dispatch: Pick<Dispatch, 'ruleChanged' | 'expireOffers' | 'dispatchAll'>;
  announce: Pick<AnnouncePositions, 'mark'>;
  records: SweepRecords;
  log: Logger;
  /** For the metric. */
  onMended?: (kind: Mended, count: number) => void;
  /** What differs is looked at again after this long: by then, what was merely on its way has arrived. */
  settleMs?: number;
};

type Drifted = { rules: readonly QueueRule[]; itemIds?: readonly string[]; agentIds?: readonly string[] };

/** Visitors look at the clock when a queue opens, and wait while nobody answers an offer. */
const dueEveryMs = 1_000;
const proposalsEveryMs = 5_000;
const driftEveryMs = 30_000;

/** Any number of processes may sweep: each step may be repeated by another. */
export function createSweepRouting(deps: Deps): SweepRouting {
  const { routing, dispatch, announce, records, log, onMended, settleMs = 2_000 } = deps;
  let timers: NodeJS.Timeout[] = [];
  let isDown = false;

  function mended(kind: Mended, count: number): void {
    if (count === 0) return;
    log.warn({ kind, count }, 'Routing was mended.');
    onMended?.(kind, count);
  }

  /** Postgres first: once the epoch is raised, a frozen process's late commit matches nothing (RT1). */
  async function mendProposals(): Promise<number> {
    const stale = await routing.staleProposals();
    for (const { itemId, epoch, op } of stale) {
      const item = (await records.fence({ itemId, epoch })) ?? goneItem({ itemId });
      await routing.project(item, op);
    }
    mended('proposal', stale.length);
    return stale.length;
  }

  /** Any process may: whoever dies before the rule is written leaves it due. */
  async function followHours(): Promise<number> {
    const due = await routing.dueRules();
    for (const queue of due) await dispatch.ruleChanged(await records.rule(queue));
    return due.length;
  }

  /** Whatever event was lost, whatever time has changed (a grace that ended, a wait that became too long). */
  async function touchQueues(): Promise<void> {
    announce.mark(await routing.waitingQueues());
    await dispatch.dispatchAll();
  }

  async function compare() {
    const items = await records.items();
    const agents = await records.agents();
    return routing.compare(items, agents);
  }

  async function mendDrift(): Promise<number> {
    const rules = await routing.driftedRules(await records.rules());
    const first = await compare();
    const isSame = first.itemIds.length + first.loads.size + first.agentIds.length === 0;
    if (!first.isTorn && isSame) return mendTogether({ rules });
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    const second = await compare();
    if (second.isTorn) {
      // Redis contradicts itself, so nothing in it can be trusted; Postgres has it all (TRUTH2).
      await routing.discard();
      await routing.waitingQueues();
      mended('rebuild', 1);
      return 1;
    }
    const loads = [...second.loads].filter(([id, revision]) => first.loads.get(id) === revision);
    const drifted = second.itemIds.filter((id) => first.itemIds.includes(id));
    const itemIds = [...new Set([...drifted, ...loads.map(([id]) => id)])];
    const agentIds = second.agentIds.filter((id) => first.agentIds.includes(id));
    return mendTogether({ rules, itemIds, agentIds });
  }

  /** Nothing is given out before all of it is known again: who stands first follows from all (RT3). How many there were. */
  async function mendTogether({ rules, itemIds = [], agentIds = [] }: Drifted): Promise<number> {
    const count = rules.length + itemIds.length + agentIds.length;
    if (count === 0) return 0;
    for (const rule of rules) await routing.setRule(rule);
    for (const agentId of agentIds) {
      const agent = await records.agent(agentId);
      await (agent ? routing.setAgent(agent) : routing.removeAgent(agentId));
    }
    const ruled = rules.length === 0 ? [] : ruledBy(rules, await records.items());
    for (const item of ruled) await routing.project(item);
    for (const itemId of itemIds) await routing.project((await records.item(itemId)) ?? goneItem({ itemId }));
    await touchQueues();
    mended('rule', rules.length);
    mended('item', itemIds.length);
    mended('agent', agentIds.length);
    return count;
  }

  /** Repeats `work`, one at a time; a failure is logged once per outage. */
  function every(intervalMs: number, work: () => Promise<unknown>): NodeJS.Timeout {
    let isRunning = false;
    async function tick(): Promise<void> {
      if (isRunning) return;
      isRunning = true;
      try {
        await work();
        // What could not be projected during an outage does not wait for the next comparison.
        if (isDown) await mendDrift();
        isDown = false;
      } catch (err) {
        if (!isDown) log.warn({ err }, 'The sweep of routing was interrupted.');
        isDown = true;
      }
      isRunning = false;
    }
    return setInterval(() => void tick(), intervalMs).unref();
  }

  return {
    mendProposals,
    mendDrift,
    followHours,
    start() {
      if (timers.length > 0) return;
      const followDue = async () => {
        await followHours();
        await dispatch.expireOffers();
      };
      const mendAndTouch = async () => {
        await mendProposals();
        await touchQueues();
      };
      timers = [
        every(proposalsEveryMs, mendAndTouch),
        every(driftEveryMs, mendDrift),
        every(dueEveryMs, followDue),
      ];
    },
    stop() {
      for (const timer of timers) clearInterval(timer);
      timers = [];
    },
  };
}
