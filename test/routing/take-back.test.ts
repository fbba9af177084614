import { firstReplySeconds, principalOf, visitorOf } from './referee/place.ts';
import { graceMs, leaseMs, type RefereeWorld, skewMs } from './referee/referee-world.ts';
import { rowOf, useEngines } from './referee/use-engines.ts';

// Through the product's own flows, on real engines and by two processes.

const stage = useEngines();

/** A world in which Ben alone is there, with room for three. */
async function createWorld() {
  const world = await stage.newWorld();
  for (const each of stage.place.agents) if (each.name !== 'Ben') world.beating.delete(each.id);
  await silence(world, leaseMs);
  return world;
}

const ben = () => stage.place.agentCalled('Ben');

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
      .routing.firstOf(
        { inboxId: stage.place.inboxId, teamId: stage.place.teamIds[0] ?? '', language: 'en' },
        9,
      )
  ).map(({ conversationId }) => conversationId);

test('[RT3] [RT9] who stays away past the grace loses what waits for an answer, to the place that it had', async () => {
  const world = await createWorld();
  const chats = [await stage.start(world), await stage.start(world), await stage.start(world)];
  const last = await stage.start(world);
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
    .sendMessage.asVisitor(visitorOf(stage.place.inboxId, chat?.visitorId ?? ''), draft(answered));
  expect(await silence(world, 1_000)).toBe(1);
  expect(await waiting(world)).toEqual([first, answered, third, last.id]);
});

test('[RT1] [RT9] the zombie: what was taken back is not theirs to write in, to resolve or to pass on', async () => {
  const world = await createWorld();
  const { id } = await stage.start(world);
  const { epoch } = await rowOf(world, id);
  world.beating.delete(ben().id);
  await silence(world, leaseMs + graceMs);
  const by = world.process(1);
  const me = principalOf(ben());
  const to = { kind: 'agent' as const, id: stage.place.agentCalled('Dora').id };
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
  const [lost, kept] = [await stage.start(world), await stage.start(world)];
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
  const { id } = await stage.start(world);
  const { id: agentId, ...fields } = ben();
  const admin = { ...principalOf({ ...ben(), id: '' }), role: 'admin' as const };
  const change = { ...fields, role: 'agent' as const, isDisabled: true };
  expect(await world.process(0).manageAgents.update(admin, agentId, change)).toMatchObject({ ok: true });
  expect(await world.process(0).takeBack.fromGone()).toBe(1);
  expect((await rowOf(world, id)).status).toBe('queued');
  await world.process(0).manageAgents.update(admin, agentId, { ...change, isDisabled: false });
});

describe('[RT8] a queue that waits for a first reply for two minutes', () => {
  /** In the second team's queue, whose agents Cleo and Dora are there. */
  async function createWaiting() {
    const world = await createWorld();
    for (const name of ['Cleo', 'Dora']) {
      world.beating.add(stage.place.agentCalled(name).id);
      await world.beat(world.process(0), [stage.place.agentCalled(name).id]);
    }
    const { id, visitorId } = await stage.start(world, stage.place.issueTypes.indexOf('model.second'), 1);
    const { assigneeId } = await rowOf(world, id);
    const holder = stage.place.agents.find((each) => each.id === assigneeId);
    if (!holder) throw new Error('somebody has it');
    return {
      world,
      id,
      visitorId,
      holder,
      next: stage.place.agentCalled(holder.name === 'Cleo' ? 'Dora' : 'Cleo'),
    };
  }

  test('gives a chat without one to the next, in its old place, and says so', async () => {
    const { world, id, holder, next } = await createWaiting();
    const { takeBack, explainRouting } = world.process(1);
    world.pass(firstReplySeconds * 1_000 - skewMs - 2_000);
    await world.beat(world.process(0));
    expect(await takeBack.fromSilent()).toBe(0);
    world.pass(skewMs + 2_000);
    expect(await takeBack.fromSilent()).toBe(1);
    expect((await rowOf(world, id)).assigneeId).toBe(next.id);
    const { entries } = await log(world, id);
    const requeued = { kind: 'requeued', reason: 'released', because: 'no_reply' };
    expect(entries.map(({ body }) => body)).toEqual(expect.arrayContaining([requeued]));
    const why = await explainRouting({ ...principalOf(holder), role: 'admin' }, id);
    expect(why).toMatchObject({
      value: {
        contact: { decision: { excluded: expect.arrayContaining([{ obstacle: 'declined', count: 1 }]) } },
      },
    });
  });

  test('[RT19] [TRUTH2] not to who had it for a minute, over a flush too; then to them, when nobody else is there', async () => {
    const { world, id, holder, next } = await createWaiting();
    world.beating.delete(next.id);
    world.pass(firstReplySeconds * 1_000);
    await world.beat(world.process(0));
    expect(await world.process(0).takeBack.fromSilent()).toBe(1);
    expect((await rowOf(world, id)).status).toBe('queued');
    await stage.engines.flush();
    await world.beat(world.process(0));
    expect((await rowOf(world, id)).status).toBe('queued');
    expect(
      await world.process(0).explainRouting({ ...principalOf(holder), role: 'admin' }, id),
    ).toMatchObject({
      value: {
        contact: {
          waiting: {
            agents: expect.arrayContaining([
              expect.objectContaining({ agent: { id: holder.id, name: holder.name }, obstacle: 'declined' }),
            ]),
          },
        },
      },
    });
    world.pass(60_000);
    await world.beat(world.process(0));
    await world.process(0).dispatch.dispatchAll();
    expect((await rowOf(world, id)).assigneeId).toBe(holder.id);
  });

  test('leaves it with who replied, whatever the visitor writes after that', async () => {
    const { world, id, visitorId, holder } = await createWaiting();
    const { sendMessage, takeBack } = world.process(0);
    await sendMessage.asAgent(principalOf(holder), draft(id));
    world.pass(1_000);
    await sendMessage.asVisitor(visitorOf(stage.place.inboxId, visitorId), draft(id));
    world.pass(2 * firstReplySeconds * 1_000);
    expect(await takeBack.fromSilent()).toBe(0);
  });

  test('is off for queues that do not say so', async () => {
    const world = await createWorld();
    await stage.start(world);
    world.pass(3_600_000);
    expect(await world.process(0).takeBack.fromSilent()).toBe(0);
  });
});

async function log(world: RefereeWorld, conversationId: string) {
  const opened = await world
    .process(0)
    .readConversation.open({ ...principalOf(ben()), role: 'admin' }, conversationId);
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value.page;
}
