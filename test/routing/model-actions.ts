import type { RoutingItem } from '@haven/server/features/routing/item';
import { ruleName } from '@haven/server/features/routing/rule';
import type { QueueSettings } from '@haven/shared/queue';
import type { Proposal } from '@haven/server/features/routing/proposal';
import fc from 'fast-check';
import type { RoutingModel } from './routing-model.ts';
import { leaseMs, type RoutingWorld } from './routing-world.ts';

const n = fc.nat({ max: 999 });
const kinds = {
  /** Weights: how often each happens. */
  enqueue: 6,
  propose: 8,
  commit: 6,
  refuse: 2,
  crash: 5,
  accept: 2,
  acceptOffer: 4,
  transfer: 2,
  requeue: 2,
  end: 3,
  move: 2,
  prefer: 1,
  touch: 1,
  turn: 3,
  latePicture: 3,
  availability: 2,
  configure: 1,
  decline: 3,
  timeOut: 3,
  heartbeat: 4,
  dropLease: 1,
  patience: 4,
  pass: 4,
  sweep: 4,
  flush: 1,
} as const;
type Kind = keyof typeof kinds;
export type Action = { kind: Kind; a: number; b: number };

export const actions: fc.Arbitrary<Action[]> = fc.array(
  fc.record({
    kind: fc.oneof(
      ...Object.entries(kinds).map(([kind, weight]) => ({ weight, arbitrary: fc.constant(kind as Kind) })),
    ),
    a: n,
    b: n,
  }),
  { minLength: 20, maxLength: 100, size: 'max' },
);

/** What items ask for: nothing, skills, other weights, both. */
const needs = [
  { skills: [], weight: 100 },
  { skills: [], weight: 100 },
  { skills: ['hardware'], weight: 100 },
  { skills: ['hardware', 'swaps'], weight: 150 },
  { skills: [], weight: 50 },
] as const;

const never = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
/** How queues are run; the worlds' clocks stand on a Sunday. */
const settings: Partial<QueueSettings>[] = [
  { mode: 'offer' },
  {},
  {},
  { choice: 'round_robin' },
  { mode: 'manual' },
  { mode: 'offer', offerSeconds: 5 },
  { agingMinutes: 0 },
  { agingMinutes: 60, choice: 'round_robin' },
  { hours: { timeZone: 'UTC', week: { ...never, wed: [{ from: '10:00', until: '11:00' }] }, holidays: [] } },
];

/** Picks by number, so that shrinking a case keeps it a case. */
function pick<T>(all: readonly T[], number: number): T | undefined {
  return all[number % all.length];
}

