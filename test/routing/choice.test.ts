import { keys, queueName } from '@haven/server/features/routing/keys';
import { minute, openRoutingWorlds } from './routing-world.ts';

const createWorld = openRoutingWorlds();

describe('[RT4] eligible is who', () => {
  test('is online: busy and away get nothing', async () => {
    const world = await createWorld();
    await world.enqueue();
    await world.agent('anna', { availability: 'busy' });
    await world.agent('ben', { availability: 'away' });
    expect(await world.routing.propose()).toBeNull();
    await world.agent('ben', { availability: 'online' });
    expect(await world.routing.propose()).toMatchObject({ agentId: 'ben' });
  });

  test('has a socket now', async () => {
    const world = await createWorld();
    await world.enqueue();
    await world.agent('anna', { isPresent: false });
    expect(await world.routing.propose()).toBeNull();
  });

  test('is of the team', async () => {
    const world = await createWorld();
    await world.enqueue();
    await world.agent('anna', { teamIds: [world.otherTeam.teamId] });
    expect(await world.routing.propose()).toBeNull();
  });

  test('is of the team still: leaving it ends it, joining another begins it', async () => {
    const world = await createWorld();
    await world.enqueue();
    await world.enqueue(world.otherTeam);
    await world.agent('anna', { capacity: 2 });
    await world.agent('anna', { capacity: 2, teamIds: [world.otherTeam.teamId] });
    expect(await world.routing.propose()).toMatchObject({ agentId: 'anna', queue: world.otherTeam });
    expect(await world.routing.propose()).toBeNull();
  });

  test('speaks the language', async () => {
    const world = await createWorld();
    await world.enqueue(world.chinese);
    await world.agent('anna', { languages: ['en'] });
    expect(await world.routing.propose()).toBeNull();
    await world.agent('ben', { languages: ['en', 'zh-CN'] });
    expect(await world.routing.propose()).toMatchObject({ agentId: 'ben' });
  });

  test('has room: load and weight within capacity, over all queues', async () => {
    const world = await createWorld();
    await world.agent('anna', { capacity: 2, teamIds: [world.english.teamId, world.otherTeam.teamId] });
    for (const queue of [world.english, world.otherTeam, world.english]) await world.enqueue(queue);
    expect(await world.assignNext()).not.toBeNull();
    expect(await world.assignNext()).not.toBeNull();
    expect(await world.assignNext()).toBeNull();
    expect(await world.load('anna')).toBe(2);
  });

  test('exists: a removed agent gets nothing', async () => {
    const world = await createWorld();
    await world.enqueue();
    await world.agent('anna');
    await world.routing.removeAgent('anna');
    expect(await world.routing.propose()).toBeNull();
  });
});

test('[RT4] a head that nobody can take does not block who stands behind it in another queue', async () => {
  const world = await createWorld();
  await world.enqueue(world.chinese);
  world.pass(1);
  const english = await world.enqueue(world.english);
  await world.agent('anna');
  expect(await world.routing.propose()).toMatchObject({ itemId: english.id });
});

test('[RT4] a lighter item fits where a heavier one does not', async () => {
  const world = await createWorld();
  await world.agent('anna');
  await world.enqueue(world.english, { weight: 50 });
  await world.assignNext();
  for (let i = 0; i < 10; i += 1) await world.enqueue();
  world.pass(1);
  const light = await world.enqueue(world.english, { weight: 50 });
  expect(await world.assignNext()).toMatchObject({ itemId: light.id });
  expect(await world.load('anna')).toBe(1);
});

describe('[RT4] who asks for skills', () => {
  test('is given to who has all of them, and says how many lack one', async () => {
    const world = await createWorld();
    await world.enqueue(world.english, { skills: ['hardware', 'swaps'] });
    await world.agent('anna', { skills: ['hardware'] });
    await world.agent('ben', { skills: ['hard', 'ware', 'swaps'] });
    expect(await world.assignNext()).toBeNull();
    await world.agent('cleo', { skills: ['swaps', 'staking', 'hardware'] });
    expect(await world.assignNext()).toMatchObject({
      agentId: 'cleo',
      queue: { ...world.english, skills: ['hardware', 'swaps'] },
      reason: { excluded: { missingSkill: 2 } },
    });
  });

  test('holds up nobody who asks for less, however many wait in front', async () => {
    const world = await createWorld();
    for (let i = 0; i < 20; i += 1) await world.enqueue(world.english, { skills: ['hardware'], band: 3 });
    const plain = await world.enqueue();
    await world.agent('anna');
    expect(await world.assignNext()).toMatchObject({ itemId: plain.id });
  });

  test('is dispatched when an agent learns the skill', async () => {
    const world = await createWorld();
    const agent = await world.agent('anna');
    await world.follow(world.ledger.enqueue(world.english, { skills: ['hardware'] }));
    expect(world.ledger.heldBy('anna')).toHaveLength(0);
    const taught = { ...agent, skills: ['hardware'] };
    world.ledger.agents.set('anna', taught);
    await world.dispatch.agentChanged(taught);
    await world.dispatch.idle();
    expect(world.ledger.heldBy('anna')).toHaveLength(1);
  });

  test('is refused to who lacks it also by name and by hand, and before anything is made', async () => {
    const world = await createWorld();
    await world.agent('anna');
    const item = await world.enqueue(world.english, { skills: ['hardware'] });
    expect(await world.routing.proposeTo(item, 'anna', true)).toEqual({ ok: false, reason: 'missing_skill' });
    const queue = { ...world.english, skills: ['hardware'] };
    expect(await world.routing.check('anna', queue)).toBe('missing_skill');
    await world.agent('anna', { skills: ['hardware'] });
    expect(await world.routing.check('anna', queue)).toBeUndefined();
    expect(await world.routing.proposeTo(item, 'anna')).toMatchObject({ ok: true });
  });

  test('changes queues when it asks for something else, and never waits in two', async () => {
    const world = await createWorld();
    const item = await world.enqueue(world.english, { skills: ['hardware'] });
    await world.routing.project(world.ledger.touch(item.id, { skills: [], weight: 150 }));
    expect(await world.routing.waitingQueues()).toEqual([{ ...world.english, weight: 150 }]);
    expect(await world.routing.compare(world.ledger.open(), [])).toEqual({
      itemIds: [],
      loads: new Map(),
      agentIds: [],
      isTorn: false,
    });
  });
});

