import { startAs } from './referee/commands.ts';
import { type ModelProcess, startProcess } from './referee/model-process.ts';
import { principalOf, visitorOf } from './referee/place.ts';
import { leaseMs, type RefereeWorld, skewMs } from './referee/referee-world.ts';
import { useEngines } from './referee/use-engines.ts';

// Each is an open or lately mended bug of another live-chat system, played here through the product's own flows, on
// real engines and by several processes.

const stage = useEngines();

const low = 0;
const english = 0;

/** A world in which only these agents are online. */
async function worldOf(...online: string[]): Promise<RefereeWorld> {
  const world = await stage.newWorld();
  for (const each of stage.place.agents) {
    if (online.includes(each.name)) continue;
    await world.process(0).setAvailability(principalOf(each), { availability: 'away' });
  }
  await world.quiet();
  return world;
}

function agent(name: string) {
  const found = stage.place.agentCalled(name);
  return { ...found, principal: principalOf(found) };
}

async function start(world: RefereeWorld, by: ModelProcess, issueType = low): Promise<string> {
  return (await stage.begin(world, by, issueType, english)).id;
}

async function look(world: RefereeWorld) {
  await world.quiet();
  world.seen = await world.look();
  const heldBy = (name: string) =>
    world.seen.rows.filter(
      ({ assigneeId, status }) => status === 'assigned' && assigneeId === agent(name).id,
    );
  const row = (id: string) => world.seen.rows.find((each) => each.id === id);
  return { heldBy, row, waiting: world.seen.rows.filter(({ status }) => status === 'queued') };
}

test('[RT2] Chatwoot #10685: nobody was online when it came, and it is assigned when somebody is', async () => {
  const world = await worldOf();
  const id = await start(world, world.process(0));
  expect((await look(world)).row(id)?.status).toBe('queued');
  await world.process(1).setAvailability(agent('Anna').principal, { availability: 'online' });
  expect((await look(world)).row(id)?.assigneeId).toBe(agent('Anna').id);
});

test('[RT2] an agent is freed and the queue is pulled, whichever server the chat ended on', async () => {
  const world = await worldOf('Anna');
  const ids: string[] = [];
  for (let i = 0; i < 4; i += 1) {
    // The first by one clock and by the other.
    world.pass(2 * skewMs);
    ids.push(await start(world, world.process(i)));
  }
  for (const [index, id] of ids.entries()) {
    const { row, heldBy } = await look(world);
    expect(heldBy('Anna').map((each) => each.id)).toEqual([id]);
    await world.beat(world.process(0));
    const asked = { conversationId: id, epoch: row(id)?.epoch ?? 0, cause: 'x' };
    const process = world.process(index);
    expect((await process.endConversation.resolve(agent('Anna').principal, asked)).ok).toBe(true);
  }
});

test('[RT9] Chatwoot #7204: an agent who is gone is given nothing, although the intent still says online', async () => {
  const world = await worldOf('Anna', 'Ben');
  world.beating.delete(agent('Anna').id);
  world.pass(leaseMs + 1);
  await world.beat(world.process(0));
  const ids = [await start(world, world.process(0)), await start(world, world.process(1))];
  const { heldBy } = await look(world);
  expect(heldBy('Anna')).toEqual([]);
  expect(
    heldBy('Ben')
      .map(({ id }) => id)
      .sort(),
  ).toEqual(ids.sort());
});

test('[RT1] Rocket.Chat #22206: two agents accept one chat at once on two servers, and one of them has it', async () => {
  const world = await worldOf();
  const [anna, ben] = [agent('Anna'), agent('Ben')];
  for (let round = 0; round < 15; round += 1) {
    const id = await start(world, world.process(round));
    const epoch = (await look(world)).row(id)?.epoch ?? 0;
    await world.beat(world.process(0));
    const taken = await Promise.all(
      [anna, ben].map(({ principal }, index) =>
        world.process(index).accept.conversation(principal, { conversationId: id, epoch }),
      ),
    );
    expect(taken.map((each) => (each.ok ? 'won' : each.error.code)).sort()).toEqual(['conflict', 'won']);
    const winner = taken[0]?.ok ? anna : ben;
    const { row } = await look(world);
    expect(row(id)).toMatchObject({ status: 'assigned', assigneeId: winner.id });
    // Only the winner is in the log, once.
    const entries = await stage.engines.database.db
      .selectFrom('entry')
      .select('body')
      .where('conversation_id', '=', id)
      .where('kind', '=', 'assigned')
      .execute();
    expect(entries.map(({ body }) => body)).toMatchObject([{ agent: { id: winner.id } }]);
    const asked = { conversationId: id, epoch: row(id)?.epoch ?? 0, cause: 'x' };
    await world.process(0).endConversation.resolve(winner.principal, asked);
  }
}, 180_000);

