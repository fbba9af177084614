import { openDatabase } from '@haven/server/storage/postgres/db';
import { engineOfProject } from '../support/engine.ts';
import { silentLog } from '../support/open-engines.ts';
import { connectVisitor, messageTo, newMessageId, newVisitorToken, postJson } from '../support/people.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { createWorld, testPassword, type World } from '../support/world.ts';

/** One server that logs everything and limits as in production; its database is read once it has ended. */
describe('a server with its own limits, watched at its most talkative', () => {
  let server: ServerProcess;
  let world: World;
  let agent: Awaited<ReturnType<World['agent']>>;
  let visitor: Awaited<ReturnType<World['visitor']>>;
  let conversationId: string;

  beforeAll(async () => {
    server = await startServer({
      engine: engineOfProject(),
      env: { RATE_LIMIT_SCALE: '1', LOG_LEVEL: 'trace' },
    });
    world = await createWorld(server.url);
    agent = await world.agent();
    visitor = await world.visitor();
    conversationId = (await world.assigned(visitor, agent)).id;
    await agent.get('conversation:open', { conversationId });
  }, 180_000);
  afterAll(async () => {
    world?.close();
    await server?.stop();
  }, 180_000);

  const codes = async (asked: Promise<{ ok: boolean; error?: { code: string } }>[]) =>
    (await Promise.all(asked)).map((answer) => (answer.ok ? 'ok' : answer.error?.code));

  it('[LIVE6] typing on and off a hundred times is told once, with one end at the most', async () => {
    for (let turn = 0; turn < 100; turn += 1) {
      visitor.socket.emit('typing:set', { conversationId, isTyping: true });
      visitor.socket.emit('typing:set', { conversationId, isTyping: false });
    }
    await visitor.get('entry:read', { conversationId, seq: 1 });
    await agent.hears('conversation:read');
    const told = agent.heard.filter(({ name }) => name === 'typing:changed').length;
    expect([told > 0, told < 3]).toEqual([true, true]);
  });

  it('[WIRE4] catching up and paging without end is rate_limited, with the time to wait', async () => {
    const other = await connectVisitor(server.url, await newVisitorToken(server.url, world.inbox.key));
    const asked = Array.from({ length: 40 }, () => other.ask('conversation:resume', { have: {} }));
    const answered = await codes(asked);
    expect(answered).toContain('ok');
    expect(answered.at(-1)).toBe('rate_limited');
    expect(await other.ask('conversation:resume', { have: {} })).toMatchObject({
      error: { retryAfterMs: expect.any(Number) },
    });
    other.close();
  });

  it('[RT13] leaving and starting again, over and over, does not keep calling agents', async () => {
    const other = await connectVisitor(server.url, await newVisitorToken(server.url, world.inbox.key));
    let opened = 0;
    for (let turn = 0; turn < 15; turn += 1) {
      const started = await other.ask('conversation:start', {
        clientMessageId: newMessageId(),
        issueType: 'other.suggestion',
        description: 'again',
        language: 'en',
        context: {},
        linkedTo: null,
      });
      if (!started.ok) continue;
      opened += 1;
      await other.get('conversation:cancel', { conversationId: started.value.conversation.id });
    }
    expect(opened).toBe(10);
    other.close();
  });

  it('no secret and no word of a chat is in the log, and every look of an administrator is on record', async () => {
    const canary = 'CanaryWord';
    await visitor.get('entry:send', messageTo(conversationId, `${canary}Message`));
    await agent.get('entry:note', { conversationId, clientMessageId: newMessageId(), text: `${canary}Note` });
    await visitor.askRaw('entry:send', {
      ...messageTo(conversationId, `${canary}Odd`),
      surprise: `${canary}Key`,
    });
    await visitor.askRaw(`${canary}Command`, { text: canary });
    await postJson(server.url, '/api/agent/session', {
      email: `${canary}@mail.example`,
      password: `${canary}Password`,
    });
    await fetch(`${server.url}/api/agent/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url },
      body: `{"password": "${canary}Broken`,
    });
    await fetch(`${server.url}/api/agent/search?q=${canary}Query`, { headers: { cookie: agent.cookie } });
    await fetch(`${server.url}/api/agent/session`, {
      headers: { cookie: `haven=${canary}Cookie_______________` },
    });
    await fetch(`${server.url}/api/${canary}Path?token=${canary}`, {
      headers: { authorization: `Bearer ${canary}` },
    });

    const admin = await world.agent({ role: 'admin', teamIds: [], away: true });
    await admin.get('entry:list', { conversationId, after: 0 });
    await admin.get('conversation:resume', { have: { [conversationId]: 0 } });
    await agent.get('entry:list', { conversationId, after: 0 });

    const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir = '' } = server.env;
    const passwords = databaseUrl === undefined ? [] : [new URL(databaseUrl).password];
    await server.kill('SIGTERM');
    const output = server.output();
    expect(output.length).toBeGreaterThan(100);
    for (const never of [
      canary,
      visitor.token,
      agent.cookie.split('=')[1] ?? '',
      testPassword,
      ...passwords,
    ]) {
      expect(output.includes(never) ? never : '').toBe('');
    }
    const { db, close } = await openDatabase({ databaseUrl, dataDir }, silentLog);
    const views = await db
      .selectFrom('audit')
      .select('actor_id')
      .where('action', '=', 'conversation.viewed')
      .where('object_id', '=', conversationId)
      .execute();
    await close();
    expect(views).toEqual([{ actor_id: admin.id }, { actor_id: admin.id }]);
  }, 180_000);
});
