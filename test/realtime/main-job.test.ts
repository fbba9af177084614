import { newMessageId, messageTo } from '../support/people.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { createWorld, type World } from '../support/world.ts';

describe('the main job, from a visitor who asks to a conversation that is rated', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld((await useSharedServer()).url);
  });
  afterAll(() => world?.close());

  it('[RT2] [RT4] a queued conversation is assigned to the available agent, who greets in the visitor’s language', async () => {
    const agent = await world.agent({ name: '林晓' });
    const visitor = await world.visitor();
    await world.start(visitor, { language: 'zh-CN' });

    const { entry } = await visitor.hears('entry:new', (notice) => notice.entry.author.kind === 'agent');
    expect(entry.author).toEqual({ kind: 'agent', id: agent.id, name: '林晓' });
    expect(entry.body).toMatchObject({ automatic: true, text: '你好，我是林晓。我在这里帮您。' });
    const { conversation } = await agent.hears(
      'conversation:changed',
      (notice) => notice.conversation.assignee !== null,
    );
    expect(conversation).toMatchObject({ language: 'zh-CN', visitorIssueType: 'other.suggestion' });
    await agent.get('availability:set', { availability: 'away' });
  });

  it('[MSG1] [MSG5] both sides see the same entries in the same order, and only staff see notes', async () => {
    const agent = await world.agent();
    const visitor = await world.visitor();
    const { id, epoch } = await world.assigned(visitor, agent);
    await agent.get('conversation:open', { conversationId: id });

    await visitor.get('entry:send', messageTo(id, 'one'));
    await agent.get('entry:note', {
      conversationId: id,
      clientMessageId: newMessageId(),
      text: 'only for us',
    });
    await agent.get('entry:send', messageTo(id, 'two'));
    await visitor.get('entry:send', messageTo(id, 'three'));

    const seen = await visitor.get('entry:list', { conversationId: id, after: 0 });
    const staff = await agent.get('entry:list', { conversationId: id, after: 0 });
    expect(seen.entries.map(({ seq }) => seq)).toEqual(seen.entries.map((_, index) => index + 1));
    expect(staff.entries.map(({ seq }) => seq)).toEqual(staff.entries.map((_, index) => index + 1));
    expect(staff.entries.filter(({ body }) => body.kind !== 'note').map((entry) => entry.id)).toEqual(
      seen.entries.map((entry) => entry.id),
    );
    expect(staff.entries.some(({ body }) => body.kind === 'note')).toBe(true);

    const resolved = await agent.get('conversation:resolve', {
      conversationId: id,
      epoch,
      cause: 'fee too low',
    });
    expect(resolved.conversation).toMatchObject({ status: 'resolved', cause: 'fee too low' });
    await visitor.get('conversation:reopen', { conversationId: id });
    const { conversation: again } = await agent.hears(
      'conversation:changed',
      (notice) =>
        notice.conversation.id === id &&
        notice.conversation.status === 'assigned' &&
        notice.conversation.epoch > epoch,
    );
    expect(again.assignee?.id).toBe(agent.id);

    await agent.get('conversation:resolve', { conversationId: id, epoch: again.epoch, cause: 'fee too low' });
    const closed = await visitor.get('conversation:close', { conversationId: id });
    expect(closed.conversation).toMatchObject({ status: 'closed', closeReason: 'solved' });
    const rated = await visitor.get('conversation:rate', { conversationId: id, score: 5, comment: 'kind' });
    expect(rated.conversation.rating).toBe(5);
    expect(await visitor.ask('entry:send', messageTo(id, 'late'))).toMatchObject({
      ok: false,
      error: { code: 'conversation_closed' },
    });
    await agent.get('availability:set', { availability: 'away' });
  });
});
