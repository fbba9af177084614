import { engineOfProject } from '../support/engine.ts';
import { startAs } from './referee/commands.ts';
import { type Engines, openEngines } from './referee/open-engines.ts';
import { createPlace, type Place, principalOf, visitorOf } from './referee/place.ts';
import { createRefereeWorld, graceMs, leaseMs, type RefereeWorld } from './referee/referee-world.ts';

// Through the product's own flows, on real engines and by two processes.

let engines: Engines;
let place: Place;
beforeAll(async () => {
  engines = await openEngines(engineOfProject() === 'embedded' ? 'wasm' : 'redis');
  place = await createPlace(engines.database.db);
}, 180_000);
afterAll(() => engines?.close());

/** A world in which Ben alone is there, with room for three. */
async function createWorld() {
  const world = await createRefereeWorld(engines, place);
  for (const each of place.agents) if (each.name !== 'Ben') world.beating.delete(each.id);
  await silence(world, leaseMs);
  return world;
}

const ben = () => agentCalled('Ben');

function agentCalled(name: string) {
  const found = place.agents.find((each) => each.name === name);
  if (!found) throw new Error(`nobody is called ${name}`);
  return found;
}

/** Time passes; who is in `beating` is heard, and somebody looks for who is gone, as each second. */
async function silence(world: RefereeWorld, ms: number): Promise<number> {
  let taken = 0;
  for (let passed = 0; passed < ms; passed += 5_000) {
    world.pass(Math.min(5_000, ms - passed));
    await world.beat(world.process(0));
    taken += await world.process(0).takeBack.fromGone();
    await world.quiet();
  }
  return taken;
}

async function start(world: RefereeWorld): Promise<{ id: string; visitorId: string }> {
  const { visitorId } = await place.newVisitor();
  const started = await startAs(world, world.process(0), visitorId, crypto.randomUUID(), 0, 0);
  if (!started.ok) throw new Error(started.error.code);
  await world.quiet();
  return { id: started.value.conversation.id, visitorId };
}

async function rowOf(world: RefereeWorld, id: string) {
  await world.quiet();
  const row = (await world.look()).rows.find((each) => each.id === id);
  if (!row) throw new Error('it is open');
  return row;
}

const draft = (conversationId: string) => ({
  conversationId,
  clientMessageId: crypto.randomUUID() as string,
  text: 'x',
  attachmentIds: [],
});

const waiting = async (world: RefereeWorld) =>
  (
    await world
      .process(0)
      .routing.firstOf({ inboxId: place.inboxId, teamId: place.teamIds[0] ?? '', language: 'en' }, 9)
  ).map(({ conversationId }) => conversationId);

test('[RT3] [RT9] who stays away past the grace loses what waits for an answer, to the place that it had', async () => {
  const world = await createWorld();
  const chats = [await start(world), await start(world), await start(world)];
  const last = await start(world);
  const [first, answered, third] = chats.map(({ id }) => id);
  if (!first || !answered || !third) throw new Error('there are three');
  await world.process(1).sendMessage.asAgent(principalOf(ben()), draft(answered));

  world.beating.delete(ben().id);
  // Each pass is a beat's length later than the last, so the lease ends within the first.
  expect(await silence(world, leaseMs + graceMs - 5_000)).toBe(0);
  expect((await rowOf(world, first)).assigneeId).toBe(ben().id);
  expect(await silence(world, 5_000)).toBe(2);

  expect(await waiting(world)).toEqual([first, third, last.id]);
  expect(await rowOf(world, answered)).toMatchObject({ status: 'assigned', assigneeId: ben().id });
  const { entries } = await log(world, first);
  expect(entries.at(-1)).toMatchObject({
    author: { kind: 'system' },
    body: { kind: 'requeued', reason: 'released' },
  });

  // Only by the visitor's next message does the other one follow.
  expect(await silence(world, graceMs)).toBe(0);
  const [, chat] = chats;
  await world
    .process(1)
    .sendMessage.asVisitor(visitorOf(place.inboxId, chat?.visitorId ?? ''), draft(answered));
  expect(await silence(world, 1_000)).toBe(1);
  expect(await waiting(world)).toEqual([first, answered, third, last.id]);
});

test('[RT1] [RT9] the zombie: what was taken back is not theirs to write in, to resolve or to pass on', async () => {
  const world = await createWorld();
  const { id } = await start(world);
  const { epoch } = await rowOf(world, id);
  world.beating.delete(ben().id);
  await silence(world, leaseMs + graceMs);
  const by = world.process(1);
  const me = principalOf(ben());
  const to = { kind: 'agent' as const, id: agentCalled('Dora').id };
  expect(await by.sendMessage.asAgent(me, draft(id))).toMatchObject({
    ok: false,
    error: { code: 'refused' },
  });
  for (const late of [
    by.endConversation.resolve(me, { conversationId: id, epoch, cause: 'x' }),
    by.transfer(me, { conversationId: id, epoch, to, note: '' }),
  ])
    expect(await late).toMatchObject({ ok: false });
  expect((await rowOf(world, id)).status).toBe('queued');
  // Back again, they get it as anybody would, and first.
  world.beating.add(ben().id);
  await world.beat(world.process(1));
  expect((await rowOf(world, id)).assigneeId).toBe(ben().id);
});

test('[RT9] two servers that look at once take a chat back once, and an answer that comes first keeps it', async () => {
  const world = await createWorld();
  const [lost, kept] = [await start(world), await start(world)];
  world.beating.delete(ben().id);
  await silence(world, leaseMs + graceMs - 5_000);
  world.pass(5_000);
  const [one, two] = [world.process(0), world.process(1)];
  await one.sendMessage.asAgent(principalOf(ben()), draft(kept.id));
  const taken = await Promise.all([one.takeBack.fromGone(), two.takeBack.fromGone()]);
  expect(taken.reduce((sum, count) => sum + count, 0)).toBe(1);
  expect((await log(world, lost.id)).entries.filter(({ body }) => body.kind === 'requeued')).toHaveLength(1);
  expect((await rowOf(world, kept.id)).status).toBe('assigned');
});

test('[RT9] what a disabled agent holds goes back at once where it waits', async () => {
  const world = await createWorld();
  const { id } = await start(world);
  const { id: agentId, ...fields } = ben();
  const admin = { ...principalOf({ ...ben(), id: '' }), role: 'admin' as const };
  const change = { ...fields, role: 'agent' as const, isDisabled: true };
  expect(await world.process(0).manageAgents.update(admin, agentId, change)).toMatchObject({ ok: true });
  expect(await world.process(0).takeBack.fromGone()).toBe(1);
  expect((await rowOf(world, id)).status).toBe('queued');
  await world.process(0).manageAgents.update(admin, agentId, { ...change, isDisabled: false });
});

async function log(world: RefereeWorld, conversationId: string) {
  const opened = await world
    .process(0)
    .readConversation.open({ ...principalOf(ben()), role: 'admin' }, conversationId);
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value.page;
}
