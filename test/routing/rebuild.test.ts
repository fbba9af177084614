import { keys } from '@haven/server/features/routing/keys';
import { minute, openRoutingWorlds } from './routing-world.ts';

const createWorld = openRoutingWorlds();

test('[TRUTH2] after FLUSHALL nobody is lost, doubled or moved back', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 2 });
  const items = [];
  for (let i = 0; i < 5; i += 1) {
    items.push(await world.enqueue(world.english, { band: i === 3 ? 3 : 1 }));
    world.pass(1_000);
  }
  await world.assignNext();
  const before = await world.redis.zrange(keys.queues, '0', '-1');

  await world.redis.flushdb();
  expect(await world.routing.waitingQueues()).toEqual([world.english]);
  expect(await world.redis.zrange(keys.queues, '0', '-1')).toEqual(before);
  expect(await world.load('anna')).toBe(1);
  expect(world.ledger.heldBy('anna').map(({ id }) => id)).toEqual([items[3]?.id]);
});

test('[TRUTH2] whoever calls first rebuilds, and the call is answered as if nothing had happened', async () => {
  const world = await createWorld();
  await world.agent('anna');
  await world.enqueue();
  await world.redis.flushdb();
  expect(await world.routing.renewLease('anna')).toBe('returned');
  expect(await world.routing.propose()).toMatchObject({ agentId: 'anna' });
});

test('[TRUTH2] agents are present again with their next heartbeat, and what waits is dispatched', async () => {
  const world = await createWorld();
  await world.agent('anna');
  await world.enqueue();
  await world.redis.flushdb();
  expect(await world.routing.propose()).toBeNull();
  await world.dispatch.agentSeen('anna');
  await world.dispatch.idle();
  expect(world.ledger.heldBy('anna')).toHaveLength(1);
});

test('[TRUTH2] who was seen lately is in the grace after a flush, so positions do not flicker', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 0, lastSeenAt: world.clock.now() - 4 * minute });
  const item = await world.enqueue();
  await world.redis.flushdb();
  expect(await world.routing.place(item.id)).toEqual({ mode: 'live', position: 1 });
  expect(await world.routing.goneFor('anna')).toBe(0);

  world.pass(2 * minute);
  await world.redis.flushdb();
  expect(await world.routing.place(item.id)).toEqual({ mode: 'message', position: null });
  expect(await world.routing.goneFor('anna')).toBe(6 * minute);
});

test('[TRUTH2] a commit that was under way during the flush overloads nobody', async () => {
  const world = await createWorld();
  await world.agent('anna');
  await world.enqueue();
  const underWay = await world.routing.propose();
  await world.redis.flushdb();
  await world.routing.renewLease('anna');
  const urgent = await world.enqueue(world.english, { band: 3 });
  expect(await world.assignNext()).toMatchObject({ itemId: urgent.id });
  if (underWay) expect(world.ledger.commit(underWay)).toBe('stale');
  expect(world.ledger.heldBy('anna')).toHaveLength(1);
});

test('[TRUTH2] a flush between the last write and the end of a rebuild begins it anew', async () => {
  const world = await createWorld();
  await world.enqueue();
  await world.routing.discard();
  let attempts = 0;
  await world.routing.build(async (writes) => {
    attempts += 1;
    for (const item of world.ledger.open()) await writes.project(item);
    if (attempts === 1) await world.redis.flushdb();
  });
  expect(attempts).toBe(2);
  expect(await world.routing.waitingQueues()).toEqual([world.english]);
});

test('[TRUTH2] a flush in the middle of a rebuild begins it anew: half of it never counts', async () => {
  const world = await createWorld();
  for (let i = 0; i < 3; i += 1) await world.enqueue();
  await world.redis.flushdb();
  let attempts = 0;
  await world.routing.build(async (writes) => {
    attempts += 1;
    for (const item of world.ledger.open()) {
      await writes.project(item);
      if (attempts === 1) await world.redis.flushdb();
    }
  });
  expect(attempts).toBe(2);
  const compared = await world.routing.compare(world.ledger.open(), []);
  expect(compared).toEqual({ itemIds: [], loads: new Map(), agentIds: [], isTorn: false });
});

test('[TRUTH2] nothing is read or written by others while one node rebuilds', async () => {
  const world = await createWorld();
  await world.redis.flushdb();
  await world.redis.set('{rt}:generation', 'building:somebody');
  const item = world.ledger.enqueue(world.english);
  // The lock is free, so that somebody has died: this call rebuilds over what was left.
  await world.routing.project(item);
  expect(await world.redis.get('{rt}:generation')).toBe('ready');
  expect(await world.routing.waitingQueues()).toEqual([world.english]);
});

