import { freed, leaseMs, openRoutingWorlds } from './routing-world.ts';

const createWorld = openRoutingWorlds();

describe('[RT2] something waiting is assigned, without polling, when', () => {
  test('it is enqueued while somebody is free', async () => {
    const world = await createWorld();
    await world.agent('anna');
    await world.follow(world.ledger.enqueue(world.english));
    expect(world.ledger.heldBy('anna')).toHaveLength(1);
  });

  test('an agent becomes available', async () => {
    const world = await createWorld();
    const away = await world.agent('anna', { availability: 'away' });
    await world.enqueue();
    const online = { ...away, availability: 'online' } as const;
    world.ledger.agents.set('anna', online);
    await world.dispatch.agentChanged(online);
    await world.dispatch.idle();
    expect(world.ledger.heldBy('anna')).toHaveLength(1);
  });

  test('an agent signs in', async () => {
    const world = await createWorld();
    await world.agent('anna', { isPresent: false });
    await world.enqueue();
    await world.dispatch.agentSeen('anna');
    await world.dispatch.idle();
    expect(world.ledger.heldBy('anna')).toHaveLength(1);
  });

  test('an agent raises capacity', async () => {
    const world = await createWorld();
    await world.agent('anna');
    for (let i = 0; i < 3; i += 1) await world.follow(world.ledger.enqueue(world.english));
    expect(world.ledger.heldBy('anna')).toHaveLength(1);
    const more = await world.agent('anna', { capacity: 2 });
    await world.dispatch.agentChanged(more);
    await world.dispatch.dispatchAfter([freed('anna')]);
    expect(world.ledger.heldBy('anna')).toHaveLength(2);
  });

  test('a chat ends', async () => {
    const world = await createWorld();
    await world.agent('anna');
    const first = world.ledger.enqueue(world.english);
    const second = world.ledger.enqueue(world.english);
    await world.follow(first, second);
    await world.follow(world.ledger.end(first.id));
    expect(world.ledger.heldBy('anna').map(({ id }) => id)).toEqual([second.id]);
  });
});

test('[RT3] of two who come back at once, the one is not given what is younger than what only they can take', async () => {
  const world = await createWorld();
  const agents = { ben: ['swaps'], zoe: ['hardware'] };
  for (const [id, skills] of Object.entries(agents)) await world.agent(id, { skills, isPresent: false });
  const older = await world.enqueue(world.english, { skills: ['swaps'] });
  world.pass(1_000);
  const younger = await world.enqueue();
  // Both are there when the first of the two is dispatched, and the younger one could be for either.
  await Promise.all(['zoe', 'ben'].map((id) => world.dispatch.agentSeen(id)));
  await world.dispatch.idle();
  expect(world.ledger.heldBy('ben').map(({ id }) => id)).toEqual([older.id]);
  expect(world.ledger.heldBy('zoe').map(({ id }) => id)).toEqual([younger.id]);
});

test('[RT3] who is freed by what goes back into one queue gets who stands first of all whom they serve', async () => {
  const world = await createWorld();
  await world.agent('anna', { skills: ['wallets'] });
  const held = world.ledger.enqueue(world.english, { skills: ['wallets'] });
  await world.follow(held);
  expect(world.ledger.heldBy('anna')).toHaveLength(1);
  // In front, and in another queue of the line, since it asks for no skill.
  const first = world.ledger.enqueue(world.english, { band: 3 });
  await world.follow(first);
  await world.follow(world.ledger.requeue(held.id));
  expect(world.ledger.heldBy('anna').map(({ id }) => id)).toEqual([first.id]);
});