test('[RT4] Rocket.Chat 19352, 37776: four servers at once give nobody more than they can take', async () => {
  const world = await worldOf('Anna', 'Ben');
  world.processes.push(
    await startProcess(stage.engines, world.clock),
    await startProcess(stage.engines, world.clock),
  );
  await Promise.all(Array.from({ length: 12 }, (_, index) => start(world, world.process(index))));
  const first = await look(world);
  expect([first.heldBy('Anna').length, first.heldBy('Ben').length, first.waiting.length]).toEqual([1, 3, 8]);

  // By hand, too: every server is asked for another one at the same moment.
  await world.beat(world.process(0));
  const taken = await Promise.all(
    first.waiting.map(({ id, epoch }, index) =>
      world.process(index).accept.conversation(agent('Anna').principal, { conversationId: id, epoch }),
    ),
  );
  expect(taken.map((result) => (result.ok ? 'taken' : result.error.details))).toEqual(
    first.waiting.map(() => ({ reason: 'full' })),
  );
  const then = await look(world);
  expect([then.heldBy('Anna').length, then.heldBy('Ben').length]).toEqual([1, 3]);
}, 180_000);

test('[RT17] Rocket.Chat #18029, #18200: a server dies with a chat in its hand, and the chat is neither lost nor stuck', async () => {
  const world = await worldOf('Anna');
  const other = world.process(0);
  // Its calls of Redis: the projection, where it stands, and then the slot. The reply to that one is its last.
  let died = false;
  let calls = 2;
  let id = '';
  while (!died) {
    calls += 1;
    const process = await startProcess(stage.engines, world.clock);
    process.dieAt(calls, true);
    id = await start(world, process).catch(() => '');
    await process.quiet();
    const pending = await stage.engines.redis.redis.zcard('{rt}:pending');
    died = pending === 1;
    if (!died) await clear(world);
    if (calls > 20) throw new Error('it never held a slot');
  }
  const stuck = await look(world);
  const waiting = stuck.waiting.at(-1)?.id ?? id;
  expect(stuck.row(waiting)).toMatchObject({ status: 'queued', assigneeId: null });
  // Its visitor is not told that there is no place.
  expect(await other.routing.place(`contact:${waiting}`)).toMatchObject({ mode: 'live', position: 1 });

  world.pass(6_000);
  await world.beat(world.process(0));
  expect(await other.sweep.mendProposals()).toBe(1);
  await other.dispatch.dispatchAll();
  expect((await look(world)).row(waiting)?.assigneeId).toBe(agent('Anna').id);
}, 180_000);

test('[RT1] Chatwoot 15524: a server that decided long ago does not overwrite what was decided since', async () => {
  const world = await worldOf('Anna');
  const slow = await startProcess(stage.engines, world.clock);
  slow.freezeAtProposal();
  const id = await start(world, slow);
  expect(await slow.frozen).toMatchObject({ itemId: `contact:${id}`, agentId: agent('Anna').id });

  world.pass(6_000);
  const other = world.process(0);
  await other.setAvailability(agent('Anna').principal, { availability: 'away' });
  await other.setAvailability(agent('Ben').principal, { availability: 'online' });
  await world.beat(other);
  await other.sweep.mendProposals();
  await other.dispatch.dispatchAll();
  const decided = (await look(world)).row(id);
  expect(decided).toMatchObject({ status: 'assigned', assigneeId: agent('Ben').id });

  slow.thaw();
  await slow.quiet();
  expect((await look(world)).row(id)).toEqual(decided);
  expect(await other.routing.presence([agent('Anna').id, agent('Ben').id])).toEqual(
    new Map([
      [agent('Anna').id, expect.objectContaining({ load: 0 })],
      [agent('Ben').id, expect.objectContaining({ load: 1 })],
    ]),
  );
}, 180_000);

test('[RT13] Rocket.Chat #38148: two tabs start at once on two servers, and one conversation is open', async () => {
  const world = await worldOf();
  const { visitorId } = await stage.place.newVisitor();
  const ofSecondTeam = stage.place.issueTypes.indexOf('model.second');
  const started = await Promise.all(
    [0, 1].map((index) =>
      startAs(world, world.process(index), visitorId, crypto.randomUUID(), ofSecondTeam, english),
    ),
  );
  expect(started.filter(({ ok }) => ok)).toHaveLength(1);
  expect(started.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'conflict' } });
  expect((await look(world)).waiting).toHaveLength(1);
});

/** Ends whatever is open. */
async function clear(world: RefereeWorld): Promise<void> {
  world.seen = await world.look();
  for (const { id, visitorId } of world.seen.rows)
    await world.process(0).endConversation.cancel(visitorOf(stage.place.inboxId, visitorId), id);
  await world.quiet();
}
