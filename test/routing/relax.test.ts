import { defaultQueueSettings, type QueueSettings } from '@haven/shared/queue';
import { principalOf } from './referee/place.ts';
import { leaseMs, type RefereeWorld, skewMs } from './referee/referee-world.ts';
import { useEngines } from './referee/use-engines.ts';

// Through the product's own flows, on real engines and by two processes.

/** Issue types: one that asks for what nobody can, and one of the second team. */
let [skilled, other] = [0, 0];
const stage = useEngines(async ({ engines, place }) => {
  other = place.issueTypes.indexOf('model.second');
  skilled = place.issueTypes.push('model.unknown_skill') - 1;
  await engines.database.db
    .insertInto('issue_type')
    .values({
      key: 'model.unknown_skill',
      label: '{}',
      priority: 'normal',
      team_id: null,
      collect: [],
      position: 0,
      skills: ['hardware'],
    })
    .execute();
});

const [first, second] = [0, 1];
const [english, chinese] = [0, 1];

/** A world in which these alone are there, and the queues of the two teams are run so. */
async function createWorld(
  names: readonly string[],
  settings: readonly [first: Partial<QueueSettings>, second: Partial<QueueSettings>],
) {
  const world = await stage.newWorld();
  for (const [index, of] of settings.entries())
    await world
      .process(0)
      .manageQueues.update(stage.place.inboxId, teamId(index), { ...defaultQueueSettings, ...of });
  for (const each of stage.place.agents) if (!names.includes(each.name)) world.beating.delete(each.id);
  await pass(world, leaseMs);
  return world;
}

const teamId = (number: number) => stage.place.teamIds[number] ?? '';

/** Time passes, and who is there is heard. */
async function pass(world: RefereeWorld, ms: number): Promise<void> {
  world.pass(ms);
  await world.beat(world.process(0));
  await world.quiet();
}

/** Both processes look at the same moment. How many steps were taken. */
async function look(world: RefereeWorld): Promise<number> {
  const taken = await Promise.all([world.process(0).relax.pass(), world.process(1).relax.pass()]);
  await world.quiet();
  return (taken[0] ?? 0) + (taken[1] ?? 0);
}

async function holderOf(world: RefereeWorld, id: string): Promise<string | null> {
  const row = (await world.look()).rows.find((each) => each.id === id);
  return stage.place.agents.find((agent) => agent.id === row?.assigneeId)?.name ?? null;
}

/** The steps in the log that staff read. */
async function steps(id: string): Promise<unknown[]> {
  const entries = await stage.engines.database.db
    .selectFrom('entry')
    .select(['body', 'visitor_seq', 'author_kind'])
    .where('conversation_id', '=', id)
    .where('kind', '=', 'relaxed')
    .orderBy('staff_seq')
    .execute();
  for (const { visitor_seq, author_kind } of entries)
    expect([visitor_seq, author_kind]).toEqual([null, 'system']);
  return entries.map(({ body }) => body);
}

async function explained(world: RefereeWorld, id: string) {
  const admin = { ...principalOf(stage.place.agentCalled('Anna')), role: 'admin' as const };
  const record = await world.process(1).explainRouting(admin, id);
  if (!record.ok) throw new Error(record.error.code);
  return record.value.contact;
}

test('[RT7] [RT14] a chat asks for no skills after the time of its queue: once in the log, and in the reason', async () => {
  const world = await createWorld(['Ben'], [{ relaxSkillSeconds: 60 }, {}]);
  const { id } = await stage.start(world, skilled, english);
  await pass(world, 60_000 - skewMs - 1_000);
  expect(await look(world)).toBe(0);
  const before = await explained(world, id);
  expect(before?.waiting).toMatchObject({ relaxed: [] });
  expect(before?.waiting?.agents).toContainEqual(
    expect.objectContaining({
      agent: { id: stage.place.agentCalled('Ben').id, name: 'Ben' },
      obstacle: 'missing_skill',
    }),
  );
  await pass(world, skewMs + 1_000);
  expect(await look(world)).toBe(1);
  expect(await holderOf(world, id)).toBe('Ben');
  expect(await steps(id)).toEqual([{ kind: 'relaxed', step: 'skills', team: null }]);
  expect((await explained(world, id))?.decision).toMatchObject({ rule: 'least_load', relaxed: ['skills'] });
  await pass(world, 60_000);
  expect(await look(world)).toBe(0);
});

test('[RT7] any language will do after that time, and only in this wait', async () => {
  const world = await createWorld(['Anna'], [{ relaxLanguageSeconds: 60 }, {}]);
  const { id } = await stage.start(world, first, chinese);
  await pass(world, 60_000);
  expect(await holderOf(world, id)).toBeNull();
  expect(await look(world)).toBe(1);
  expect(await holderOf(world, id)).toBe('Anna');

  const row = (await world.look()).rows.find((each) => each.id === id);
  const to = { kind: 'team' as const, id: teamId(0) };
  const handover = { conversationId: id, epoch: row?.epoch ?? 0, to, note: '' };
  expect(
    await world.process(0).transfer(principalOf(stage.place.agentCalled('Anna')), handover),
  ).toMatchObject({
    ok: true,
  });
  await world.quiet();
  expect(await holderOf(world, id)).toBeNull();
  expect((await explained(world, id))?.waiting?.agents).toContainEqual(
    expect.objectContaining({ obstacle: 'wrong_language' }),
  );
  expect(await look(world)).toBe(0);
});

