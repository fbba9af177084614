import { mismatchOf, type RoutingAgent } from '../features/routing/agent.ts';
import { goneItem, type Queue, type RoutingItem } from '../features/routing/item.ts';
import type { CommitOutcome, Declined, Proposal } from '../features/routing/proposal.ts';
import type { Offer } from '../features/routing/proposals.ts';
import { type QueueRule, ruledBy } from '../features/routing/rule.ts';
import type { Routing } from '../features/routing/routing.ts';
import type { Projected } from '../features/routing/writes.ts';
import type { Logger } from '../log.ts';
import type { AnnouncePositions } from './announce-positions.ts';
import { offered, offerView } from './offer-view.ts';
import type { Publish } from './publish.ts';

export type Commit = (proposal: Proposal) => Promise<CommitOutcome>;

/**
 * Event-driven dispatch (RT2). Nothing here rejects but what an answer hangs on, the ends of offers: with Redis down it
 * logs once, and the sweep repairs.
 * Promises resolve when Redis knows what was told, and assignments follow on their own: a commit may tell of its own
 * change without waiting for itself.
 */
export type Dispatch = {
  /** Signed in, availability, capacity, teams or languages changed. */
  agentChanged(agent: RoutingAgent): Promise<void>;
  /** Disabled. */
  agentRemoved(agentId: string): Promise<void>;
  /** An administrator has changed how a queue is run, or it opens or closes. O(open items). */
  ruleChanged(rule: QueueRule): Promise<void>;
  /** Every 5 s for each agent with a socket, and at once when one connects. */
  agentSeen(agentId: string): Promise<void>;
  /** The agent's last socket of this process is gone. */
  agentLost(agentId: string): Promise<void>;
  /** Gives out all that can be. Resolves when nothing is being dispatched any more; a commit must not wait for that. */
  dispatchAll(): Promise<void>;
  /** The same, where changes made something possible. */
  dispatchAfter(changes: readonly Projected[]): Promise<void>;
  idle(): Promise<void>;
  /** A transfer to an agent: takes a slot, runs the caller's commit, settles. */
  assignTo(item: RoutingItem, agentId: string, commit: Commit): Promise<CommitOutcome | Declined>;
  /** The same for who takes something by hand: being busy or away does not hinder them. Commits as routing does, or so. */
  takeByHand(item: RoutingItem, agentId: string, commit?: Commit): Promise<CommitOutcome | Declined>;
  /** Passes an offer on to the next agent; false when it is not offered to this one (any more). */
  declineOffer(itemId: string, agentId: string): Promise<boolean>;
  /** Passes on what nobody answered in time. How many. */
  expireOffers(): Promise<number>;
  /** Ends a proposal after its commit: reads what the row is now, and projects that. */
  settle(proposal: Proposal, outcome: CommitOutcome): Promise<void>;
};

type Deps = {
  routing: Routing;
  /** Postgres: createRoutingRecords({ db }) of features/routing/load.ts. */
  records: {
    item(itemId: string): Promise<RoutingItem | null>;
    items(): Promise<RoutingItem[]>;
    agent(agentId: string): Promise<RoutingAgent | null>;
  };
  commit: Commit;
  announce: Pick<AnnouncePositions, 'mark'>;
  publish: Pick<Publish, 'offerMade' | 'offerEnded'>;
  log: Logger;
};

/** Commits under way at once in one process: hides their latency, and leaves connections to everybody else. */
const lanes = 4;
/** A run in which this many commits came to nothing is given up to the sweep: repeating at once won't mend it. */
const failuresPerRun = 20;

