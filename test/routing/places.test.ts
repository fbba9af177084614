import { graceMs, leaseMs, minute, openRoutingWorlds } from './routing-world.ts';

const createWorld = openRoutingWorlds();

test('[RT11] a place is the position in the order, told as it changes and only where it changed', async () => {
  const world = await createWorld();
  await world.agent('anna', { availability: 'online' });
  await world.agent('anna', { capacity: 0 });
  const items = [];
  for (let i = 0; i < 3; i += 1) {
    items.push(await world.enqueue());
    world.pass(1);
  }
  expect(await Promise.all(items.map(({ id }) => world.routing.place(id)))).toEqual(
    [1, 2, 3].map((position) => ({ mode: 'live', position })),
  );

  world.announce.mark([world.english]);
  await world.announce.pass();
  expect(world.told.map(({ position }) => position)).toEqual([1, 2, 3]);

  world.told.length = 0;
  await world.routing.project(world.ledger.end(items[1]?.id ?? ''));
  world.announce.mark([world.english]);
  await world.announce.pass();
  const { visitorId, conversationId } = items[2] ?? { visitorId: '', conversationId: '' };
  expect(world.told).toEqual([{ visitorId, conversationId, mode: 'live', position: 2 }]);

  world.told.length = 0;
  world.announce.mark([world.english]);
  await world.announce.pass();
  await world.announce.pass();
  expect(world.told).toEqual([]);
});

test('[RT11] a change is told once, also when two processes look at once', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 0 });
  await world.enqueue();
  const told = await Promise.all([
    world.routing.tellPlaces(world.english),
    world.routing.tellPlaces(world.english),
  ]);
  expect(told.flat()).toHaveLength(1);
});

test('[RT11] who comes back to the queue is told the place anew, also when it is the one told before', async () => {
  const world = await createWorld();
  await world.agent('anna');
  const item = await world.enqueue();
  expect(await world.routing.tellPlaces(world.english)).toHaveLength(1);
  await world.assignNext();
  await world.routing.project(world.ledger.requeue(item.id));
  expect(await world.routing.tellPlaces(world.english)).toMatchObject([
    { place: { mode: 'live', position: 1 } },
  ]);
});

test('[RT11] without anybody who serves the queue there is no position, and it comes when somebody does', async () => {
  const world = await createWorld();
  const item = await world.enqueue();
  const message = { mode: 'message', position: null };
  expect(await world.routing.place(item.id)).toEqual(message);
  await world.agent('mute', { languages: ['zh-CN'] });
  await world.agent('away', { availability: 'away' });
  await world.agent('absent', { isPresent: false });
  expect(await world.routing.place(item.id)).toEqual(message);
  expect(await world.routing.isServed(world.english.inboxId, [world.english.teamId], 'en')).toBe(false);
  await world.agent('anna', { capacity: 0 });
  expect(await world.routing.place(item.id)).toEqual({ mode: 'live', position: 1 });
  expect(
    await world.routing.isServed(world.english.inboxId, [world.otherTeam.teamId, world.english.teamId], 'en'),
  ).toBe(true);
});

test('[RT9] [RT11] a lost socket does not send visitors away until its grace is over; the intent does at once', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 0 });
  const item = await world.enqueue();
  world.pass(leaseMs + graceMs - 1);
  expect(await world.routing.place(item.id)).toMatchObject({ mode: 'live' });
  world.pass(1);
  expect(await world.routing.place(item.id)).toMatchObject({ mode: 'message' });
  await world.routing.renewLease('anna');
  await world.agent('anna', { availability: 'away' });
  expect(await world.routing.place(item.id)).toMatchObject({ mode: 'message' });
});

test('[RT13] who has waited half an hour, or stands beyond the two hundredth, is told to leave a message', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 0 });
  const first = await world.enqueue();
  world.pass(30 * minute);
  await world.routing.renewLease('anna');
  expect(await world.routing.place(first.id)).toMatchObject({ mode: 'live' });
  const others = await Promise.all(Array.from({ length: 200 }, () => world.enqueue()));
  world.pass(1);
  expect(await world.routing.place(first.id)).toEqual({ mode: 'message', position: null });
  expect(await world.routing.place(others[198]?.id ?? '')).toEqual({ mode: 'live', position: null });
  expect(await world.routing.place(others[199]?.id ?? '')).toEqual({ mode: 'message', position: null });
});

test('[RT11] beyond the fiftieth the position is no number', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 0 });
  const items = await Promise.all(Array.from({ length: 51 }, () => world.enqueue()));
  expect(await world.routing.place(items[49]?.id ?? '')).toEqual({ mode: 'live', position: 50 });
  expect(await world.routing.place(items[50]?.id ?? '')).toEqual({ mode: 'live', position: null });
});

