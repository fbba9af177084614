import { leaseMs, minute, openRoutingWorlds, type RoutingWorld } from './routing-world.ts';

const createWorld = openRoutingWorlds();

const week = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
/** The worlds begin on a Sunday at noon. */
const sunday = (from: string, until: string) => ({
  hours: { timeZone: 'UTC', week: { ...week, sun: [{ from, until }] }, holidays: [] },
});

async function configure(world: RoutingWorld, settings: Parameters<typeof world.ledger.configure>[1]) {
  await world.dispatch.ruleChanged(world.ledger.configure(world.english, settings));
  await world.dispatch.idle();
}

/** Lets time pass without anybody losing their lease. */
async function pass(world: RoutingWorld, ms: number): Promise<void> {
  world.pass(ms);
  for (const id of world.ledger.agents.keys()) await world.routing.renewLease(id);
}

test('[RT3] T is the queue’s: with none, priority does not matter, also for who waits already', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 0 });
  const low = await world.enqueue(world.english, { band: 0 });
  world.pass(1);
  const urgent = await world.enqueue(world.english, { band: 3 });
  expect(await world.routing.place(urgent.id)).toMatchObject({ position: 1 });
  await configure(world, { agingMinutes: 0 });
  expect(await world.routing.place(low.id)).toMatchObject({ position: 1 });
  expect(await world.sweep.mendDrift()).toBe(0);
});

test('[RT5] in turn: who was given nothing for longest, whatever their load', async () => {
  const world = await createWorld();
  await configure(world, { choice: 'round_robin' });
  await world.agent('anna', { capacity: 2 });
  await world.agent('ben', { capacity: 20 });
  const order = [];
  for (let i = 0; i < 4; i += 1) {
    world.pass(1_000);
    await world.enqueue();
    const taken = await world.assignNext();
    order.push([taken?.agentId, taken?.reason.rule]);
  }
  expect(order).toEqual(['anna', 'ben', 'anna', 'ben'].map((id) => [id, 'round_robin']));
});

test('[RT8] manual: nobody is given anything, whoever is eligible takes it, and auto resumes at once', async () => {
  const world = await createWorld();
  await configure(world, { mode: 'manual' });
  await world.agent('anna', { capacity: 3 });
  const first = world.ledger.enqueue(world.english);
  const second = world.ledger.enqueue(world.english);
  const elsewhere = world.ledger.enqueue(world.otherTeam);
  await world.agent('ben', { teamIds: [world.otherTeam.teamId] });
  await world.follow(first, second, elsewhere);
  expect(world.ledger.heldBy('anna')).toEqual([]);
  expect(world.ledger.heldBy('ben').map(({ id }) => id)).toEqual([elsewhere.id]);

  expect(await world.dispatch.takeByHand(second, 'ben')).toBe('not_in_team');
  expect(await world.dispatch.takeByHand(second, 'anna')).toBe('assigned');
  expect(await world.dispatch.takeByHand(second, 'anna')).toBe('held');
  await configure(world, { mode: 'auto' });
  expect(world.ledger.heldBy('anna').map(({ id }) => id)).toEqual([first.id, second.id]);
});

test('[RT12] outside its hours a queue gives out nothing and takes messages; at opening the first comes first', async () => {
  const world = await createWorld();
  await world.agent('anna');
  await configure(world, sunday('12:10', '12:20'));
  const first = world.ledger.enqueue(world.english);
  await world.follow(first);
  world.pass(1_000);
  await world.follow(world.ledger.enqueue(world.english));
  const served = () => world.routing.isServed(world.english.inboxId, [world.english.teamId], 'en');
  expect(world.ledger.heldBy('anna')).toEqual([]);
  expect(await world.routing.place(first.id)).toEqual({ mode: 'message', position: null });
  expect(await served()).toBe(false);

  await pass(world, 10 * minute - 2_000);
  expect(await world.sweep.followHours()).toBe(0);
  await pass(world, 1_000);
  expect(await served()).toBe(true);
  expect(await world.sweep.followHours()).toBe(1);
  await world.dispatch.idle();
  expect(world.ledger.heldBy('anna').map(({ id }) => id)).toEqual([first.id]);
  // Whoever comes next has nothing left to do.
  expect(await world.sweep.followHours()).toBe(0);
});

