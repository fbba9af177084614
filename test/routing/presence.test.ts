import { graceMs, leaseMs, openRoutingWorlds } from './routing-world.ts';

const createWorld = openRoutingWorlds();

test('[RT9] a lease that is not renewed ends: no new work, chats stay', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 2 });
  await world.enqueue();
  await world.assignNext();
  const second = await world.enqueue();
  world.pass(leaseMs - 1);
  const inTime = await world.routing.propose([world.english]);
  expect(inTime).toMatchObject({ agentId: 'anna' });
  await world.routing.project(second, inTime?.op);
  world.pass(1);
  expect(await world.routing.propose([world.english])).toBeNull();
  expect((await world.routing.presence(['anna'])).get('anna')).toMatchObject({ present: false, load: 1 });
});

test('[RT9] a lost socket ends eligibility at once', async () => {
  const world = await createWorld();
  await world.agent('anna');
  await world.enqueue();
  await world.dispatch.agentLost('anna');
  expect(await world.routing.propose([world.english])).toBeNull();
});

test('[RT9] back within the grace, everything is as it was, and what waits is dispatched', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 2 });
  const first = await world.enqueue();
  await world.assignNext();
  await world.dispatch.agentLost('anna');
  const second = await world.enqueue();
  world.pass(graceMs / 2);
  await world.dispatch.agentSeen('anna');
  await world.dispatch.idle();
  expect(world.ledger.heldBy('anna').map(({ id }) => id)).toEqual([first.id, second.id]);
});

test('[RT9] how long somebody has been gone is known from the moment of leaving', async () => {
  const world = await createWorld();
  await world.agent('anna');
  expect(await world.routing.goneFor('anna')).toBeNull();
  await world.routing.dropLease('anna');
  world.pass(1_000);
  await world.routing.dropLease('anna');
  world.pass(1_000);
  expect(await world.routing.goneFor('anna')).toBe(2_000);
  await world.routing.renewLease('anna');
  expect(await world.routing.goneFor('anna')).toBeNull();
  world.pass(leaseMs + 500);
  expect(await world.routing.goneFor('anna')).toBe(500);
});

test('[RT9] intent and presence are apart: away with a socket, online without one', async () => {
  const world = await createWorld();
  await world.agent('anna', { availability: 'away' });
  await world.agent('ben', { isPresent: false });
  const presence = await world.routing.presence(['anna', 'ben', 'nobody']);
  expect(presence.get('anna')).toMatchObject({ availability: 'away', present: true });
  expect(presence.get('ben')).toMatchObject({ availability: 'online', present: false });
  expect(presence.size).toBe(2);
});

test('[RT9] a heartbeat of somebody whom Redis does not know is looked up, and one of nobody is ignored', async () => {
  const world = await createWorld();
  const anna = await world.agent('anna');
  await world.routing.removeAgent('anna');
  world.ledger.agents.set('anna', anna);
  await world.dispatch.agentSeen('anna');
  expect((await world.routing.presence(['anna'])).get('anna')?.present).toBe(true);
  await world.dispatch.agentSeen('stranger');
  expect((await world.routing.presence(['stranger'])).size).toBe(0);
});