/** Does to Redis and to the model what the actions say. `inFlight` are proposals whose commit is still to come. */
export function createActor(world: RoutingWorld, model: RoutingModel) {
  const { ledger, routing, clock } = world;
  const anyLanguage = { ...world.chinese, isAnyLanguage: true } as const;
  const queues = [world.english, world.chinese, world.otherTeam, anyLanguage];
  const inFlight: Proposal[] = [];
  const counts = { proposed: 0, committed: 0, swept: 0, late: 0, passed: 0, accepted: 0, turned: 0 };
  const pictures: RoutingItem[] = [];

  async function project(picture: RoutingItem | null | undefined, op?: string): Promise<void> {
    if (!picture) return;
    pictures.push(picture);
    await routing.project(picture, op);
    model.project(picture, op);
  }

  async function settle(proposal: Proposal): Promise<void> {
    await project(await ledger.item(proposal.itemId), proposal.op);
  }

  function took(proposal: Proposal): void {
    const { itemId, op, agentId, offeredUntil } = proposal;
    const isOffer = offeredUntil !== undefined;
    model.take(itemId, { op, agentId, isOffer, expiresAt: offeredUntil ?? clock.now() + 5_000 }, clock.now());
    // I2, which may be broken only by visitors who write (RT6).
    expect(model.loadOf(agentId)).toBeLessThanOrEqual((model.agents.get(agentId)?.capacity ?? 0) * 100);
    if (!isOffer) inFlight.push(proposal);
  }

  /** Gives the item to the agent by name, all in one step, as accepting and transferring do. */
  async function give(item: RoutingItem | undefined, number: number): Promise<void> {
    const agent = pick([...model.agents.values()], number);
    if (!item || !agent) return;
    model.project(item);
    const pending = model.pending.get(item.id);
    const isAccepting = pending?.isOffer === true && pending.agentId === agent.id;
    const known = model.items.get(item.id);
    const may =
      isAccepting || (!pending && known !== undefined && model.mayTake(agent.id, known, clock.now()));
    const offer = await routing.proposeTo(item, agent.id);
    expect({ item: item.id, agent: agent.id, ok: offer.ok }).toEqual({
      item: item.id,
      agent: agent.id,
      ok: may,
    });
    if (!offer.ok) return;
    if (isAccepting) {
      counts.accepted += 1;
      model.accept(item.id, offer.proposal.op, clock.now() + 5_000);
    } else {
      took(offer.proposal);
      inFlight.pop();
    }
    ledger.commit(offer.proposal);
    await settle(offer.proposal);
  }

  const offers = () => [...model.pending].filter(([, { isOffer }]) => isOffer);

  async function pass(itemId: string, agentId: string, isDeclined: boolean): Promise<void> {
    expect(await routing.endOffer(itemId, isDeclined ? agentId : undefined)).toMatchObject({
      itemId,
      agentId,
    });
    model.endOffer(itemId, clock.now());
    counts.passed += 1;
  }

  const open = (state: RoutingItem['state']) => ledger.open().filter((item) => item.state === state);

  const act: Record<Kind, (a: number, b: number) => Promise<void> | void> = {
    async enqueue(a, b) {
      const asked = pick(needs, a + b) ?? needs[0];
      await project(ledger.enqueue(pick(queues, a) ?? world.english, { band: b % 4, ...asked }));
    },
    async propose() {
      const expected = model.expected(clock.now());
      const proposal = await routing.propose();
      expect(
        proposal && { itemId: proposal.itemId, agentId: proposal.agentId, epoch: proposal.epoch },
      ).toEqual(expected);
      if (!proposal) return;
      counts.proposed += 1;
      took(proposal);
    },
    async commit(a) {
      const [proposal] = inFlight.splice(a % (inFlight.length || 1), 1);
      if (!proposal) return;
      counts[ledger.commit(proposal) === 'assigned' ? 'committed' : 'late'] += 1;
      await settle(proposal);
    },
    async refuse() {
      const proposal = inFlight.shift();
      if (proposal) await settle(proposal);
    },
    /** The process dies between its commit and telling Redis, or before its commit. */
    crash(a) {
      const proposal = inFlight.shift();
      if (proposal && a % 2 === 0) ledger.commit(proposal);
    },
    accept: (a, b) => give(pick(open('queued'), a), b),
    async acceptOffer(a) {
      const [itemId, offer] = pick(offers(), a) ?? [];
      if (!itemId || !offer) return;
      await give(ledger.items.get(itemId), [...model.agents.keys()].indexOf(offer.agentId));
    },
    transfer: (a, b) => give(pick(open('held'), a), b),
    async requeue(a) {
      const item = pick(open('held'), a);
      if (item) await project(ledger.requeue(item.id));
    },
    async end(a) {
      const item = pick(ledger.open(), a);
      if (item) await project(ledger.end(item.id));
    },
    async move(a, b) {
      const item = pick(open('queued'), a);
      const queue = pick(queues, b) ?? world.english;
      // A transfer raises the epoch; a change of language does not.
      if (item)
        await project(b % 2 === 0 ? ledger.requeue(item.id, { queue }) : ledger.touch(item.id, { queue }));
    },
    async prefer(a, b) {
      const item = pick(open('queued'), a);
      const agent = pick([...model.agents.values()], b);
      const preferredUntil = b % 3 === 0 ? null : clock.now() + 60_000;
      if (item && agent) await project(ledger.touch(item.id, { preferredAgentId: agent.id, preferredUntil }));
    },
    async touch(a, b) {
      const item = pick(ledger.open(), a);
      // Of what somebody has a slot for, another weight would be more than the slot.
      const isFree = item?.state === 'queued' && !model.pending.has(item.id);
      const asked = isFree ? pick(needs, a + b) : {};
      if (item) await project(ledger.touch(item.id, { band: b % 4, ...asked }));
    },
    /** The visitor of a chat that is held is answered, or writes. */
    async turn(a) {
      const item = pick(open('held'), a);
      if (!item) return;
      const { isIdle, ...rest } = item;
      ledger.items.set(item.id, isIdle ? rest : { ...rest, isIdle: true });
      await project(ledger.touch(item.id));
      counts.turned += 1;
    },
    async latePicture(a) {
      await project(pick(pictures, a));
    },
    async availability(a, b) {
      const agent = pick([...model.agents.values()], a);
      if (!agent) return;
      agent.availability = b % 3 === 0 ? 'away' : 'online';
      const { leaseUntil: _lease, last: _last, ...row } = agent;
      ledger.agents.set(agent.id, row);
      await routing.setAgent(row);
    },
    async decline(a) {
      const [itemId, offer] = pick(offers(), a) ?? [];
      if (itemId && offer) await pass(itemId, offer.agentId, true);
    },
    async timeOut(a) {
      if (a % 2 === 0) world.pass(6_000);
      const due = offers().filter(([, { expiresAt }]) => expiresAt <= clock.now());
      expect((await routing.dueOffers()).toSorted()).toEqual(due.map(([itemId]) => itemId).toSorted());
      for (const [itemId, { agentId }] of due) await pass(itemId, agentId, false);
    },
    /** What waits there is projected again, as dispatch does. */
    async configure(a, b) {
      const queue = pick(queues, a) ?? world.english;
      const rule = ledger.configure(queue, pick(settings, b) ?? {});
      await routing.setRule(rule);
      model.rules.set(ruleName(rule), rule);
      for (const item of ledger.open()) if (ruleName(item.queue) === ruleName(rule)) await project(item);
    },
    async heartbeat(a, b) {
      const all = [...model.agents.values()];
      for (const agent of b % 2 === 0 ? all : all.slice(0, a % all.length)) {
        const isAbsent = agent.leaseUntil <= clock.now();
        expect(await routing.renewLease(agent.id)).toBe(isAbsent ? 'returned' : 'renewed');
        agent.leaseUntil = clock.now() + leaseMs;
      }
    },
    /** Long enough for places to be kept, while everybody is heard. */
    async patience() {
      world.pass(130_000);
      await act.heartbeat(0, 0);
    },
    async dropLease(a) {
      const agent = pick([...model.agents.values()], a);
      if (!agent) return;
      await routing.dropLease(agent.id);
      agent.leaseUntil = Math.min(agent.leaseUntil, clock.now());
    },
    pass(a, b) {
      world.pass(b % 6 === 0 ? a * 400 : a * 5);
    },
    async sweep(a) {
      if (a % 2 === 0) world.pass(6_000);
      const expired = [...model.pending].filter(
        ([, { expiresAt, isOffer }]) => !isOffer && expiresAt <= clock.now(),
      );
      const rows = expired.map(([itemId, { op }]) => ({ itemId, op }));
      expect(await world.sweep.mendProposals()).toBe(expired.length);
      counts.swept += expired.length;
      for (const { itemId, op } of rows) {
        const row = await ledger.item(itemId);
        if (row) model.project(row, op);
      }
    },
    async flush() {
      await world.redis.flushdb();
      await routing.waitingQueues();
      model.rebuild(ledger.open());
    },
  };

  return { counts, act: ({ kind, a, b }: Action) => act[kind](a, b) };
}
