import type { RoutingAgent } from '@haven/server/features/routing/agent';
import type { Queue, RoutingItem } from '@haven/server/features/routing/item';
import { queueName } from '@haven/server/features/routing/keys';
import { defaultQueueSettings } from '@haven/shared/queue';
import { graceMs, type RefereeWorld, type Seen, type Staff } from './referee-world.ts';
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
  for (const item of given) judgeAssignment(world, item, reasons.get(item.id) ?? {}, before, versions);
  for (const item of after.items.values()) judgeItem(item, before.items.get(item.id));
  if (world.disturbed !== null) return;
  await judgeLoads(world, after);
  if (!world.isHealthy()) return;
  for (const item of given) {
    // What was decided before a freeze was first in line then.
    const isOld = versions.some(({ decided }) => decided?.itemId === item.id);
    if (reasons.get(item.id)?.rule === 'named' || isOld) continue;
    judgeOrder(world, item, reasons.get(item.id) ?? {}, before);
    judgeWarmUp(world, item, versions);
  }
  judgeIdleness(world, after);
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
  const after = world.seen;
  const agentId = item.agentId ?? '';
  const who = versions.flatMap(({ agents }) => agents.get(agentId) ?? []);
  const wasPresent = versions.some(({ at, leases }) => (leases.get(agentId) ?? 0) > at);
  if (!wasPresent) throw new Violation('RT9', 'given to an agent without a lease', { item, rule });
  const queues = [
    item.queue,
    ...versions.flatMap(({ decided }) => (decided?.itemId === item.id ? [decided.queue] : [])),
  ];
  const fits = who.some(
    (agent) =>
      queues.some((queue) => isOfQueue(agent, { ...queue, ...anyLanguageIf(relaxed) })) &&
      (rule === 'named' || agent.availability === 'online'),
  );
  if (!fits) throw new Violation('RT4', 'given to an agent who is not eligible', { item, rule, who });
  const passed = world.passed.get(item.conversationId);
  const isPassedOn = versions.every(({ at }) => passed?.agentId === agentId && at < passed.until);
  if (isPassedOn && rule !== 'named' && item.id.startsWith('contact:'))
    throw new Violation('RT8', 'given back to who had just let it lie', { item, rule, passed });
  if (item.id.startsWith('contact:')) world.passed.delete(item.conversationId);
  const capacity = Math.max(...who.map((agent) => agent.capacity * 100));
  // A frozen process, or one whose Redis has missed something, decided before the visitors wrote.
  const isOfBefore = world.disturbed !== null || versions.some(({ decided }) => decided?.itemId === item.id);
  const load = loadOf(agentId, after, (held) => {
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

/** The beginning is told by two clocks, the process's and the database's. */
const clockSkewMs = 1_000;

/** RT3: a time of enqueueing never moves back in the line. */
function judgeItem(item: RoutingItem, before: RoutingItem | undefined): void {
  if (before && item.enqueuedAt > before.enqueuedAt + clockSkewMs)
    throw new Violation('RT3', 'lost its place in the line', { before, item });
  if (before && (item.epoch < before.epoch || item.revision < before.revision))
    throw new Violation('RT1', 'an epoch or revision went back', { before, item });
}

/** Every queue of the model is run by the usual settings. */
function scoreOf({ enqueuedAt, band }: RoutingItem): number {
  return enqueuedAt - band * defaultQueueSettings.agingMinutes * 60_000;
}

/** RT3: nobody of the same queue who waited before, and still does, stood in front of it. */
function judgeOrder(world: RefereeWorld, item: RoutingItem, { relaxed = [] }: Reason, before: Seen): void {
  const waitedIn = queueName({ ...item.queue, ...anyLanguageIf(relaxed) });
  const passed = [...world.seen.items.values()].find((other) => {
    const earlier = before.items.get(other.id);
    const hasWaited =
      other.state === 'queued' && earlier?.state === 'queued' && earlier.epoch === other.epoch;
    const isInFront =
      scoreOf(other) < scoreOf(item) && earlier !== undefined && scoreOf(earlier) < scoreOf(item);
    const isOfSameQueue =
      queueName(other.queue) === waitedIn && earlier !== undefined && queueName(earlier.queue) === waitedIn;
    // What this agent let lie was not for them.
    const isForThem = !isPassedBy(world, other, item.agentId ?? '');
    return hasWaited && isInFront && isOfSameQueue && isForThem && other.weight <= item.weight;
  });
  if (passed) throw new Violation('RT3', 'given out of order', { item, passed });
}

/** RT10: who signed in a moment ago is given a few, and no more. */
function judgeWarmUp({ warmUps }: RefereeWorld, item: RoutingItem, versions: readonly Staff[]): void {
  const warmUp = warmUps.get(item.agentId ?? '');
  if (!warmUp || versions.some(({ at }) => at >= warmUp.until)) return;
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

/** RT2: whoever waits waits because nobody is free for it. */
function judgeIdleness(world: RefereeWorld, after: Seen): void {
  for (const item of after.items.values()) {
    if (item.state !== 'queued') continue;
    const free = [...after.agents.values()].find(
      (agent) =>
        isOfQueue(agent, item.queue) &&
        agent.availability === 'online' &&
        !isPassedBy(world, item, agent.id) &&
        !world.warmUps.has(agent.id) &&
        (world.leases.get(agent.id) ?? 0) > world.clock.now() + 5_000 &&
        loadOf(agent.id, after) + item.weight <= agent.capacity * 100,
    );
    if (free) throw new Violation('RT2', 'waits while somebody is free', { item, free });
  }
}

/** The end of a pass is no event: a sweep finds it. */
function isPassedBy({ passed }: RefereeWorld, { conversationId }: RoutingItem, agentId: string): boolean {
  return passed.get(conversationId)?.agentId === agentId;
}

/** RT9: who is there is who has a socket at any process. */
function judgePresence({ leases, clock }: RefereeWorld, agentId: string, isPresent: boolean): void {
  const left = (leases.get(agentId) ?? 0) - clock.now();
  // Time goes on between the two looks.
  if (Math.abs(left) > 1_000 && isPresent !== left > 0)
    throw new Violation('RT9', 'Redis does not know who has a socket', { agentId, isPresent, left });
}

/** The loads that Redis decides by are what Postgres holds and the slots of those who froze before their commit. */
async function judgeLoads(world: RefereeWorld, after: Seen): Promise<void> {
  const slotsOf = (agentId: string): number => {
    const slots = world.frozen.flatMap(({ held, isReaped }) => {
      const item = after.items.get(held.itemId);
      const isCurrent = !isReaped && held.agentId === agentId && item?.epoch === held.epoch;
      return isCurrent ? [item.weight] : [];
    });
    return slots.reduce((sum, weight) => sum + weight, 0);
  };
  const presence = await world.process(0).routing.presence([...after.agents.keys()]);
  for (const agentId of after.agents.keys()) {
    const load = (presence.get(agentId)?.load ?? 0) * 100;
    const expected = loadOf(agentId, after) + slotsOf(agentId);
    judgePresence(world, agentId, presence.get(agentId)?.present ?? false);
    if (Math.round(load) !== expected)
      throw new Violation('RT18', 'Redis has another load than Postgres and those who are committing', {
        agentId,
        load,
        expected,
      });
  }
}

/**
 * RT9: after a look for who is gone, they hold nothing that waits for an answer; nobody else has lost anything, and
 * nothing that was answered. How many were taken back.
 */
export async function judgeTakeBack(
  world: RefereeWorld,
  before: Seen,
  after: Seen,
  staff: Staff,
): Promise<number> {
  const since = Number(await world.engines.redis.redis.hget('{rt}:watch', 'since'));
  const leftAt = (agentId: string | null) => staff.leases.get(agentId ?? '') ?? 0;
  let count = 0;
  for (const row of before.rows) {
    const now = after.rows.find(({ id }) => id === row.id);
    if (row.status !== 'assigned' || !now) continue;
    const isTaken = now.epoch !== row.epoch;
    const isOverdue = Math.max(leftAt(row.assigneeId), since) + graceMs <= staff.at;
    if (isTaken) count += 1;
    if (isTaken && (!row.isWaiting || leftAt(row.assigneeId) + graceMs > world.clock.now()))
      throw new Violation('RT9', 'taken from who was not gone, or was answered', { row, now });
    if (!isTaken && isOverdue && row.isWaiting && world.disturbed === null)
      throw new Violation('RT9', 'waits for who is gone', { row, leftAt: leftAt(row.assigneeId), since });
  }
  return count;
}

/** Everything at once, when nothing is under way and nothing broken: Redis is what Postgres says, and nothing more. */
export async function judgeAll(world: RefereeWorld): Promise<void> {
  const { seen, clock, engines } = world;
  const { routing, sweep } = world.process(0);
  const drift = await routing.compare([...seen.items.values()], [...seen.agents.values()]);
  if (drift.isTorn || drift.itemIds.length + drift.loads.length + drift.agentIds.length > 0)
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
  if (clock.now() < Date.now()) throw new Error('the clock of a story only goes forward');
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

function isOfQueue(agent: RoutingAgent, queue: Queue): boolean {
  const isUnderstood = queue.isAnyLanguage === true || agent.languages.includes(queue.language);
  return agent.teamIds.includes(queue.teamId) && isUnderstood;
}

/** RT6: where support spoke last, a part of the weight counts. */
function loadOf(
  agentId: string,
  { items }: Seen,
  isIdle = (item: RoutingItem) => item.isIdle === true,
): number {
  let load = 0;
  for (const item of items.values())
    if (item.state === 'held' && item.agentId === agentId)
      load += isIdle(item) ? Math.round(item.weight * 0.3) : item.weight;
  return load;
}
