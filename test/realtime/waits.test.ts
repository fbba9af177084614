import { eventually } from '../support/eventually.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { createWorld, type World } from '../support/world.ts';

describe('the estimate of a wait', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld((await useSharedServer()).url);
  }, 180_000);
  afterAll(() => world?.close());

  it('[RT11] is told to who waits once three have been served, and again after a reload', async () => {
    const agent = await world.agent({ capacity: 1 });
    const visitors = [];
    for (let n = 0; n < 5; n += 1) {
      const visitor = await world.visitor();
      visitors.push({ visitor, id: (await world.start(visitor)).id });
    }
    const isTheirs = async (id: string) =>
      agent.hears(
        'conversation:changed',
        ({ conversation }) => conversation.id === id && conversation.assignee?.id === agent.id,
      );
    const resolve = async (conversationId: string, epoch: number) =>
      agent.get('conversation:resolve', { conversationId, epoch, cause: 'Answered.' });
    for (const { id } of visitors.slice(0, 3)) {
      const { conversation } = await isTheirs(id);
      // Longer than what counts as no wait at all.
      await new Promise((done) => setTimeout(done, 1_100));
      await resolve(id, conversation.epoch);
    }
    const [fourth, last] = visitors.slice(3);
    if (!fourth || !last) throw new Error('there are five');
    const { conversation } = await isTheirs(fourth.id);
    // Four of five were assigned, three of them after a wait.
    const told = await last.visitor.hears('queue:wait', ({ wait }) => wait !== null);
    expect(told).toEqual({ conversationId: last.id, wait: { fromMinutes: 1, toMinutes: 1 } });
    await resolve(fourth.id, conversation.epoch);
    await isTheirs(last.id);

    const next = await world.visitor();
    const { id } = await world.start(next);
    await next.hears('queue:wait', ({ wait }) => wait !== null);
    const waits = () => next.heard.filter(({ name }) => name === 'queue:wait');
    const before = waits().length;
    await next.get('conversation:resume', { have: {} });
    await eventually(() => expect(waits().length).toBeGreaterThan(before));
    expect(waits().at(-1)?.payload).toMatchObject({ conversationId: id, wait: { fromMinutes: 1 } });
  });
});