test('[RT7] [RT3] [RT2] the overflow team has it in its old place, and at once where somebody is free', async () => {
  const world = await createWorld([], [{}, { overflowTeamId: teamId(0), overflowSeconds: 60 }]);
  const { id: older } = await stage.start(world, other, english);
  await pass(world, 10_000);
  const { id: newer } = await stage.start(world, first, english);
  await pass(world, 50_000);
  expect(await look(world)).toBe(1);
  const team = { 'zh-CN': 'x', en: 'x' };
  expect(await steps(older)).toEqual([{ kind: 'relaxed', step: 'team', team }]);
  const line = { inboxId: stage.place.inboxId, teamId: teamId(0), language: 'en' as const };
  const order = await world.process(0).routing.firstOf(line, 10);
  expect(order.map(({ conversationId }) => conversationId)).toEqual([older, newer]);

  // Nobody passes it on from there again.
  const back = { ...defaultQueueSettings, overflowTeamId: teamId(1), overflowSeconds: 60 };
  await world.process(0).manageQueues.update(stage.place.inboxId, teamId(0), back);
  await pass(world, 120_000);
  expect(await look(world)).toBe(1);
  expect(await steps(older)).toHaveLength(1);
  expect(await steps(newer)).toEqual([{ kind: 'relaxed', step: 'team', team }]);

  world.beating.add(stage.place.agentCalled('Ben').id);
  await pass(world, 0);
  expect(await holderOf(world, older)).toBe('Ben');
});

test('[RT13] what has waited longest goes to the overflow team, and only there is asked to leave a message', async () => {
  const rule = { overflowTeamId: teamId(0), longestWaitSeconds: 120 };
  const world = await createWorld(['Anna'], [{ longestWaitSeconds: 600 }, rule]);
  await stage.start(world, first, english);
  const { id } = await stage.start(world, other, english);
  await pass(world, 117_000 - skewMs);
  expect(await look(world)).toBe(0);
  await pass(world, skewMs + 1_000);
  expect(await look(world)).toBe(1);
  const placeOf = () => world.process(0).routing.place(`contact:${id}`);
  expect(await placeOf()).toEqual({ mode: 'live', position: 1 });
  await pass(world, 599_000 - skewMs);
  expect(await placeOf()).toEqual({ mode: 'live', position: 1 });
  await pass(world, 2 * skewMs + 2_000);
  expect(await placeOf()).toEqual({ mode: 'message', position: null });
  expect(await look(world)).toBe(0);
});

test('[RT7] [RT17] [TRUTH2] a step is taken once although its process dies right after, and Redis is emptied', async () => {
  const world = await createWorld(
    [],
    [{}, { relaxLanguageSeconds: 30, overflowTeamId: teamId(0), overflowSeconds: 60 }],
  );
  const { id } = await stage.start(world, other, chinese);
  await pass(world, 60_000);
  const dying = world.process(0);
  dying.dieAt(1, false);
  expect(await dying.relax.pass()).toBe(1);
  await world.replace(dying);
  await stage.engines.flush();
  expect(await look(world)).toBe(1);
  expect(await look(world)).toBe(0);
  await stage.engines.flush();
  world.beating.add(stage.place.agentCalled('Anna').id);
  await pass(world, 0);
  expect(await holderOf(world, id)).toBe('Anna');
  expect(await steps(id)).toEqual([
    { kind: 'relaxed', step: 'language', team: null },
    { kind: 'relaxed', step: 'team', team: { 'zh-CN': 'x', en: 'x' } },
  ]);
  expect(await world.process(0).sweep.mendDrift()).toBe(0);
});

test('[RT17] a step that its process did not live to tell Redis is followed by the sweep', async () => {
  const world = await createWorld(['Anna'], [{ relaxLanguageSeconds: 30 }, {}]);
  const { id } = await stage.start(world, second, chinese);
  await pass(world, 30_000);
  const dying = world.process(0);
  dying.dieAt(1, false);
  expect(await dying.relax.pass()).toBe(1);
  await world.replace(dying);
  expect(await holderOf(world, id)).toBeNull();
  expect(await world.process(0).sweep.mendDrift()).toBe(1);
  await world.quiet();
  expect(await holderOf(world, id)).toBe('Anna');
});

test('[RT7] is off for queues that do not say so', async () => {
  const world = await createWorld([], [{}, {}]);
  await stage.start(world, skilled, chinese);
  await stage.start(world, other, chinese);
  await pass(world, 86_400_000);
  expect(await look(world)).toBe(0);
});
