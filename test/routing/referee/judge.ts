import { type Queue, queueOf, type RoutingItem } from '@haven/server/features/routing/item';
import { defaultQueueSettings, type QueueSettings } from '@haven/shared/queue';
import { evidenceOf } from './evidence.ts';
import type { Seen } from './look.ts';
import { offeredTo } from './offers.ts';
import { changesBetween, isOpenAt } from './opening.ts';
import { isOfQueue, judgeOrder } from './order.ts';
import { isDeclinedBy, mayBePassedBy } from './passes.ts';
import type { ModelProcess } from './model-process.ts';
import { graceMs, type RefereeWorld, skewMs, type Staff } from './referee-world.ts';
import { Violation } from './violation.ts';

/**
 * After each step: what Postgres holds now against what it held before and against who was there. `versions` are all
 * moments that may have counted: a process that was frozen decided by the staff of its time.
 */
export async function judgeStep(
  world: RefereeWorld,
  before: Seen,
  versions: readonly Staff[],
): Promise<void> {
  const after = world.seen;
  const given = [...after.items.values()].filter((item) => isNewlyHeld(item, before.items.get(item.id)));
  const reasons = given.length === 0 ? new Map<string, Reason>() : await reasonsOf(world, given);
  // What was accepted was judged when it was offered, if it was not offered in this very step.
  const chosen = given.filter(
    (item) => !isAccepted(item, before, versions) && !isOfferTaken(world, item, reasons.get(item.id) ?? {}),
  );
  for (const item of chosen) {
    const reason = reasons.get(item.id) ?? {};
    judgeAssignment(world, item, reason, before, versions);
    if (reason.rule === 'named' && settingsOf(after, item).mode === 'manual') world.reached.byHand += 1;
  }
  for (const item of after.items.values()) judgeItem(item, before.items.get(item.id));
  const offered = judgeOffers(world, before, versions);
  if (world.disturbed !== null) return;
  await judgeLoads(world, after);
  if (!world.isHealthy()) return;
  const byRouting = chosen.filter(
    // What was decided before a freeze was first in line then.
    ({ id }) => reasons.get(id)?.rule !== 'named' && !versions.some(({ decided }) => decided?.itemId === id),
  );
  for (const item of [...byRouting, ...offered]) {
    // What Redis had missed until it was mended in this very step stood in nobody's way.
    if (!versions.some(({ isTorn }) => isTorn)) await judgeOrder(world, item, before, versions);
    judgeWarmUp(world, item, versions);
  }
  await judgeIdleness(world, after);
}

/** Who accepts what they were offered gets it, whatever they have become meanwhile. */
function isAccepted({ id, agentId }: RoutingItem, before: Seen, versions: readonly Staff[]): boolean {
  if (agentId !== null && before.offers.get(id)?.agentId === agentId) return true;
  return versions.some(({ decided }) => decided?.itemId === id && decided.isAccepted);
}

/** Offered and accepted in one step: taken by hand, and all the same with the reason of an offer. */
function isOfferTaken({ taken }: RefereeWorld, item: RoutingItem, { rule }: Reason): boolean {
  return taken.get(item.conversationId) === item.agentId && rule !== 'named';
}

function isNewlyHeld(item: RoutingItem, before: RoutingItem | undefined): boolean {
  if (item.state !== 'held') return false;
  // Fencing raises the epoch by one and gives nobody anything; leaving and coming back raise it by two.
  return before?.state !== 'held' || before.agentId !== item.agentId || item.epoch > before.epoch + 1;
}

type Reason = { rule?: string; relaxed?: readonly string[] };

/** By item, why it went to its agent. */
async function reasonsOf(world: RefereeWorld, given: readonly RoutingItem[]): Promise<Map<string, Reason>> {
  const rows = await world.engines.database.db
    .selectFrom('assignment')
    .select(['conversation_id', 'role', 'agent_id', 'reason'])
    .where('ended_at', 'is', null)
    .where('conversation_id', 'in', [...new Set(given.map(({ conversationId }) => conversationId))])
    .execute();
  return new Map(
    given.map((item) => {
      const role = item.id.startsWith('contact:') ? 'contact' : 'specialist';
      const row = rows.find((each) => each.conversation_id === item.conversationId && each.role === role);
      if (row?.agent_id !== item.agentId)
        throw new Violation('RT1', 'the open assignment names another agent than the row', { item, row });
      return [item.id, row?.reason ?? {}];
    }),
  );
}

