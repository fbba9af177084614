import { openRoutingWorlds, type RoutingWorld } from './routing-world.ts';

const createWorld = openRoutingWorlds();

const accept = (
  world: RoutingWorld,
  item: Parameters<RoutingWorld['routing']['proposeTo']>[0],
  agentId: string,
) => world.dispatch.assignTo(item, agentId, async (proposal) => world.ledger.commit(proposal));

test('[RT15] an agent who cannot take a chat is refused with the reason, before anything is made', async () => {
  const world = await createWorld();
  const item = await world.enqueue();
  await world.agent('stranger', { teamIds: [] });
  await world.agent('mute', { languages: ['zh-CN'] });
  await world.agent('away', { availability: 'busy' });
  await world.agent('absent', { isPresent: false });
  await world.agent('full', { capacity: 1 });
  await accept(world, await world.enqueue(), 'full');

  const reasons = {
    stranger: 'not_in_team',
    nobody: 'not_in_team',
    mute: 'wrong_language',
    away: 'away',
    absent: 'absent',
    full: 'full',
  };
  for (const [agentId, reason] of Object.entries(reasons)) {
    expect(await world.routing.check(agentId, world.english)).toBe(reason);
    expect(await accept(world, item, agentId)).toBe(reason);
  }
  expect(await world.ledger.item(item.id)).toEqual(item);
  expect(await world.routing.waitingQueues()).toEqual([world.english]);
});

test('[RT9] who takes a chat by hand may be busy or away, and is bound by everything else', async () => {
  const world = await createWorld();
  await world.agent('busy', { availability: 'busy', capacity: 1 });
  await world.agent('stranger', { teamIds: [] });
  const item = await world.enqueue();
  expect(await world.dispatch.takeByHand(item, 'stranger')).toBe('not_in_team');
  expect(await world.dispatch.takeByHand(item, 'busy')).toBe('assigned');
  expect(await world.dispatch.takeByHand(await world.enqueue(), 'busy')).toBe('full');
});

test('[RT15] an agent with room is offered, and takes it out of the queue', async () => {
  const world = await createWorld();
  await world.agent('anna');
  const item = await world.enqueue();
  expect(await world.routing.check('anna', world.english)).toBeUndefined();
  expect(await accept(world, item, 'anna')).toBe('assigned');
  expect(await world.routing.waitingQueues()).toEqual([]);
  expect(await world.load('anna')).toBe(1);
});

test('[RT1] who looked before another got it is refused, however quickly that other was', async () => {
  const world = await createWorld();
  await world.agent('anna');
  await world.agent('ben');
  const asItWas = await world.enqueue();
  expect(await world.dispatch.takeByHand(asItWas, 'anna')).toBe('assigned');
  expect(await world.dispatch.takeByHand(asItWas, 'ben')).toBe('pending');
  expect(await accept(world, asItWas, 'ben')).toBe('pending');
  expect(world.ledger.heldBy('anna')).toHaveLength(1);
  expect(await world.load('ben')).toBe(0);
});

test('[RT1] of two who accept at once, one gets it', async () => {
  const world = await createWorld();
  await world.agent('anna');
  await world.agent('ben');
  const item = await world.enqueue();
  const outcomes = await Promise.all([accept(world, item, 'anna'), accept(world, item, 'ben')]);
  expect(outcomes.filter((outcome) => outcome === 'assigned')).toHaveLength(1);
  expect(Number(await world.load('anna')) + Number(await world.load('ben'))).toBe(1);
});

test('[RT1] nobody accepts by hand what is being assigned', async () => {
  const world = await createWorld();
  await world.agent('anna');
  await world.agent('ben');
  const item = await world.enqueue();
  await world.routing.propose();
  expect(await accept(world, item, 'ben')).toBe('pending');
});

test('[RT15] a transfer holds both slots until it is decided, then one', async () => {
  const world = await createWorld();
  await world.agent('anna');
  await world.agent('ben');
  const queued = await world.enqueue(world.english, { preferredAgentId: 'anna' });
  await world.assignNext();
  const item = (await world.ledger.item(queued.id)) ?? queued;
  const loads: unknown[] = [];
  const outcome = await world.dispatch.assignTo(item, 'ben', async (proposal) => {
    loads.push(await world.load('anna'), await world.load('ben'));
    return world.ledger.commit(proposal);
  });
  expect(outcome).toBe('assigned');
  expect(loads).toEqual([1, 1]);
  expect([await world.load('anna'), await world.load('ben')]).toEqual([0, 1]);
});

test('[RT15] a transfer that is refused leaves everything as it was', async () => {
  const world = await createWorld();
  await world.agent('anna');
  await world.agent('ben');
  const queued = await world.enqueue(world.english, { preferredAgentId: 'anna' });
  await world.assignNext();
  const item = (await world.ledger.item(queued.id)) ?? queued;
  expect(await world.dispatch.assignTo(item, 'ben', async () => 'stale')).toBe('stale');
  expect([await world.load('anna'), await world.load('ben')]).toEqual([1, 0]);
  expect(await accept(world, item, 'anna')).toBe('held');
});

test('a resolved conversation is reopened to its agent, also when Redis has forgotten it', async () => {
  const world = await createWorld();
  await world.agent('anna');
  const queued = await world.enqueue();
  await world.assignNext();
  const resolved = world.ledger.end(queued.id);
  await world.routing.project(resolved);
  expect(await accept(world, resolved, 'anna')).toBe('assigned');
  expect(await world.load('anna')).toBe(1);

  await world.routing.project(world.ledger.end(queued.id));
  await world.redis.flushdb();
  await world.rebuild();
  await world.routing.renewLease('anna');
  const again = (await world.ledger.item(queued.id)) ?? resolved;
  expect(await accept(world, again, 'anna')).toBe('assigned');
  expect(await world.load('anna')).toBe(1);
});

test('an offer while Redis is away is refused as unavailable', async () => {
  const world = await createWorld();
  const item = world.ledger.enqueue(world.english);
  // A value of the wrong type fails every script, as an outage does.
  await world.redis.set('{rt}:items', 'broken');
  expect(await accept(world, item, 'anna')).toBe('unavailable');
});