test('[TRUTH2] a rebuild leaves nothing of what was there before', async () => {
  const world = await createWorld();
  await world.agent('ghost');
  const ghost = await world.enqueue(world.otherTeam);
  world.ledger.items.delete(ghost.id);
  world.ledger.agents.delete('ghost');
  await world.routing.discard();
  expect(await world.routing.waitingQueues()).toEqual([]);
  expect(await world.redis.keys('*')).toEqual(['{rt}:generation']);
});

test('[RT17] the comparison finds nothing in health, not even while revisions differ', async () => {
  const world = await createWorld();
  await world.agent('anna');
  const item = await world.enqueue();
  await world.assignNext();
  world.ledger.touch(item.id);
  expect(await world.sweep.mendDrift()).toBe(0);
});

test('[RT17] the comparison mends what an item or agent lost on its way', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 3 });
  const unseen = world.ledger.enqueue(world.english);
  const ended = await world.enqueue(world.chinese);
  world.ledger.end(ended.id);
  world.ledger.agents.set('ben', {
    id: 'ben',
    teamIds: [],
    languages: ['en'],
    capacity: 1,
    availability: 'online',
  });
  expect(await world.sweep.mendDrift()).toBe(3);
  await world.dispatch.idle();
  expect(world.ledger.heldBy('anna').map(({ id }) => id)).toEqual([unseen.id]);
  expect(await world.routing.waitingQueues()).toEqual([]);
  expect(await world.sweep.mendDrift()).toBe(0);
});

test('[RT3] [RT17] who is mended gets who stands first of all whom they serve, not only of what was mended', async () => {
  const world = await createWorld();
  const teamIds = [world.english.teamId, world.otherTeam.teamId];
  const anna = await world.agent('anna', { availability: 'away', teamIds });
  const first = await world.enqueue(world.otherTeam);
  world.pass(1_000);
  // Redis knows the script by then, so that no later decision waits for its text.
  expect(await world.routing.propose()).toBeNull();
  world.ledger.enqueue(world.english);
  world.ledger.agents.set('anna', { ...anna, availability: 'online' });
  expect(await world.sweep.mendDrift()).toBe(2);
  await world.dispatch.idle();
  expect(world.ledger.heldBy('anna').map(({ id }) => id)).toEqual([first.id]);
});

test('[RT3] [RT17] what is mended is given out in its order, whichever was missed first', async () => {
  const world = await createWorld();
  await world.agent('anna');
  // Redis knows the script by then, so that no later decision waits for its text.
  expect(await world.routing.propose()).toBeNull();
  world.ledger.enqueue(world.english, { band: 1 });
  const first = world.ledger.enqueue(world.english, { band: 3 });
  expect(await world.sweep.mendDrift()).toBe(2);
  await world.dispatch.idle();
  expect(world.ledger.heldBy('anna').map(({ id }) => id)).toEqual([first.id]);
});

// Queues come in any order.
test.each(['english', 'chinese'] as const)(
  '[RT3] [RT17] an agent who was missed is given who stands first of all whom they serve: %s',
  async (ahead) => {
    const world = await createWorld();
    const away = await world.agent('anna', { availability: 'away', languages: ['en', 'zh-CN'] });
    await world.enqueue(ahead === 'english' ? world.chinese : world.english);
    const first = await world.enqueue(world[ahead], { band: 3 });
    expect(await world.routing.propose()).toBeNull();
    world.ledger.agents.set('anna', { ...away, availability: 'online' });
    expect(await world.sweep.mendDrift()).toBe(1);
    expect(world.ledger.heldBy('anna').map(({ id }) => id)).toEqual([first.id]);
  },
);

test('[RT17] a Redis that contradicts itself is rebuilt', async () => {
  const world = await createWorld();
  await world.agent('anna');
  await world.enqueue();
  await world.redis.hset('{rt}:loads', 'anna', '100');
  expect(await world.sweep.mendDrift()).toBe(1);
  expect(await world.load('anna')).toBe(0);

  for (const lost of [keys.queues, keys.fronts, keys.members]) {
    await world.redis.del(lost);
    expect(await world.sweep.mendDrift()).toBe(1);
  }
  await world.routing.renewLease('anna');
  expect(await world.assignNext()).toMatchObject({ agentId: 'anna' });
});