export function createDispatch({ routing, records, commit, announce, publish, log }: Deps): Dispatch {
  let isWanted = false;
  let running: Promise<void> | undefined;
  let isDown = false;

  /** Runs `work`; a failure is logged once per outage and left to the sweep. */
  async function quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      if (isDown) log.info('Dispatch works again.');
      isDown = false;
    } catch (err) {
      if (!isDown) log.warn({ err }, 'Dispatch is interrupted; the sweep will repair.');
      isDown = true;
    }
  }

  function want(): void {
    isWanted = true;
    running ??= run();
  }

  /** Who waits in these queues may have to be told something else, and something may be given out. */
  function changed(queues: readonly Queue[]): void {
    announce.mark(queues);
    want();
  }

  function follow(changes: readonly Projected[]): void {
    for (const { queues } of changes) announce.mark(queues);
    if (changes.some(({ queues, freedAgentIds }) => queues.length + freedAgentIds.length > 0)) want();
  }

  /** One run per process; what is wanted meanwhile is done by the same run. */
  async function run(): Promise<void> {
    let failures = 0;
    while (isWanted) {
      isWanted = false;
      await quietly(async () => {
        failures += await drain(failuresPerRun - failures);
      });
      if (failures < failuresPerRun) continue;
      // Whatever is refused and returns wants another run, so only giving up ends this.
      isWanted = false;
      log.warn({ failures }, 'Dispatch gave up a run in which commits kept coming to nothing.');
    }
    running = undefined;
  }

  /** Assigns until nobody who waits has an eligible agent; how many commits came to nothing. */
  async function drain(patience: number): Promise<number> {
    for (let failures = 0; ; ) {
      const { count, outcomes } = await giveOut(lanes);
      failures += outcomes.filter((outcome) => outcome === 'stale').length;
      // Postgres does not answer: the next proposals would expire like these.
      if (count === 0 || failures >= patience || outcomes.includes('unavailable')) return failures;
    }
  }

  /** Proposes so many at most, each committed while the next is decided: who is freed does not wait for the others. */
  async function giveOut(most: number) {
    const commits: Promise<CommitOutcome>[] = [];
    let count = 0;
    try {
      for (; count < most; count += 1) {
        const proposal = await routing.propose();
        if (proposal === null) break;
        announce.mark([proposal.queue]);
        if (!askFirst(proposal)) commits.push(commitAndSettle(proposal));
      }
    } finally {
      // Also where Redis fails: a run ends when nothing of it is under way.
      await Promise.all(commits);
    }
    return { count, outcomes: await Promise.all(commits) };
  }

  /** Asks the agent, where the queue wants that (RT8); false where the proposal is to be committed at once. */
  function askFirst({ offeredUntil, agentId, ...proposal }: Proposal): boolean {
    if (offeredUntil === undefined) return false;
    publish.offerMade(agentId, offerView({ ...proposal, offeredUntil }));
    return true;
  }

  /** Whoever let it pass has room again, and the item is the next one's. */
  async function passOn(itemId: string, declinedBy?: string): Promise<boolean> {
    const ended = await routing.endOffer(itemId, declinedBy);
    if (ended === null) return false;
    const { agentId, conversationId, queue } = ended;
    const reason = declinedBy === undefined ? 'timed_out' : 'declined';
    publish.offerEnded(agentId, { ...offered(itemId, conversationId), reason });
    changed([queue]);
    return true;
  }

  async function commitAndSettle(proposal: Proposal): Promise<CommitOutcome> {
    const outcome = await outcomeOf(commit, proposal);
    await settle(proposal, outcome);
    return outcome;
  }

  async function settleOffer(offer: Offer, attempt: Commit): Promise<CommitOutcome | Declined> {
    if (!offer.ok) return offer.reason;
    const outcome = await outcomeOf(attempt, offer.proposal);
    await settle(offer.proposal, outcome);
    return outcome;
  }

  async function outcomeOf(attempt: Commit, proposal: Proposal): Promise<CommitOutcome> {
    try {
      return await attempt(proposal);
    } catch (err) {
      log.error({ err, itemId: proposal.itemId }, 'An assignment failed in an unforeseen way.');
      return 'unavailable';
    }
  }

  /** Projecting the row as it is now confirms what was written and undoes what was not. */
  async function settle(proposal: Proposal, outcome: CommitOutcome): Promise<void> {
    // Nobody knows whether it was written, so the slot stays taken until the sweep has fenced the commit off.
    if (outcome === 'unavailable') return;
    await quietly(async () => {
      if (outcome === 'stale') await refreshAgent(proposal.agentId);
      const item = (await records.item(proposal.itemId)) ?? goneItem(proposal);
      follow([await routing.project(item, proposal.op)]);
    });
  }

  /** The agent may be what was stale: disabled a moment ago, and Redis did not know. */
  async function refreshAgent(agentId: string): Promise<void> {
    const agent = await records.agent(agentId);
    await (agent ? routing.setAgent(agent) : routing.removeAgent(agentId));
  }

  /** The waiting queues that this agent could serve, room or not. */
  async function queuesOf(agentId: string): Promise<Queue[]> {
    const waiting = await routing.waitingQueues();
    if (waiting.length === 0) return [];
    const agent = (await routing.presence([agentId])).get(agentId);
    return waiting.filter((queue) => mismatchOf(agent, queue) === undefined);
  }

  async function idle(): Promise<void> {
    while (running) await running;
  }

  return {
    agentChanged: (agent) =>
      quietly(async () => {
        // Also whom the agent served until now has to be told.
        const before = await queuesOf(agent.id);
        await routing.setAgent(agent);
        changed([...before, ...(await queuesOf(agent.id))]);
      }),

    agentRemoved: (agentId) =>
      quietly(async () => {
        const before = await queuesOf(agentId);
        await routing.removeAgent(agentId);
        announce.mark(before);
      }),

    ruleChanged: (rule) =>
      quietly(async () => {
        await routing.setRule(rule);
        // Redis knows of all before anything is given out, as what stands first follows from all (RT3).
        for (const item of ruledBy([rule], await records.items())) await routing.project(item);
        changed(await routing.waitingQueues());
      }),

    agentSeen: (agentId) =>
      quietly(async () => {
        let renewal = await routing.renewLease(agentId);
        if (renewal === 'unknown_agent') {
          await refreshAgent(agentId);
          renewal = await routing.renewLease(agentId);
        }
        if (renewal === 'returned') changed(await queuesOf(agentId));
      }),

    agentLost: (agentId) => quietly(() => routing.dropLease(agentId)),
    async dispatchAll() {
      want();
      await idle();
    },
    async dispatchAfter(changes) {
      follow(changes);
      await idle();
    },
    idle,

    async assignTo(item, agentId, attempt) {
      return settleOffer(await routing.proposeTo(item, agentId), attempt);
    },

    async takeByHand(item, agentId, attempt = commit) {
      return settleOffer(await routing.proposeTo(item, agentId, true), attempt);
    },

    declineOffer: passOn,
    async expireOffers() {
      const due = await routing.dueOffers();
      const passed = await Promise.all(due.map((itemId) => passOn(itemId)));
      return passed.filter(Boolean).length;
    },
    settle,
  };
}
