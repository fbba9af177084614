import { openRoutingWorlds } from './routing-world.ts';

const createWorld = openRoutingWorlds();

test('[RT1] the same picture twice changes nothing', async () => {
  const world = await createWorld();
  const item = await world.enqueue();
  expect(await world.routing.project(item)).toEqual({ isChanged: false, queues: [], freedAgentIds: [] });
  await world.agent('anna');
  await world.assignNext();
  const held = await world.ledger.item(item.id);
  if (held)
    expect(await world.routing.project(held)).toEqual({ isChanged: false, queues: [], freedAgentIds: [] });
  expect(await world.load('anna')).toBe(1);
});

test('[RT1] pictures of one row in any order end as the newest', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 5 });
  await world.agent('ben', { capacity: 5 });
  const queued = world.ledger.enqueue(world.english);
  world.ledger.commit({ itemId: queued.id, epoch: 0, agentId: 'anna' });
  const held = await world.ledger.item(queued.id);
  const back = world.ledger.requeue(queued.id);
  world.ledger.commit({ itemId: queued.id, epoch: 2, agentId: 'ben' });
  const heldAgain = await world.ledger.item(queued.id);
  const gone = world.ledger.end(queued.id);
  const pictures = [queued, held, back, heldAgain, gone].filter((picture) => picture !== null);

  for (let round = 0; round < 20; round += 1) {
    const upTo = 1 + (round % pictures.length);
    const shuffled = pictures.slice(0, upTo).sort(() => Math.random() - 0.5);
    await world.redis.flushdb();
    for (const picture of shuffled) await world.routing.project(picture);

    const newest = pictures[upTo - 1];
    const loads = await world.redis.hgetall('{rt}:loads');
    expect(loads).toEqual(newest?.agentId ? { [newest.agentId]: '100' } : {});
    expect(await world.redis.exists('{rt}:fronts')).toBe(newest?.state === 'queued' ? 1 : 0);
  }
});

test('[RT1] a late picture does not bring back what is gone', async () => {
  const world = await createWorld();
  const item = await world.enqueue();
  await world.routing.project(world.ledger.end(item.id));
  await world.routing.project(item);
  await world.agent('anna');
  expect(await world.routing.propose()).toBeNull();
});

test('[RT1] what is long gone is forgotten, so that Redis does not grow with the years', async () => {
  const world = await createWorld();
  for (let i = 0; i < 5; i += 1) {
    const item = await world.enqueue();
    await world.routing.project(world.ledger.end(item.id));
  }
  world.pass(2 * 60 * 60_000);
  const last = await world.enqueue();
  expect(await world.redis.hkeys('{rt}:items')).toEqual([last.id]);
  expect(await world.redis.exists('{rt}:tombstones')).toBe(0);
});

test('a change of team or language moves an item to its queue, and it is in one queue only', async () => {
  const world = await createWorld();
  const item = await world.enqueue();
  const moved = await world.routing.project(world.ledger.touch(item.id, { queue: world.chinese }));
  expect(moved.queues).toEqual([world.english, world.chinese]);
  expect(await world.routing.waitingQueues()).toEqual([world.chinese]);
  await world.routing.project(world.ledger.touch(item.id, { queue: world.otherTeam }));
  expect(await world.routing.waitingQueues()).toEqual([world.otherTeam]);
});

test('projecting says whose hands became free and which queue was joined', async () => {
  const world = await createWorld();
  await world.agent('anna');
  const item = await world.enqueue();
  await world.assignNext();
  const back = await world.routing.project(world.ledger.requeue(item.id));
  expect(back).toEqual({ isChanged: true, queues: [world.english], freedAgentIds: ['anna'] });
});

test('a transfer moves the load from one agent to the other', async () => {
  const world = await createWorld();
  await world.agent('anna');
  await world.agent('ben');
  const item = await world.enqueue(world.english, { preferredAgentId: 'anna' });
  await world.assignNext();
  world.ledger.commit({ itemId: item.id, epoch: 1, agentId: 'ben' });
  const transferred = await world.ledger.item(item.id);
  if (transferred) await world.routing.project(transferred);
  expect([await world.load('anna'), await world.load('ben')]).toEqual([0, 1]);
});