/** RT4: whoever got something was eligible, at some moment at which it may have been decided. */
function judgeAssignment(
  world: RefereeWorld,
  item: RoutingItem,
  { rule, relaxed = [] }: Reason,
  before: Seen,
  versions: readonly Staff[],
): void {
  judgeChoice(world, item, before, versions, { mode: 'auto', rule, relaxed });
  if (item.skills?.length) world.reached.skilled += 1;
  const isContact = item.id.startsWith('contact:');
  const passed = world.passed.get(item.conversationId);
  const isPassedOn = versions.every(
    ({ at }) => passed?.agentId === item.agentId && at + skewMs < passed.until,
  );
  if (isPassedOn && rule !== 'named' && isContact)
    throw new Violation('RT8', 'given back to who had just let it lie', { item, rule, passed });
  if (isContact) world.passed.delete(item.conversationId);
}

/**
 * RT8: what is offered waits, and is offered to who could be given it. What was offered since the last step, with the
 * agents who are asked.
 */
function judgeOffers(world: RefereeWorld, before: Seen, versions: readonly Staff[]): RoutingItem[] {
  const { offers, items } = world.seen;
  return [...offers].flatMap(([itemId, { op, agentId, epoch }]) => {
    const item = items.get(itemId);
    if (world.disturbed === null && (item?.state !== 'queued' || item.epoch !== epoch))
      throw new Violation('RT8', 'something is offered that does not wait any more', { itemId, item, epoch });
    if (!item || before.offers.get(itemId)?.op === op) return [];
    const offered = { ...item, agentId };
    judgeChoice(world, offered, before, versions, { mode: 'offer', rule: 'offer', relaxed: [] });
    world.reached.offered += 1;
    return [offered];
  });
}

type Choice = { mode: QueueSettings['mode']; rule: string | undefined; relaxed: readonly string[] };

/** The item's agent may be given it or asked, at some moment at which that may have been decided. */
function judgeChoice(
  world: RefereeWorld,
  item: RoutingItem,
  before: Seen,
  versions: readonly Staff[],
  { mode, rule, relaxed }: Choice,
): void {
  const agentId = item.agentId ?? '';
  const who = versions.flatMap(({ agents }) => agents.get(agentId) ?? []);
  const wasPresent = versions.some(({ at, leases }) => (leases.get(agentId) ?? 0) > at);
  if (!wasPresent) throw new Violation('RT9', 'given to an agent without a lease', { item, rule });
  // Also what was decided before a freeze: the commit compares what the chat asks for by then.
  const queue = queueOf(item);
  const fits = who.some(
    (agent) =>
      isOfQueue(agent, { ...queue, ...anyLanguageIf(relaxed) }) &&
      (rule === 'named' || agent.availability === 'online'),
  );
  if (!fits) throw new Violation('RT4', 'given to an agent who is not eligible', { item, rule, who });
  if (rule !== 'named' && !versions.some((version) => isRun(version, queue, mode)))
    throw new Violation('RT12', 'given out of a queue that is closed or run otherwise', {
      item,
      rule,
      mode,
      versions: versions.map(({ at, rules }) => [at, rules.get(item.queue.teamId)]),
    });
  if (rule !== 'named' && versions.every(({ at }) => isDeclinedBy(world, item, agentId, at)))
    throw new Violation('RT8', 'given again to who had just let it pass', { item, rule });
  const capacity = Math.max(...who.map((agent) => agent.capacity * 100));
  // A frozen process, or one whose Redis has missed something, decided before the visitors wrote.
  const isOfBefore = world.disturbed !== null || versions.some(({ decided }) => decided?.itemId === item.id);
  const load = loadOf(agentId, world.seen, (held) => {
    const earlier = before.items.get(held.id);
    const wasIdle = earlier?.agentId === agentId && earlier.isIdle === true;
    return held.isIdle === true || wasIdle || (isOfBefore && held.id.startsWith('contact:'));
  });
  if (load > capacity)
    throw new Violation('RT4', 'given to an agent beyond capacity', { item, rule, load, capacity });
}

/** What it asked for is back in its row, once somebody has it. */
function anyLanguageIf(relaxed: readonly string[]): Pick<Queue, 'isAnyLanguage'> {
  return relaxed.includes('language') ? { isAnyLanguage: true } : {};
}

/** Whether a queue was open then and run in this way, by any process's clock. */
function isRun({ rules, at }: Staff, queue: Queue, mode: QueueSettings['mode']): boolean {
  const settings = rules.get(queue.teamId) ?? defaultQueueSettings;
  return settings.mode === mode && (isOpenAt(settings, at) || isOpenAt(settings, at + skewMs));
}

