import { setTimeout as sleep } from 'node:timers/promises';
import { messageTo, newMessageId } from '../support/people.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { typingReaches } from '../support/typing.ts';
import { createWorld, type World } from '../support/world.ts';

describe('what a visitor can learn of what is for staff', () => {
  let world: World;
  let agent: Awaited<ReturnType<World['agent']>>;
  let visitor: Awaited<ReturnType<World['visitor']>>;
  let conversationId: string;

  beforeAll(async () => {
    world = await createWorld((await useSharedServer()).url);
    agent = await world.agent();
    visitor = await world.visitor();
    conversationId = (await world.assigned(visitor, agent)).id;
    await visitor.get('conversation:resume', { have: {} });
    await agent.get('conversation:open', { conversationId });
  });
  afterAll(() => world?.close());

  const note = () =>
    agent.get('entry:note', { conversationId, clientMessageId: newMessageId(), text: 'He lies.' });
  const stateOfVisitor = async () =>
    (await visitor.get('conversation:resume', { have: {} })).conversations[0]?.conversation;

  it('[MSG2] a note, and its redaction, tell the visitor nothing: no notice, and no number that moves', async () => {
    const before = await stateOfVisitor();
    const heard = visitor.heard.length;
    const { id } = await note();
    await agent.get('entry:redact', { conversationId, entryId: id, category: 'personal' });
    await sleep(150);
    expect(visitor.heard.slice(heard)).toEqual([]);
    expect(await stateOfVisitor()).toEqual(before);
  });

  it('[MSG2] reading a note tells the visitor nothing', async () => {
    const { headSeq } = await agent.get('entry:list', { conversationId, after: 0 });
    await agent.get('entry:read', { conversationId, seq: headSeq });
    await visitor.hears('conversation:read');
    const heard = visitor.heard.length;
    const { seq } = await note();
    await agent.get('entry:read', { conversationId, seq });
    await sleep(150);
    expect(visitor.heard.slice(heard)).toEqual([]);
  });

  it('[LIVE6] whoever merely looks on does not show as typing to the visitor, and a note’s readers do to nobody', async () => {
    const onlooker = await world.agent({ away: true, name: 'A colleague who looks on' });
    await onlooker.get('conversation:open', { conversationId });
    const heard = visitor.heard.length;
    onlooker.socket.emit('typing:set', { conversationId, isTyping: true });
    await onlooker.get('conversation:resume', { have: {} });
    await sleep(150);
    expect(visitor.heard.slice(heard)).toEqual([]);
    expect((await typingReaches(conversationId, agent, visitor)).name).toBe(agent.name);
  });

  it('[LIVE8] what a visitor sees change still arrives, in order', async () => {
    const { entries } = await visitor.get('entry:list', { conversationId, after: 0 });
    await note();
    await agent.get('entry:send', messageTo(conversationId, 'A word for the visitor.'));
    const { entry } = await visitor.hears('entry:new', (notice) => notice.entry.seq === entries.length + 1);
    await agent.get('conversation:set-language', { conversationId, language: 'zh-CN' });
    const changed = await visitor.hears(
      'conversation:changed',
      (notice) => notice.conversation.language === 'zh-CN',
    );
    expect(changed.conversation.revision).toBeGreaterThanOrEqual(entry.seq);
  });
});
