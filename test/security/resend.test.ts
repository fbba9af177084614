import { upload } from '../http/api.ts';
import { photo } from '../http/images.ts';
import { connectAgent, messageTo } from '../support/people.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { createWorld, type World } from '../support/world.ts';

/** The reply was lost, and by the time that the device asks again the world has moved on. */
describe('a resend after the world has moved on', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld((await useSharedServer()).url);
  });
  afterAll(() => world?.close());

  async function picture(token: string): Promise<string> {
    const { body } = await upload(
      world.url,
      '/api/visitor/attachments',
      { authorization: `Bearer ${token}` },
      [{ field: 'file', name: 'screen.jpg', bytes: photo }],
    );
    return String(body['id']);
  }

  it('[MSG4] with an image that was redacted meanwhile gets the first ack', async () => {
    const agent = await world.agent();
    const visitor = await world.visitor();
    const { id: conversationId } = await world.assigned(visitor, agent);
    const draft = { ...messageTo(conversationId, 'look'), attachmentIds: [await picture(visitor.token)] };
    const sent = await visitor.get('entry:send', draft);
    expect(await visitor.get('entry:send', draft)).toEqual(sent);
    await agent.get('entry:redact', { conversationId, entryId: sent.id, category: 'secret' });
    expect(await visitor.get('entry:send', draft)).toEqual(sent);
  });

  it('[MSG4] with other images under the same id is a conflict', async () => {
    const agent = await world.agent();
    const visitor = await world.visitor();
    const { id: conversationId } = await world.assigned(visitor, agent);
    const [first, second] = [await picture(visitor.token), await picture(visitor.token)];
    const draft = { ...messageTo(conversationId, 'look'), attachmentIds: [first] };
    await visitor.get('entry:send', draft);
    expect(await visitor.ask('entry:send', { ...draft, attachmentIds: [first, second] })).toMatchObject({
      error: { code: 'conflict' },
    });
  });

  it('an image that is named twice in one message is invalid', async () => {
    const visitor = await world.visitor();
    const { id: conversationId } = await world.start(visitor);
    const image = await picture(visitor.token);
    const draft = { ...messageTo(conversationId, 'look'), attachmentIds: [image, image] };
    expect(await visitor.ask('entry:send', draft)).toMatchObject({ ok: false });
    await visitor.get('entry:send', { ...draft, attachmentIds: [image] });
  });

  it('[MSG4] of an agent whose conversation was resolved, transferred or closed gets the first ack', async () => {
    const agent = await world.agent();
    const visitor = await world.visitor();
    const { id: conversationId, epoch } = await world.assigned(visitor, agent);
    const draft = messageTo(conversationId, 'It is on its way.');
    const sent = await agent.get('entry:send', draft);
    const to = { kind: 'team' as const, id: world.otherTeam.id };
    await agent.get('conversation:transfer', { conversationId, epoch, to, note: '' });
    expect(await agent.get('entry:send', draft)).toEqual(sent);
    expect(await agent.ask('entry:send', { ...draft, text: 'another' })).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
    await visitor.get('conversation:cancel', { conversationId });
    const back = await connectAgent(world.url, agent.cookie);
    expect(await back.get('entry:send', draft)).toEqual(sent);
    back.close();
  });
});
