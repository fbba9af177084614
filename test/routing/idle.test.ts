import { defaultQueueSettings } from '@haven/shared/queue';
import { answerAs } from './referee/commands.ts';
import type { ModelProcess } from './referee/model-process.ts';
import { visitorOf } from './referee/place.ts';
import { leaseMs, type RefereeWorld } from './referee/referee-world.ts';
import { rowOf, useEngines } from './referee/use-engines.ts';

// Through the product's own flows, on real engines and by two processes.

const stage = useEngines();

/** A world in which Ben alone is there, with room for three, and holds so many chats. */
async function createWorld(held: number) {
  const world = await stage.newWorld();
  for (const each of stage.place.agents) if (each.name !== 'Ben') world.beating.delete(each.id);
  world.pass(leaseMs);
  await world.beat(world.process(0));
  const ids: string[] = [];
  for (let i = 0; i < held; i += 1) ids.push((await stage.start(world, 1)).id);
  return { world, ids };
}

const ben = () => stage.place.agentCalled('Ben');

async function answer(world: RefereeWorld, id: string | undefined, by: ModelProcess = world.process(0)) {
  expect(await answerAs(by, await rowOf(world, id), ben())).toMatchObject({ ok: true });
  await world.quiet();
}

async function write(world: RefereeWorld, id: string | undefined) {
  const { visitorId } = await rowOf(world, id);
  const message = { clientMessageId: crypto.randomUUID() as string, text: 'x', attachmentIds: [] };
  const sent = await world.process(1).sendMessage.asVisitor(visitorOf(stage.place.inboxId, visitorId), {
    conversationId: id ?? '',
    ...message,
  });
  expect(sent).toMatchObject({ ok: true });
  await world.quiet();
}

async function load(world: RefereeWorld): Promise<number | undefined> {
  return (await world.process(1).routing.presence([ben().id])).get(ben().id)?.load;
}

const isHeld = async (world: RefereeWorld, id: string | undefined) =>
  (await rowOf(world, id)).assigneeId === ben().id;

test('[RT6] [RT2] answered chats take a part of their weight, and who waits is given out as soon as there is room', async () => {
  const { world, ids } = await createWorld(3);
  const { id: fourth } = await stage.start(world, 1);
  expect(await load(world)).toBe(3);
  await answer(world, ids[0]);
  expect([await load(world), await isHeld(world, fourth)]).toEqual([2.3, false]);
  await answer(world, ids[1]);
  expect([await load(world), await isHeld(world, fourth)]).toEqual([2.6, true]);
});

test('[RT6] [RT18] who writes counts in full, also beyond capacity: nothing is taken away, and nothing given', async () => {
  const { world, ids } = await createWorld(3);
  await answer(world, ids[0]);
  await answer(world, ids[1]);
  const { id: fourth } = await stage.start(world, 1);
  await write(world, ids[0]);
  await write(world, ids[1]);
  expect(await load(world)).toBe(4);
  for (const id of [...ids, fourth]) expect(await isHeld(world, id)).toBe(true);
  const { id: fifth } = await stage.start(world, 1);
  await answer(world, ids[2]);
  await answer(world, fourth);
  expect([await load(world), await isHeld(world, fifth)]).toEqual([2.6, false]);
  await answer(world, ids[0]);
  expect([await load(world), await isHeld(world, fifth)]).toEqual([2.9, true]);
});

test('[RT18] [TRUTH2] what is rebuilt weighs the same', async () => {
  const { world, ids } = await createWorld(3);
  await answer(world, ids[0]);
  await stage.engines.flush();
  await world.beat(world.process(0));
  await world.quiet();
  expect(await load(world)).toBe(2.3);
  expect(await world.process(0).sweep.mendDrift()).toBe(0);
});

test('[RT17] what a process did not live to tell Redis of an answer is mended, and who waits has its room', async () => {
  const { world, ids } = await createWorld(3);
  await answer(world, ids[0]);
  const { id: fourth } = await stage.start(world, 1);
  const dying = world.process(0);
  dying.dieAt(1, false);
  await answer(world, ids[1], dying);
  await world.replace(dying);
  expect([await load(world), await isHeld(world, fourth)]).toEqual([2.3, false]);
  expect(await world.process(0).sweep.mendDrift()).toBe(1);
  await world.quiet();
  expect([await load(world), await isHeld(world, fourth)]).toEqual([2.6, true]);
});

test('[RT6] a message that turns nothing costs routing nothing, and one that does a single script', async () => {
  const { world, ids } = await createWorld(1);
  const scripts = async () => {
    const stats = String(await stage.engines.redis.redis.call('INFO', 'commandstats'));
    const calls = [...stats.matchAll(/cmdstat_(?:evalsha|eval|fcall):calls=(\d+)/g)];
    return calls.reduce((sum, [, count]) => sum + Number(count), 0);
  };
  const before = await scripts();
  await answer(world, ids[0]);
  expect((await scripts()) - before).toBeGreaterThan(0);
  const answered = await scripts();
  for (let i = 0; i < 5; i += 1) await answer(world, ids[0]);
  expect(await scripts()).toBe(answered);
  await write(world, ids[0]);
  expect((await scripts()) - answered).toBe(1);
  for (let i = 0; i < 5; i += 1) await write(world, ids[0]);
  expect((await scripts()) - answered).toBe(1);
});

test('[RT6] how much it takes is the queue’s, for those that are held as well', async () => {
  const { world, ids } = await createWorld(2);
  await answer(world, ids[0]);
  const set = (idlePercent: number) =>
    world.process(0).manageQueues.update(stage.place.inboxId, stage.place.teamIds[0] ?? '', {
      ...defaultQueueSettings,
      idlePercent,
    });
  await set(100);
  expect(await load(world)).toBe(2);
  await answer(world, ids[1]);
  await set(0);
  expect(await load(world)).toBe(0);
  expect(await world.process(0).sweep.mendDrift()).toBe(0);
  await write(world, ids[0]);
  expect(await load(world)).toBe(1);
});