test('[RT2] a commit may tell of its own change before it is settled', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 3 });
  world.committing.now = async (proposal) => {
    const outcome = world.ledger.commit(proposal);
    const item = await world.ledger.item(proposal.itemId);
    const change = item && (await world.routing.project(item));
    // As any flow: a commit that waited for what follows would wait for itself.
    if (change) void world.dispatch.dispatchAfter([change]);
    return outcome;
  };
  for (let i = 0; i < 3; i += 1) await world.follow(world.ledger.enqueue(world.english));
  await world.dispatch.idle();
  expect(world.ledger.heldBy('anna')).toHaveLength(3);
  expect(await world.load('anna')).toBe(3);
});

test('[RT1] what Postgres refuses is given back and tried again as it is now', async () => {
  const world = await createWorld();
  await world.agent('anna');
  const item = world.ledger.enqueue(world.english);
  await world.routing.project(item);
  world.ledger.touch(item.id, { epoch: 7 });
  await world.dispatch.dispatchAll();
  expect(await world.ledger.item(item.id)).toMatchObject({ state: 'held', agentId: 'anna', epoch: 8 });
  expect(await world.load('anna')).toBe(1);
});

test('[RT1] an agent whom Postgres has disabled is found out by the refusal, and the next one gets it', async () => {
  const world = await createWorld();
  await world.agent('anna');
  await world.agent('ben');
  world.ledger.agents.delete('anna');
  await world.enqueue();
  await world.dispatch.dispatchAll();
  expect(world.ledger.heldBy('ben')).toHaveLength(1);
  expect((await world.routing.presence(['anna'])).size).toBe(0);
});

test('[RT2] commits that keep being refused end the run instead of spinning', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 2 });
  await world.enqueue();
  let attempts = 0;
  world.committing.now = async () => {
    attempts += 1;
    return 'stale';
  };
  await world.dispatch.dispatchAll();
  expect(attempts).toBe(20);
  expect(await world.load('anna')).toBe(0);
});

test('[RT17] while nobody knows whether a commit happened, its slot stays taken; the sweep finds out', async () => {
  const world = await createWorld();
  await world.agent('anna');
  const [lost, written] = [await world.enqueue(), await world.enqueue()];
  await world.agent('ben');
  world.committing.now = async (proposal) => {
    if (proposal.itemId === written.id) world.ledger.commit(proposal);
    return 'unavailable';
  };
  await world.dispatch.dispatchAll();
  expect([await world.load('anna'), await world.load('ben')]).toEqual([1, 1]);
  expect(await world.sweep.mendProposals()).toBe(0);

  world.pass(leaseMs / 2);
  expect(await world.sweep.mendProposals()).toBe(2);
  expect(await world.ledger.item(written.id)).toMatchObject({ state: 'held' });
  expect(await world.ledger.item(lost.id)).toMatchObject({ state: 'queued', epoch: 1 });
  expect(await world.routing.waitingQueues()).toEqual([world.english]);
  expect(await world.sweep.mendProposals()).toBe(0);
});

test('[RT17] a frozen process that commits after the sweep has passed commits nothing', async () => {
  const world = await createWorld();
  await world.agent('anna');
  await world.enqueue();
  const frozen = await world.routing.propose();
  world.pass(6_000);
  await world.sweep.mendProposals();
  const next = await world.assignNext();
  expect(next).toMatchObject({ itemId: frozen?.itemId, epoch: 1 });
  if (frozen) expect(world.ledger.commit(frozen)).toBe('stale');
});

test('[RT2] nothing rejects while Redis fails, and the sweep finds what was missed', async () => {
  const world = await createWorld();
  await world.agent('anna');
  world.ledger.enqueue(world.english);
  await world.redis.set('{rt}:items', 'broken');
  await world.dispatch.ruleChanged(world.ledger.configure(world.english, {}));
  await world.dispatch.dispatchAll();
  await world.dispatch.agentSeen('anna');
  await world.redis.del('{rt}:items');
  expect(await world.sweep.mendDrift()).toBe(1);
  await world.dispatch.idle();
  expect(world.ledger.heldBy('anna')).toHaveLength(1);
  expect(await world.sweep.mendDrift()).toBe(0);
});
