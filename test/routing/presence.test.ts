import { createRouting } from '@haven/server/features/routing/routing';
import { silentLog } from '../support/open-engines.ts';
import { graceMs, leaseMs, openRoutingWorlds, type RoutingWorld } from './routing-world.ts';

const createWorld = openRoutingWorlds();

test('[RT9] a lease that is not renewed ends: no new work, chats stay', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 2 });
  await world.enqueue();
  await world.assignNext();
  const second = await world.enqueue();
  world.pass(leaseMs - 1);
  const inTime = await world.routing.propose();
  expect(inTime).toMatchObject({ agentId: 'anna' });
  await world.routing.project(second, inTime?.op);
  world.pass(1);
  expect(await world.routing.propose()).toBeNull();
  expect((await world.routing.presence(['anna'])).get('anna')).toMatchObject({ present: false, load: 1 });
});

test('[RT9] a lost socket ends eligibility at once', async () => {
  const world = await createWorld();
  await world.agent('anna');
  await world.enqueue();
  await world.dispatch.agentLost('anna');
  expect(await world.routing.propose()).toBeNull();
});

/** Another process on the same Redis, whose clock may be ahead by so many milliseconds. */
const beside = ({ redis, clock }: RoutingWorld, aheadMs = 0) =>
  createRouting({ redis, clock: { now: () => clock.now() + aheadMs }, log: silentLog, leaseMs, graceMs });

test('[RT9] with sockets at two servers, closing one loses nothing; closing both does', async () => {
  const world = await createWorld();
  const other = beside(world);
  await world.agent('anna', { capacity: 2 });
  world.pass(1_000);
  await other.renewLease('anna');
  world.pass(1_000);
  await world.routing.dropLease('anna');
  await world.enqueue();
  expect(await world.routing.goneFor('anna')).toBeNull();
  expect(await world.assignNext()).toMatchObject({ agentId: 'anna' });
  // The one that closed counts no longer: what remains is the other's last beat.
  world.pass(leaseMs - 1_000);
  expect(await world.routing.goneFor('anna')).toBe(0);
  await other.renewLease('anna');
  await world.routing.renewLease('anna');
  for (const process of [other, world.routing]) await process.dropLease('anna');
  await world.enqueue();
  expect(await world.assignNext()).toBeNull();
});

test('[RT2] [RT9] who was gone by the clock of one server, and is heard in time by that of another, is given work', async () => {
  const world = await createWorld();
  const ahead = beside(world, 3_000);
  await world.agent('anna');
  await world.enqueue();
  world.pass(leaseMs - 1_000);
  expect(await ahead.propose()).toBeNull();
  expect(await world.routing.propose()).toBeNull();
  await world.dispatch.agentSeen('anna');
  await world.dispatch.idle();
  expect(world.ledger.heldBy('anna')).toHaveLength(1);
  // From then on she is as any other, also where she is not to be given anything.
  expect(await world.routing.renewLease('anna')).toBe('renewed');
  await world.agent('ben', { availability: 'away' });
  expect(await world.routing.propose()).toBeNull();
  expect(await world.routing.renewLease('ben')).toBe('renewed');
});

test('[RT9] a server that died keeps nobody present for longer than its last beat', async () => {
  const world = await createWorld();
  const dead = beside(world);
  await world.agent('anna', { isPresent: false });
  await dead.renewLease('anna');
  world.pass(leaseMs);
  await world.routing.renewLease('anna');
  await world.routing.dropLease('anna');
  expect(await world.routing.goneFor('anna')).toBe(0);
  expect(await world.redis.hlen('{rt}:beats')).toBe(0);
});

test('[RT9] who holds something is gone when lease and grace are over, and not before', async () => {
  const world = await createWorld();
  for (const id of ['anna', 'ben']) await world.agent(id);
  await world.enqueue();
  await world.assignNext();
  const holder = world.ledger.heldBy('anna').length === 1 ? 'anna' : 'ben';
  for (let passed = 0; passed < leaseMs + graceMs; passed += 1_000) {
    expect(await world.routing.goneAgents()).toEqual([]);
    world.pass(1_000);
  }
  expect(await world.routing.goneAgents()).toEqual([holder]);
  await world.routing.renewLease(holder);
  expect(await world.routing.goneAgents()).toEqual([]);
});

test('[RT9] [TRUTH2] after an outage nobody is gone at once: who could not be heard has the grace anew', async () => {
  const world = await createWorld();
  await world.agent('anna');
  await world.enqueue();
  await world.assignNext();
  await world.routing.goneAgents();
  world.pass(10 * graceMs);
  for (let passed = 0; passed < graceMs; passed += leaseMs) {
    expect(await world.routing.goneAgents()).toEqual([]);
    world.pass(leaseMs);
  }
  expect(await world.routing.goneAgents()).toEqual(['anna']);
  await world.redis.flushdb();
  expect(await world.routing.goneAgents()).toEqual([]);
});

test('[RT9] an account that was disabled is gone at once', async () => {
  const world = await createWorld();
  await world.agent('anna');
  await world.enqueue();
  await world.assignNext();
  await world.routing.removeAgent('anna');
  expect(await world.routing.goneAgents()).toEqual(['anna']);
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
