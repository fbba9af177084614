import { minute, openRoutingWorlds } from './routing-world.ts';

const createWorld = openRoutingWorlds();

/** Who is served, in order, by one agent who takes everything. */
async function servedOrder(world: Awaited<ReturnType<typeof createWorld>>, queues = [world.english]) {
  await world.agent('anna', {
    capacity: 20,
    languages: ['en', 'zh-CN'],
    teamIds: queues.map(({ teamId }) => teamId),
  });
  const order: string[] = [];
  for (let taken = await world.assignNext(); taken; taken = await world.assignNext())
    order.push(taken.itemId);
  return order;
}

test('[RT3] who came first is served first', async () => {
  const world = await createWorld();
  const items = [];
  for (let i = 0; i < 4; i += 1) {
    items.push(await world.enqueue());
    world.pass(1_000);
  }
  expect(await servedOrder(world)).toEqual(items.map(({ id }) => id));
});

test('[RT3] a higher band overtakes who waits less than one T longer, and nobody else', async () => {
  const world = await createWorld();
  const early = await world.enqueue(world.english, { band: 1 });
  world.pass(minute);
  const middle = await world.enqueue(world.english, { band: 1 });
  world.pass(4.5 * minute);
  const high = await world.enqueue(world.english, { band: 2 });
  expect(await servedOrder(world)).toEqual([early.id, high.id, middle.id]);
});

test('[RT3] bands add up: urgent stands three T before low', async () => {
  const world = await createWorld();
  const oldLow = await world.enqueue(world.english, { band: 0 });
  world.pass(minute);
  const low = await world.enqueue(world.english, { band: 0 });
  world.pass(14.5 * minute);
  const urgent = await world.enqueue(world.english, { band: 3 });
  expect(await servedOrder(world)).toEqual([oldLow.id, urgent.id, low.id]);
});

test('[RT3] who is put back keeps the time of the first enqueueing', async () => {
  const world = await createWorld();
  const first = await world.enqueue();
  await world.agent('ben');
  await world.assignNext();
  world.pass(minute);
  const second = await world.enqueue();
  await world.routing.removeAgent('ben');
  await world.routing.project(world.ledger.requeue(first.id));
  expect(await servedOrder(world)).toEqual([first.id, second.id]);
});

test('[RT3] a raised priority moves who waits forward, without a second place', async () => {
  const world = await createWorld();
  const first = await world.enqueue();
  world.pass(minute);
  const second = await world.enqueue();
  await world.routing.project(world.ledger.touch(second.id, { band: 3 }));
  expect(await servedOrder(world)).toEqual([second.id, first.id]);
});

test('[RT3] several queues are one line for the agent who serves them', async () => {
  const world = await createWorld();
  const first = await world.enqueue(world.chinese);
  world.pass(1);
  const second = await world.enqueue(world.otherTeam);
  world.pass(1);
  const third = await world.enqueue(world.english);
  const order = await servedOrder(world, [world.english, world.otherTeam, world.chinese]);
  expect(order).toEqual([first.id, second.id, third.id]);
});