test('[RT5] the lowest share of capacity in use wins, not the lowest count', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 1 });
  await world.enqueue();
  await world.assignNext();
  await world.agent('anna', { capacity: 4 });
  await world.enqueue();
  await world.assignNext();
  // Two of four, against one of two and none of one.
  await world.agent('ben', { capacity: 4 });
  await world.enqueue();
  expect(await world.assignNext()).toMatchObject({ agentId: 'ben', reason: { rule: 'least_load' } });
  await world.enqueue();
  expect(await world.assignNext()).toMatchObject({ agentId: 'ben' });
  await world.agent('anna', { capacity: 8 });
  await world.enqueue();
  expect(await world.assignNext()).toMatchObject({ agentId: 'anna' });
  // Three of eight is less than two of four.
  await world.enqueue();
  expect(await world.assignNext()).toMatchObject({ agentId: 'anna' });
});

test('[RT5] between equals, it is who has been given nothing for longest', async () => {
  const world = await createWorld();
  for (const id of ['anna', 'ben', 'cleo']) await world.agent(id);
  const order = [];
  for (let i = 0; i < 6; i += 1) {
    world.pass(1_000);
    const item = await world.enqueue();
    order.push((await world.assignNext())?.agentId);
    await world.routing.project(world.ledger.end(item.id));
  }
  expect(order).toEqual(['anna', 'ben', 'cleo', 'anna', 'ben', 'cleo']);
});

test('[RT5] the visitor’s last agent is preferred to a freer one', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 2 });
  await world.enqueue();
  await world.assignNext();
  await world.agent('ben', { capacity: 2 });
  await world.enqueue(world.english, { preferredAgentId: 'anna' });
  expect(await world.assignNext()).toMatchObject({ agentId: 'anna', reason: { rule: 'sticky' } });
});

test('[RT5] a preference ends at its time, and never makes anybody wait for who cannot', async () => {
  const world = await createWorld();
  await world.agent('anna');
  await world.agent('ben', { capacity: 4 });
  const until = world.clock.now() + 5 * minute;
  await world.enqueue(world.english, { preferredAgentId: 'ben', preferredUntil: until });
  expect(await world.assignNext()).toMatchObject({ agentId: 'ben' });
  world.pass(5 * minute);
  await world.routing.renewLease('anna');
  await world.routing.renewLease('ben');
  await world.enqueue(world.english, { preferredAgentId: 'ben', preferredUntil: until });
  expect(await world.assignNext()).toMatchObject({ agentId: 'anna', reason: { rule: 'least_load' } });
  await world.enqueue(world.english, { preferredAgentId: 'anna' });
  expect(await world.assignNext()).toMatchObject({ agentId: 'ben' });
});

test('[RT14] a proposal says why: the rule, three runners-up with loads, and whom each condition excluded', async () => {
  const world = await createWorld();
  await world.agent('full');
  await world.enqueue();
  await world.assignNext();
  for (const id of ['a', 'b', 'c', 'd', 'e']) await world.agent(id, { capacity: 3 });
  await world.agent('away', { availability: 'away' });
  await world.agent('busy', { availability: 'busy' });
  await world.agent('absent', { isPresent: false });
  await world.agent('mute', { languages: ['zh-CN'] });
  const item = await world.enqueue();
  expect(await world.routing.propose()).toEqual({
    itemId: item.id,
    conversationId: item.conversationId,
    epoch: 0,
    agentId: 'a',
    queue: world.english,
    op: expect.any(String) as string,
    reason: {
      rule: 'least_load',
      runnersUp: ['b', 'c', 'd'].map((agentId) => ({ agentId, load: 0, capacity: 3 })),
      excluded: {
        away: 2,
        absent: 1,
        wrongLanguage: 1,
        missingSkill: 0,
        full: 1,
        declined: 0,
        warmingUp: 0,
        reserved: 0,
      },
    },
  });
});

test('[RT17] what stands in a queue without a record keeps nobody waiting', async () => {
  const world = await createWorld();
  await world.enqueue();
  const queue = queueName(world.english);
  const nobody = `${'1'.padStart(15, '0')} contact:nobody`;
  await world.redis.zadd(keys.queues, 0, `${queue} ${nobody}`);
  const [first = ''] = await world.redis.zrange(keys.fronts, '0', '-1');
  await world.redis.zrem(keys.fronts, first);
  await world.redis.zadd(keys.fronts, 0, `${nobody} ${queue}`);
  await world.agent('anna');
  expect(await world.routing.propose()).toMatchObject({ agentId: 'anna' });
});
