import { freed, minute, openRoutingWorlds } from './routing-world.ts';

const createWorld = openRoutingWorlds();

test('[RT10] who signs in is given a few and not all of the queue, and after the warm-up as many as they take', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 5, isPresent: false });
  for (let i = 0; i < 6; i += 1) await world.enqueue();
  await world.routing.warmUp('anna', minute, 2);
  await world.dispatch.agentSeen('anna');
  await world.dispatch.idle();
  expect(await world.load('anna')).toBe(2);
  expect((await world.routing.presence(['anna'])).get('anna')?.isWarmingUp).toBe(true);

  world.pass(minute - 1);
  await world.dispatch.agentSeen('anna');
  await world.dispatch.idle();
  expect(await world.load('anna')).toBe(2);
  world.pass(1);
  await world.dispatch.dispatchAfter([freed('anna')]);
  expect(await world.load('anna')).toBe(5);
  expect(await world.redis.hlen('{rt}:warm-ups')).toBe(0);
});

test('[RT10] what somebody takes by hand is not counted, and who waits goes to the others meanwhile', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 5, isPresent: false });
  await world.routing.warmUp('anna', minute, 1);
  await world.dispatch.agentSeen('anna');
  const [first, second] = [await world.enqueue(), await world.enqueue()];
  await world.dispatch.dispatchAll();
  expect(world.ledger.heldBy('anna').map(({ id }) => id)).toEqual([first.id]);
  expect(await world.dispatch.takeByHand(second, 'anna')).toBe('assigned');

  await world.agent('ben', { capacity: 1 });
  const third = await world.enqueue();
  expect(await world.routing.propose()).toMatchObject({
    itemId: third.id,
    agentId: 'ben',
    reason: { excluded: { warmingUp: 1 } },
  });
});

test('[RT10] who is there already, on another device or after a reload, is not held back', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 3 });
  await world.routing.warmUp('anna', minute, 1);
  for (let i = 0; i < 3; i += 1) await world.enqueue();
  await world.dispatch.dispatchAll();
  expect(await world.load('anna')).toBe(3);
});