/** The beginning is told by two clocks, the process's and the database's. */
export const clockSkewMs = 1_000;

/** RT3: a time of enqueueing never moves back in the line. */
function judgeItem(item: RoutingItem, before: RoutingItem | undefined): void {
  if (before && item.enqueuedAt > before.enqueuedAt + clockSkewMs)
    throw new Violation('RT3', 'lost its place in the line', { before, item });
  if (before && (item.epoch < before.epoch || item.revision < before.revision))
    throw new Violation('RT1', 'an epoch or revision went back', { before, item });
}

/** RT10: who signed in a moment ago is given a few, and no more. */
function judgeWarmUp({ warmUps }: RefereeWorld, item: RoutingItem, versions: readonly Staff[]): void {
  const warmUp = warmUps.get(item.agentId ?? '');
  if (!warmUp || versions.some(({ at }) => at + skewMs >= warmUp.until)) return;
  warmUp.left -= 1;
  if (warmUp.left < 0)
    throw new Violation('RT10', 'given more than one is after signing in', { item, warmUp });
}

/** RT10: who hands over holds nothing any more that waits for an answer. */
export async function judgeHandOver(world: RefereeWorld, agentId: string | undefined): Promise<void> {
  if (world.disturbed !== null) return;
  const { rows } = await world.look();
  const left = rows.find((row) => row.status === 'assigned' && row.assigneeId === agentId && row.isWaiting);
  if (left) throw new Violation('RT10', 'was left behind by who handed over', left);
}

/** RT2: whoever waits waits because nobody is free for it, or its queue is closed or left to hands. */
async function judgeIdleness(world: RefereeWorld, after: Seen): Promise<void> {
  for (const item of after.items.values()) {
    if (item.state !== 'queued' || after.offers.has(item.id)) continue;
    const free = [...after.agents.values()].find(
      (agent) =>
        isOfQueue(agent, queueOf(item)) &&
        agent.availability === 'online' &&
        !mayBePassedBy(world, item, agent.id) &&
        !world.warmUps.has(agent.id) &&
        (world.leases.get(agent.id) ?? 0) > world.clock.now() + 5_000 &&
        loadOf(agent.id, after) + item.weight <= agent.capacity * 100,
    );
    if (!free) continue;
    const settings = settingsOf(after, item);
    if (settings.mode === 'manual') world.reached.leftToHands += 1;
    else if (!isOpenAt(settings, world.clock.now())) world.reached.closed += 1;
    else if (!changesBetween(settings, world.followedAt, world.clock.now() + skewMs))
      throw new Violation('RT2', 'waits while somebody is free', {
        item,
        free,
        settings,
        evidence: await evidenceOf(world, free.id, item.id),
      });
  }
}

/** RT9: who is there is who has a socket at any process. */
function judgePresence(
  { leases }: RefereeWorld,
  { clock }: ModelProcess,
  agentId: string,
  isPresent: boolean,
): void {
  const left = (leases.get(agentId) ?? 0) - clock.now();
  // Time goes on between the two looks.
  if (Math.abs(left) > 1_000 && isPresent !== left > 0)
    throw new Violation('RT9', 'Redis does not know who has a socket', { agentId, isPresent, left });
}

/** Redis decides by what Postgres holds, what is offered, and the slots of those who froze before their commit. */
async function judgeLoads(world: RefereeWorld, after: Seen): Promise<void> {
  const slotsOf = (agentId: string): number => {
    const slots = world.frozen.flatMap(({ held, isReaped }) => {
      const item = after.items.get(held.itemId);
      const isCurrent = !isReaped && held.agentId === agentId && item?.epoch === held.epoch;
      return isCurrent ? [item.weight] : [];
    });
    return slots.reduce((sum, weight) => sum + weight, 0);
  };
  const process = world.process(0);
  const presence = await process.routing.presence([...after.agents.keys()]);
  for (const agentId of after.agents.keys()) {
    const load = (presence.get(agentId)?.load ?? 0) * 100;
    const expected = loadOf(agentId, after) + slotsOf(agentId);
    judgePresence(world, process, agentId, presence.get(agentId)?.present ?? false);
    if (Math.round(load) !== expected)
      throw new Violation(
        'RT18',
        'Redis has another load than Postgres, offers and those who are committing',
        {
          agentId,
          load,
          expected,
          held: [...after.items.values()].filter((item) => item.agentId === agentId),
          evidence: await evidenceOf(world, agentId),
        },
      );
  }
}