test('[RT12] a queue closes by the clock, also when every process sleeps', async () => {
  const world = await createWorld();
  await configure(world, sunday('11:00', '12:01'));
  await world.agent('anna');
  await world.enqueue();
  await pass(world, minute);
  expect(await world.routing.propose()).toBeNull();
});

test('[RT12] an opening that its process did not live to see is seen by the next', async () => {
  const world = await createWorld();
  await configure(world, sunday('12:01', '13:00'));
  await world.agent('anna');
  await world.follow(world.ledger.enqueue(world.english));
  await pass(world, minute);
  // It read what is due, and died.
  expect(await world.routing.dueRules()).toHaveLength(1);
  expect(await world.sweep.followHours()).toBe(1);
  await world.dispatch.idle();
  expect(world.ledger.heldBy('anna')).toHaveLength(1);
});

test('[RT13] the longest wait and the longest queue are the queue’s', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 0 });
  await configure(world, { longestQueue: 2, longestWaitSeconds: 60 });
  const items = [await world.enqueue(), await world.enqueue(), await world.enqueue()];
  const modes = async () =>
    (await Promise.all(items.map(({ id }) => world.routing.place(id)))).map((place) => place?.mode);
  expect(await modes()).toEqual(['live', 'live', 'message']);
  await pass(world, minute + 1);
  expect(await modes()).toEqual(['message', 'message', 'message']);
});

test('[TRUTH2] rules survive a flush, and the order that follows from them', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 0 });
  await configure(world, { agingMinutes: 0, mode: 'manual', ...sunday('11:00', '13:00') });
  const low = await world.enqueue(world.english, { band: 0 });
  world.pass(1);
  await world.enqueue(world.english, { band: 3 });
  await world.redis.flushdb();
  await world.agent('anna');
  expect(await world.routing.place(low.id)).toEqual({ mode: 'live', position: 1 });
  expect(await world.routing.propose()).toBeNull();
  world.pass(minute * 60);
  expect(await world.routing.dueRules()).toHaveLength(1);
});

test('[RT3] what a change sets free is given out in the new order, as soon as all of it stands there', async () => {
  const world = await createWorld();
  await world.agent('anna');
  await configure(world, { mode: 'manual', agingMinutes: 5 });
  const first = await world.enqueue(world.english, { band: 1 });
  world.pass(8 * minute);
  await world.routing.renewLease('anna');
  await world.enqueue(world.english, { band: 3 });
  // Redis knows the script by then, so that no later decision waits for its text.
  expect(await world.routing.propose()).toBeNull();
  await configure(world, { mode: 'auto', agingMinutes: 1 });
  await world.dispatch.idle();
  expect(world.ledger.heldBy('anna').map(({ id }) => id)).toEqual([first.id]);
});

test('[RT17] a rule that Redis missed is mended, and an older one never replaces a newer', async () => {
  const world = await createWorld();
  await world.agent('anna');
  const older = world.ledger.configure(world.english, { mode: 'manual' });
  world.ledger.configure(world.english, { mode: 'auto' });
  await world.enqueue();
  await world.routing.setRule(older);
  expect(await world.routing.propose()).toBeNull();
  expect(await world.sweep.mendDrift()).toBe(1);
  await world.dispatch.idle();
  expect(world.ledger.heldBy('anna')).toHaveLength(1);
  await world.routing.setRule(older);
  await world.enqueue();
  await world.agent('ben');
  expect(await world.routing.propose()).toMatchObject({ agentId: 'ben' });
  world.pass(leaseMs);
  expect(await world.sweep.mendDrift()).toBe(0);
});