describe('[RT1] while a proposal is being committed', () => {
  test('neither a repeated nor a newer picture of the same wait gives its slot away', async () => {
    const world = await createWorld();
    await world.agent('anna');
    const item = await world.enqueue();
    const proposal = await world.routing.propose();
    await world.routing.project(item);
    await world.routing.project(world.ledger.touch(item.id, { band: 3 }));
    await world.enqueue();
    expect(await world.routing.propose()).toBeNull();
    expect(await world.load('anna')).toBe(1);
    if (proposal) await world.dispatch.settle(proposal, world.ledger.commit(proposal));
    expect(await world.load('anna')).toBe(1);
  });

  test('another language moves where it would wait, and leaves the slot to the commit', async () => {
    const world = await createWorld();
    await world.agent('anna');
    const item = await world.enqueue();
    const proposal = await world.routing.propose();
    const moved = world.ledger.touch(item.id, { queue: world.chinese });
    await world.routing.project(moved);
    expect(await world.load('anna')).toBe(1);
    expect(await world.routing.waitingQueues()).toEqual([]);
    await world.routing.project(moved, proposal?.op);
    expect(await world.load('anna')).toBe(0);
    expect(await world.routing.waitingQueues()).toEqual([world.chinese]);
  });

  test('a picture under a newer epoch ends it, since its commit can no longer succeed', async () => {
    const world = await createWorld();
    await world.agent('anna');
    const item = await world.enqueue();
    const proposal = await world.routing.propose();
    await world.routing.project(world.ledger.requeue(item.id));
    expect(await world.load('anna')).toBe(0);
    if (proposal) expect(world.ledger.commit(proposal)).toBe('stale');
    expect(await world.routing.propose()).toMatchObject({ itemId: item.id, epoch: 1 });
  });

  test('the visitor who leaves frees the slot', async () => {
    const world = await createWorld();
    await world.agent('anna');
    const item = await world.enqueue();
    await world.routing.propose();
    // Closing needs no new epoch: its commit fails by the status.
    const freed = await world.routing.project(world.ledger.touch(item.id, { state: 'gone' }));
    expect(freed.freedAgentIds).toEqual(['anna']);
    expect(await world.redis.exists('{rt}:pending')).toBe(0);
  });

  test('a refused commit puts the item back where it stood, and the slot too', async () => {
    const world = await createWorld();
    await world.agent('anna');
    const first = await world.enqueue();
    world.pass(1_000);
    await world.enqueue();
    const proposal = await world.routing.propose();
    await world.routing.project(first, proposal?.op);
    expect(await world.load('anna')).toBe(0);
    expect(await world.routing.propose()).toMatchObject({ itemId: first.id });
  });

  test('settling with an older picture than is known still ends the proposal', async () => {
    const world = await createWorld();
    await world.agent('anna');
    const item = await world.enqueue();
    const proposal = await world.routing.propose();
    await world.routing.project(world.ledger.touch(item.id));
    await world.routing.project(item, proposal?.op);
    expect(await world.load('anna')).toBe(0);
    expect(await world.routing.waitingQueues()).toEqual([world.english]);
  });

  test('twenty takers at once share no item and overload nobody', async () => {
    const world = await createWorld();
    for (const id of ['anna', 'ben', 'cleo']) await world.agent(id, { capacity: 3 });
    for (let i = 0; i < 12; i += 1) await world.enqueue();
    const taken = await Promise.all(Array.from({ length: 20 }, () => world.assignNext()));
    const ids = taken.flatMap((proposal) => (proposal ? [proposal.itemId] : []));
    expect(new Set(ids).size).toBe(9);
    expect(ids).toHaveLength(9);
    expect(await Promise.all(['anna', 'ben', 'cleo'].map(world.load))).toEqual([3, 3, 3]);
  });
});
