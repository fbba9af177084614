import { pngOf } from '../support/images.ts';
import { connectVisitor, messageTo, newMessageId } from '../support/people.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { typingReaches } from '../support/typing.ts';
import { createWorld, type World } from '../support/world.ts';

type Agent = Awaited<ReturnType<World['agent']>>;
type Visitor = Awaited<ReturnType<World['visitor']>>;

/** Uploads an image as the widget does and answers with its id. */
async function uploadImage(url: string, token: string): Promise<string> {
  const body = new FormData();
  body.set('file', new Blob([new Uint8Array(await pngOf(20, 20))], { type: 'image/png' }), 'screen.png');
  const reply = await fetch(`${url}/api/visitor/attachments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, origin: url },
    body,
  });
  return ((await reply.json()) as { id: string }).id;
}

describe('delivery', () => {
  let world: World;
  let agent: Agent;
  let visitor: Visitor;
  let conversationId: string;

  beforeAll(async () => {
    world = await createWorld((await useSharedServer()).url);
    agent = await world.agent();
    visitor = await world.visitor();
    conversationId = (await world.assigned(visitor, agent)).id;
    await agent.get('conversation:open', { conversationId });
  });
  afterAll(() => world?.close());

  it('[MSG3] [MSG8] an ack names the entry that everybody then sees, with the server’s time', async () => {
    const before = Date.now();
    const sent = await visitor.get('entry:send', messageTo(conversationId, 'hello'));
    const { entry } = await agent.hears('entry:new', (notice) => notice.entry.id === sent.id);
    expect(entry.body).toMatchObject({ kind: 'message', text: 'hello' });
    expect(entry.at).toBe(sent.at);
    expect(Math.abs(Date.parse(sent.at) - before)).toBeLessThan(60_000);
  });

  it('[MSG4] a resend returns the first ack and is silent; the same id with another body is a conflict', async () => {
    const draft = messageTo(conversationId, 'once');
    const first = await visitor.get('entry:send', draft);
    await agent.hears('entry:new', (notice) => notice.entry.id === first.id);
    const noticesBefore = agent.heard.length;

    expect(await visitor.get('entry:send', draft)).toEqual(first);
    expect(await visitor.ask('entry:send', { ...draft, text: 'twice' })).toMatchObject({
      error: { code: 'conflict' },
    });
    await visitor.get('entry:send', messageTo(conversationId, 'after'));
    await agent.hears(
      'entry:new',
      ({ entry }) => entry.body.kind === 'message' && entry.body.text === 'after',
    );
    const since = agent.heard.slice(noticesBefore).filter(({ name }) => name === 'entry:new');
    expect(since).toHaveLength(1);
  });

  it('[MSG4] a start that is resent after its conversation was cancelled names that one, and opens no other', async () => {
    const asker = await world.visitor();
    const start = {
      clientMessageId: newMessageId(),
      issueType: 'other.suggestion',
      description: 'Asked once.',
      language: 'en',
      context: {},
      linkedTo: null,
    } as const;
    const { conversation } = await asker.get('conversation:start', start);
    await asker.get('conversation:cancel', { conversationId: conversation.id });

    const again = await asker.get('conversation:start', start);
    expect(again.conversation).toMatchObject({ id: conversation.id, status: 'closed' });
    expect(await asker.ask('conversation:start', { ...start, description: 'Another.' })).toMatchObject({
      error: { code: 'conflict' },
    });
    const next = await asker.get('conversation:start', { ...start, clientMessageId: newMessageId() });
    expect(next.conversation.id).not.toBe(conversation.id);
  });

  it('[MSG4] ten sends of one message at once become one entry', async () => {
    const draft = messageTo(conversationId, 'in a hurry');
    const acks = await Promise.all(Array.from({ length: 10 }, () => visitor.get('entry:send', draft)));
    expect(new Set(acks.map(({ seq }) => seq)).size).toBe(1);
  });

  it('[MSG2] [MSG5] concurrent writers leave no hole, no double, and one order for both audiences', async () => {
    const sends = Array.from({ length: 30 }, (_, index) => [
      visitor.get('entry:send', messageTo(conversationId, `v${index}`)),
      agent.get('entry:send', messageTo(conversationId, `a${index}`)),
      agent.get('entry:note', { conversationId, clientMessageId: newMessageId(), text: `n${index}` }),
    ]).flat();
    await Promise.all(sends);

    const seen = await visitor.get('entry:list', { conversationId, after: 0 });
    const staff = await agent.get('entry:list', { conversationId, after: 0 });
    expect(seen.entries.map(({ seq }) => seq)).toEqual(
      Array.from({ length: seen.entries.length }, (_, at) => at + 1),
    );
    expect(staff.entries.map(({ seq }) => seq)).toEqual(
      Array.from({ length: staff.entries.length }, (_, at) => at + 1),
    );
    const shared = staff.entries.filter(({ body }) => body.kind !== 'note').map(({ id }) => id);
    expect(shared).toEqual(seen.entries.map(({ id }) => id));
    expect(seen.headSeq).toBe(seen.entries.length);
  });

  it('[LIVE1] [LIVE2] a socket that comes back gets exactly what it missed, in pages, with the state', async () => {
    const held = (await visitor.get('entry:list', { conversationId, after: 0 })).headSeq;
    visitor.close();
    for (const text of ['while', 'you', 'were', 'away'])
      await agent.get('entry:send', messageTo(conversationId, text));

    visitor = await connectVisitor(world.url, visitor.token);
    const { conversations, gone } = await visitor.get('conversation:resume', {
      have: { [conversationId]: held },
    });
    const [resumed] = conversations;
    expect(gone).toEqual([]);
    expect(resumed?.entries.map(({ seq }) => seq)).toEqual([held + 1, held + 2, held + 3, held + 4]);
    expect(resumed?.conversation).toMatchObject({
      status: 'assigned',
      headSeq: held + 4,
      agent: { id: agent.id },
    });

    const page = await visitor.get('entry:list', { conversationId, after: held, limit: 3 });
    expect(page).toMatchObject({
      more: true,
      entries: [{ seq: held + 1 }, { seq: held + 2 }, { seq: held + 3 }],
    });
    const back = await visitor.get('entry:list', { conversationId, before: 4, limit: 2 });
    expect(back).toMatchObject({ more: true, entries: [{ seq: 2 }, { seq: 3 }] });
  });

  it('[MSG2] read markers reach the other side in its own numbers and never move back', async () => {
    const { headSeq } = await visitor.get('entry:list', { conversationId, after: 0 });
    await visitor.get('entry:read', { conversationId, seq: headSeq });
    const read = await agent.hears('conversation:read', ({ reader }) => reader === 'visitor');
    const staff = await agent.get('entry:list', { conversationId, after: 0 });
    const last = staff.entries.filter(({ body }) => body.kind !== 'note').at(-1);
    expect(read.seq).toBe(last?.seq);

    await visitor.get('entry:read', { conversationId, seq: 1 });
    const { conversation } = await agent.get('conversation:open', { conversationId });
    expect(conversation.readSeq.theirs).toBe(last?.seq);

    await agent.get('entry:read', { conversationId, seq: staff.headSeq });
    const told = await visitor.hears(
      'conversation:read',
      ({ reader, seq }) => reader === 'staff' && seq === headSeq,
    );
    expect(told.seq).toBe(headSeq);
  });

  it('[LIVE6] typing is told to the other side only, and is not stored', async () => {
    const { headSeq } = await agent.get('entry:list', { conversationId, after: 0 });
    expect(await typingReaches(conversationId, visitor, agent)).toMatchObject({
      by: 'visitor',
      isTyping: true,
    });
    expect(await typingReaches(conversationId, agent, visitor)).toMatchObject({
      by: 'agent',
      name: agent.name,
    });
    expect((await agent.get('entry:list', { conversationId, after: 0 })).headSeq).toBe(headSeq);
  });

  it('[MSG7] a redaction is a new entry, blanks the stored body, and leaves no hole', async () => {
    const sent = await visitor.get('entry:send', messageTo(conversationId, 'something personal: zanzibar'));
    await agent.hears('entry:new', ({ entry }) => entry.id === sent.id);
    await agent.get('entry:redact', { conversationId, entryId: sent.id, category: 'personal' });
    const { entry } = await visitor.hears('entry:new', (notice) => notice.entry.body.kind === 'redacted');
    expect(entry.body).toEqual({ kind: 'redacted', target: sent.id, category: 'personal' });

    const log = await visitor.get('entry:list', { conversationId, after: 0 });
    expect(log.entries.find(({ id }) => id === sent.id)?.body).toEqual({
      kind: 'erased',
      category: 'personal',
    });
    expect(JSON.stringify(log)).not.toContain('zanzibar');
    expect(log.entries.map(({ seq }) => seq)).toEqual(log.entries.map((_, at) => at + 1));
    expect(
      await agent.ask('entry:redact', { conversationId, entryId: sent.id, category: 'personal' }),
    ).toMatchObject({
      error: { code: 'conflict' },
    });
  });

  it('[MSG2] a redacted note leaves no trace that a visitor could count', async () => {
    const before = (await visitor.get('entry:list', { conversationId, after: 0 })).headSeq;
    const note = await agent.get('entry:note', {
      conversationId,
      clientMessageId: newMessageId(),
      text: 'hm',
    });
    await agent.get('entry:redact', { conversationId, entryId: note.id, category: 'abuse' });
    expect((await visitor.get('entry:list', { conversationId, after: 0 })).headSeq).toBe(before);
  });

  it('[MSG6] what is heard is committed already, and what was rolled back is never heard', async () => {
    const reader = await connectVisitor(world.url, visitor.token);
    const sent = agent.ask('entry:send', messageTo(conversationId, 'is it there?'));
    const { entry } = await visitor.hears(
      'entry:new',
      ({ entry: heard }) => heard.body.kind === 'message' && heard.body.text === 'is it there?',
    );
    const log = await reader.get('entry:list', { conversationId, after: entry.seq - 1 });
    expect(log.entries[0]?.id).toBe(entry.id);
    await sent;

    // Of two messages that claim one file in the same moment, one is rolled back: nobody hears of it, and its number
    // goes to the next.
    const file = await uploadImage(world.url, visitor.token);
    const claiming = ['first claim', 'second claim'].map((text) => ({
      ...messageTo(conversationId, text),
      attachmentIds: [file],
    }));
    const answers = await Promise.all(claiming.map((draft) => visitor.ask('entry:send', draft)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const next = await agent.get('entry:send', messageTo(conversationId, 'after the rollback'));
    await visitor.hears('entry:new', ({ entry: heard }) => heard.id === next.id);
    const heardClaims = visitor.heard.filter(({ payload }) => JSON.stringify(payload).includes(' claim"'));
    expect(heardClaims.filter(({ name }) => name === 'entry:new')).toHaveLength(1);
    const after = await visitor.get('entry:list', { conversationId, after: entry.seq });
    expect(after.entries.map(({ seq }) => seq)).toEqual(after.entries.map((_, at) => entry.seq + 1 + at));
    reader.close();
  });

  it('[LIVE5] a client behind a proxy that knows no WebSocket talks by long-polling', async () => {
    const polling = await connectVisitor(world.url, visitor.token, { transports: ['polling'] });
    await polling.get('conversation:resume', { have: {} });
    const sent = await polling.get('entry:send', messageTo(conversationId, 'by polling'));
    await agent.hears('entry:new', ({ entry }) => entry.id === sent.id);
    const answer = await agent.get('entry:send', messageTo(conversationId, 'heard by polling'));
    await polling.hears('entry:new', ({ entry }) => entry.id === answer.id);
    expect(polling.socket.io.engine.transport.name).toBe('polling');
    polling.close();
  });

  it('two tabs of one visitor and two consoles of one agent hear the same', async () => {
    const tab = await connectVisitor(world.url, visitor.token);
    await tab.get('conversation:resume', { have: {} });
    const sent = await visitor.get('entry:send', messageTo(conversationId, 'from the first tab'));
    const { entry } = await tab.hears('entry:new', (notice) => notice.entry.id === sent.id);
    expect(entry.clientMessageId).not.toBeNull();
    tab.close();
  });
});
