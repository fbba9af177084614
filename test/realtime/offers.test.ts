import { defaultQueueSettings } from '@haven/shared/queue';
import { useSharedServer } from '../support/shared-server.ts';
import { createWorld, type World } from '../support/world.ts';

describe('[RT8] a queue that offers', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld((await useSharedServer()).url);
    const body = {
      inboxId: world.inbox.id,
      teamId: world.team.id,
      settings: { ...defaultQueueSettings, mode: 'offer', offerSeconds: 60 },
    };
    const headers = { cookie: world.admin, origin: world.url, 'content-type': 'application/json' };
    const reply = await fetch(`${world.url}/api/admin/queues`, {
      method: 'PATCH',
      headers,
      body: JSON.stringify(body),
    });
    expect(reply.status).toBe(200);
  }, 180_000);
  afterAll(() => world?.close());

  test('asks one agent, then the next, and gives it to who accepts', async () => {
    const first = await world.agent({ capacity: 2 });
    const visitor = await world.visitor();
    const asked = first.hears('offer:made', () => true);
    const { id } = await world.start(visitor);
    const { offer } = await asked;
    expect(offer).toMatchObject({ conversationId: id, caseId: null, epoch: 0 });
    expect(Date.parse(offer.expiresAt)).toBeGreaterThan(Date.now());
    expect(await first.get('offer:list', {})).toMatchObject({ offers: [offer], conversations: [{ id }] });

    const second = await world.agent({ capacity: 2 });
    const next = second.hears('offer:made', () => true);
    const ended = first.hears('offer:ended', () => true);
    await first.get('offer:decline', { conversationId: id, caseId: null });
    expect(await ended).toEqual({ conversationId: id, caseId: null, reason: 'declined' });
    const { epoch } = (await next).offer;
    expect(await first.get('offer:list', {})).toEqual({ offers: [], conversations: [] });

    const { conversation } = await second.get('conversation:accept', { conversationId: id, epoch });
    expect(conversation).toMatchObject({ status: 'assigned', assignee: { id: second.id } });
    expect(await second.get('offer:list', {})).toEqual({ offers: [], conversations: [] });
  });
});
