import { engineOfProject } from '../support/engine.ts';
import { startAs } from './referee/commands.ts';
import { openEngines } from './referee/open-engines.ts';
import { createPlace, principalOf } from './referee/place.ts';
import { createRefereeWorld } from './referee/referee-world.ts';
import { freed, minute, openRoutingWorlds, type RoutingWorld } from './routing-world.ts';

const createWorld = openRoutingWorlds();

/** Anna takes three and holds one; what needs all three has waited for two minutes, and a light one stands behind it. */
async function createWaiting(world: RoutingWorld) {
  const teamIds = [world.english.teamId, world.otherTeam.teamId];
  await world.agent('anna', { capacity: 3, teamIds });
  await world.enqueue();
  const held = await world.assignNext();
  const heavy = await world.enqueue(world.english, { weight: 300 });
  await pass(world, 2 * minute + 1);
  expect(await world.assignNext()).toBeNull();
  const light = await world.enqueue();
  return { heavy, light, heldId: held?.itemId ?? '' };
}

async function pass(world: RoutingWorld, ms: number): Promise<void> {
  world.pass(ms);
  for (const id of world.ledger.agents.keys()) await world.routing.renewLease(id);
}

const reservedFor = async ({ routing }: RoutingWorld, agentId: string) =>
  (await routing.presence([agentId])).get(agentId)?.reservedFor;

test('[RT19] the places of one agent are kept for what needs many, and it has them as soon as they are free', async () => {
  const world = await createWorld();
  const { heavy, light, heldId } = await createWaiting(world);
  expect(await reservedFor(world, 'anna')).toBe(heavy.id);
  // Whichever queue is looked at.
  expect(await world.routing.propose()).toBeNull();
  await world.routing.project(world.ledger.end(heldId));
  await world.dispatch.dispatchAfter([freed('anna')]);
  expect(world.ledger.heldBy('anna').map(({ id }) => id)).toEqual([heavy.id]);
  expect(await reservedFor(world, 'anna')).toBe('');
  expect(await world.redis.hlen('{rt}:reserved')).toBe(0);
  await world.routing.project(world.ledger.end(heavy.id));
  await world.dispatch.dispatchAfter([freed('anna')]);
  expect(world.ledger.heldBy('anna').map(({ id }) => id)).toEqual([light.id]);
});

test('[RT19] [RT14] others go on, who stands in front does too, and the reason counts who was kept', async () => {
  const world = await createWorld();
  const { light } = await createWaiting(world);
  await world.agent('ben', { capacity: 1 });
  expect(await world.routing.propose()).toMatchObject({
    itemId: light.id,
    agentId: 'ben',
    reason: { excluded: { reserved: 1 } },
  });
  const urgent = await world.enqueue(world.english, { band: 3 });
  expect(await world.routing.propose()).toMatchObject({ itemId: urgent.id, agentId: 'anna' });
});

test('[RT19] whoever takes something by hand may, and a chat that leaves its queue keeps nobody', async () => {
  const world = await createWorld();
  const { heavy, light } = await createWaiting(world);
  expect(await world.dispatch.takeByHand(light, 'anna')).toBe('assigned');
  await world.routing.project(world.ledger.end(heavy.id));
  expect(await reservedFor(world, 'anna')).toBe('');
  await world.enqueue();
  expect(await world.routing.propose()).toMatchObject({ agentId: 'anna' });
});

test.each([
  [
    'another takes what she was kept for',
    async ({ dispatch, ledger, routing, english }: RoutingWorld) => {
      const ben = { id: 'ben', teamIds: [english.teamId], languages: ['en' as const], capacity: 3 };
      ledger.agents.set('ben', { ...ben, availability: 'online' });
      await dispatch.agentSeen('ben');
      await dispatch.idle();
      expect((await routing.presence(['ben'])).get('ben')?.load).toBe(3);
    },
  ],
  ['its visitor leaves', ({ follow, ledger }: RoutingWorld, heavyId: string) => follow(ledger.end(heavyId))],
  [
    '[RT12] its queue is left to hands',
    async ({ dispatch, ledger, english }: RoutingWorld) => {
      await dispatch.ruleChanged(ledger.configure(english, { mode: 'manual' }));
      await dispatch.idle();
    },
  ],
])('[RT2] [RT19] who is kept no longer gets what waits elsewhere at once: %s', async (_, end) => {
  const world = await createWorld();
  const { heavy } = await createWaiting(world);
  const other = await world.enqueue(world.otherTeam);
  await world.dispatch.dispatchAll();
  expect(world.ledger.heldBy('anna')).toHaveLength(1);
  await end(world, heavy.id);
  expect(world.ledger.heldBy('anna').map(({ id }) => id)).toContain(other.id);
});

test('[RT19] who can not take it any more is kept no longer, and another is', async () => {
  const world = await createWorld();
  const { heavy } = await createWaiting(world);
  await world.agent('anna', { capacity: 2 });
  await world.agent('ben', { capacity: 3 });
  await world.enqueue();
  expect(await world.assignNext()).toMatchObject({ itemId: heavy.id, agentId: 'ben' });
  expect(await world.assignNext()).toMatchObject({ agentId: 'anna' });
});

test('[RT19] [RT14] why nobody yet says that places are kept for a bigger chat, and the queue page counts them as taken', async () => {
  const engines = await openEngines(engineOfProject() === 'embedded' ? 'wasm' : 'redis');
  const place = await createPlace(engines.database.db);
  const [low, normal, high] = [0, 1, 2];
  const type = place.issueTypes[high];
  const world = await createRefereeWorld(engines, place);
  const ben = place.agents.find(({ name }) => name === 'Ben');
  if (!ben || type === undefined) throw new Error('Ben is there');
  world.beating = new Set([ben.id]);
  await pastLeases();
  const start = async (issueType: number) => {
    const { visitorId } = await place.newVisitor();
    const started = await startAs(world, world.process(0), visitorId, crypto.randomUUID(), issueType, 0);
    await world.quiet();
    if (!started.ok) throw new Error(started.error.code);
    return started.value.conversation.id;
  };
  async function pastLeases() {
    world.pass(2 * minute + 1);
    await world.beat(world.process(0));
    await world.quiet();
  }

  await start(normal);
  await engines.database.db.updateTable('issue_type').set({ weight: 300 }).where('key', '=', type).execute();
  await start(high);
  await pastLeases();
  const light = await start(low);
  const admin = { ...principalOf(ben), role: 'admin' as const };
  const record = await world.process(1).explainRouting(admin, light);
  expect(record).toMatchObject({
    value: {
      contact: {
        waiting: {
          agents: expect.arrayContaining([
            expect.objectContaining({ agent: { id: ben.id, name: 'Ben' }, obstacle: 'reserved' }),
          ]),
        },
      },
    },
  });
  // Ben has room, and for nothing but the bigger one.
  const { queues } = await world.process(1).readQueueBoard();
  expect(new Set(queues.map(({ serving, free }) => `${free} of ${serving}`))).toEqual(
    new Set(['0 of 1', '0 of 0']),
  );
  await engines.close();
}, 120_000);