test('[RT11] who asks for a skill stands in the same line, and is told a place only while somebody has it', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 0 });
  const items = await Promise.all(
    [[], ['hardware'], [], ['hardware']].map((skills) => world.enqueue(world.english, { skills })),
  );
  const places = () => Promise.all(items.map(({ id }) => world.routing.place(id)));
  const message = { mode: 'message', position: null };
  expect(await places()).toEqual([
    { mode: 'live', position: 1 },
    message,
    { mode: 'live', position: 3 },
    message,
  ]);
  expect((await world.routing.tellPlaces(world.english)).map(({ place }) => place)).toEqual(await places());

  await world.agent('anna', { capacity: 0, skills: ['hardware'] });
  const live = [1, 2, 3, 4].map((position) => ({ mode: 'live', position }));
  expect(await places()).toEqual(live);
  const told = await world.routing.tellPlaces({ ...world.english, skills: ['hardware'] });
  expect(told.map(({ place }) => place)).toEqual([live[1], live[3]]);
});

test('[RT11] who is being assigned stands first; who is assigned stands nowhere', async () => {
  const world = await createWorld();
  await world.agent('anna');
  const item = await world.enqueue();
  const proposal = await world.routing.propose();
  expect(await world.routing.place(item.id)).toEqual({ mode: 'live', position: 1 });
  if (proposal) await world.dispatch.settle(proposal, world.ledger.commit(proposal));
  expect(await world.routing.place(item.id)).toBeNull();
  expect(await world.routing.place('contact:unknown')).toBeNull();
});

test('[RT11] a case moves no visitor: its visitor has a contact', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 0 });
  await world.enqueue(world.english, { id: 'specialist:1' });
  expect(await world.routing.tellPlaces(world.english)).toEqual([]);
});

test('places are unknown, not wrong, while Redis can not say', async () => {
  const world = await createWorld();
  const item = await world.enqueue();
  await world.redis.set('{rt}:items', 'broken');
  await world.redis.set('{rt}:leases', 'broken');
  expect(await world.routing.place(item.id)).toBeNull();
  expect(await world.routing.isServed(world.english.inboxId, [world.english.teamId], 'en')).toBe(false);
});

test('[RT11] the wait is told by the pace of the line, with the agents who are there now, and as it changes', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 0 });
  const items = await Promise.all(Array.from({ length: 4 }, () => world.enqueue()));
  const waits = () => Promise.all(items.map(({ id }) => world.routing.wait(id)));
  const leave = async (gapMs: number) => {
    const enqueuedAt = world.clock.now();
    world.pass(gapMs);
    await world.routing.renewLease('anna');
    await world.routing.departed(world.english, enqueuedAt);
  };
  await leave(2 * minute);
  await leave(2 * minute);
  expect(await waits()).toEqual([null, null, null, null]);

  await leave(2 * minute);
  const alone = await waits();
  expect(alone).toEqual([
    { fromMinutes: 1, toMinutes: 5 },
    { fromMinutes: 1, toMinutes: 8 },
    { fromMinutes: 1, toMinutes: 11 },
    { fromMinutes: 1, toMinutes: 15 },
  ]);
  await world.routing.tellPlaces(world.english);

  // Rocket.Chat and others divide by what they like; here another agent halves it, at once.
  await world.agent('bo', { capacity: 0 });
  world.announce.mark([world.english]);
  await world.announce.pass();
  const together = await waits();
  expect(together[3]).toEqual({ fromMinutes: 1, toMinutes: 8 });
  expect(world.toldWaits.map(({ wait }) => wait)).toEqual(together);

  // Who speaks another language moves nothing.
  await world.agent('mute', { languages: ['zh-CN'] });
  expect(await waits()).toEqual(together);

  world.pass(leaseMs + graceMs);
  expect(await waits()).toEqual([null, null, null, null]);
});

test('[RT11] who is served without waiting, or long ago, says nothing of how long it takes', async () => {
  const world = await createWorld();
  await world.agent('anna', { capacity: 0 });
  const { id } = await world.enqueue();
  const wait = async () => {
    await world.routing.renewLease('anna');
    return world.routing.wait(id);
  };
  for (let n = 0; n < 5; n += 1) await world.routing.departed(world.english, world.clock.now());
  expect(await wait()).toBeNull();
  for (let n = 0; n < 3; n += 1) {
    world.pass(minute);
    await world.routing.departed(world.english, world.clock.now() - minute);
  }
  expect(await wait()).not.toBeNull();
  world.pass(15 * minute);
  expect(await wait()).toBeNull();
});