/**
 * RT9: after a look for who is gone, they hold nothing that waits for an answer; nobody else has lost anything, and
 * nothing that was answered. How many were taken back. `now` is by the clock of who looked.
 */
export async function judgeTakeBack(
  world: RefereeWorld,
  before: Seen,
  after: Seen,
  staff: Staff,
  now: number,
): Promise<number> {
  const since = Number(await world.engines.redis.redis.hget('{rt}:watch', 'since'));
  const leftAt = (agentId: string | null) => staff.leases.get(agentId ?? '') ?? 0;
  let count = 0;
  for (const row of before.rows) {
    const later = after.rows.find(({ id }) => id === row.id);
    if (row.status !== 'assigned' || !later) continue;
    const isTaken = later.epoch !== row.epoch;
    const isOverdue = Math.max(leftAt(row.assigneeId), since) + graceMs <= staff.at;
    if (isTaken) count += 1;
    if (isTaken && (!row.isWaiting || leftAt(row.assigneeId) + graceMs > now + clockSkewMs))
      throw new Violation('RT9', 'taken from who was not gone, or was answered', { row, later });
    if (!isTaken && isOverdue && row.isWaiting && world.disturbed === null)
      throw new Violation('RT9', 'waits for who is gone', { row, leftAt: leftAt(row.assigneeId), since });
  }
  return count;
}

/** Everything at once, when nothing is under way and nothing broken: Redis is what Postgres says, and nothing more. */
export async function judgeAll(world: RefereeWorld): Promise<void> {
  const { seen, engines } = world;
  const { routing, sweep } = world.process(0);
  const drift = await routing.compare([...seen.items.values()], [...seen.agents.values()]);
  if (drift.isTorn || drift.itemIds.length + drift.loads.size + drift.agentIds.length > 0)
    throw new Violation('RT17', 'Redis has drifted', drift);
  if ((await sweep.mendProposals()) + (await sweep.mendDrift()) !== 0)
    throw new Violation('RT17', 'a healthy system was mended');

  const { redis } = engines.redis;
  const pending = await redis.zrange('{rt}:pending', '0', '-1');
  if (pending.length > 0) throw new Violation('RT17', 'a slot leaked', pending);
  const told = (await redis.hkeys('{rt}:told')).filter((id) => seen.items.get(id)?.state !== 'queued');
  if (told.length > 0) throw new Violation('RT17', 'places of nobody are kept', told);
  const known = await redis.hkeys('{rt}:items');
  const gone = await redis.zrange('{rt}:tombstones', '0', '-1');
  if (known.length > gone.length + seen.items.size)
    throw new Violation('RT17', 'records leak', { known: known.length, gone: gone.length });
  await judgeHistory(world);
}

/** RT1, over time: a contact's epochs never repeat, and the open assignment is the row's. */
async function judgeHistory(world: RefereeWorld): Promise<void> {
  const rows = await world.engines.database.db
    .selectFrom('assignment')
    .select(['conversation_id', 'agent_id', 'epoch', 'ended_at'])
    .where('role', '=', 'contact')
    .execute();
  const epochs = new Set(rows.map((row) => `${row.conversation_id} ${row.epoch}`));
  if (epochs.size !== rows.length) throw new Violation('RT1', 'one epoch was assigned twice');
  const open = rows.filter(({ ended_at }) => ended_at === null);
  const held = world.seen.rows.filter(({ status }) => status === 'assigned');
  for (const row of held) {
    const own = open.filter((each) => each.conversation_id === row.id);
    if (own.length !== 1 || own[0]?.agent_id !== row.assigneeId)
      throw new Violation('RT1', 'not exactly one assignee', { row, own });
  }
}

function settingsOf({ rules }: Seen, { queue }: RoutingItem): QueueSettings {
  return rules.get(queue.teamId) ?? defaultQueueSettings;
}

/** What the agent holds and is being offered; where support spoke last, a part of the weight counts (RT6). */
function loadOf(
  agentId: string,
  { items, offers }: Seen,
  isIdle = (item: RoutingItem) => item.isIdle === true,
): number {
  let load = offeredTo(agentId, offers);
  for (const item of items.values())
    if (item.state === 'held' && item.agentId === agentId)
      load += isIdle(item) ? Math.round(item.weight * 0.3) : item.weight;
  return load;
}
