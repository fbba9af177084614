import { Redis } from 'ioredis';
import { eventually } from '../support/eventually.ts';
import { connectAgent, connectVisitor, messageTo, signOut } from '../support/people.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { typingReaches } from '../support/typing.ts';
import { createWorld } from '../support/world.ts';

describe('two servers on one PostgreSQL and one Redis', () => {
  let first: ServerProcess;
  let second: ServerProcess;
  beforeAll(async () => {
    first = await startServer({ engine: 'native' });
    const { DATABASE_URL = '', REDIS_URL = '' } = first.env;
    second = await startServer({ engine: 'native', env: { DATABASE_URL, REDIS_URL } });
  });
  afterAll(async () => {
    await second?.stop();
    await first?.stop();
  });

  it('the main job goes across: visitor on one, agent on the other', async () => {
    const world = await createWorld(first.url);
    const onFirst = await world.agent();
    const agent = await connectAgent(second.url, onFirst.cookie);
    onFirst.close();
    const visitor = await world.visitor();
    const { id } = await world.start(visitor, { language: 'zh-CN' });

    const { conversation } = await agent.hears(
      'conversation:changed',
      (notice) => notice.conversation.assignee !== null,
    );
    expect(conversation).toMatchObject({ id, assignee: { id: onFirst.id } });
    await agent.get('conversation:open', { conversationId: id });
    await visitor.hears(
      'entry:new',
      ({ entry }) => entry.body.kind === 'message' && entry.body.automatic === true,
    );

    const asked = await visitor.get('entry:send', messageTo(id, '还在吗'));
    await agent.hears('entry:new', ({ entry }) => entry.id === asked.id);
    const answered = await agent.get('entry:send', messageTo(id, '在的'));
    await visitor.hears('entry:new', ({ entry }) => entry.id === answered.id);
    await typingReaches(id, agent, visitor);
    await agent.get('entry:read', { conversationId: id, seq: 100 });
    await visitor.hears('conversation:read', ({ reader }) => reader === 'staff');

    const { epoch } = conversation;
    await agent.get('conversation:resolve', { conversationId: id, epoch, cause: 'answered' });
    await visitor.hears('conversation:changed', (notice) => notice.conversation.status === 'resolved');
    await visitor.get('conversation:close', { conversationId: id });
    await agent.hears('conversation:changed', (notice) => notice.conversation.status === 'closed');
    agent.close();
    world.close();
  });

  it('[LIVE8] a supervisor on one hears of who comes to the queues of the other', async () => {
    const world = await createWorld(first.url);
    const onFirst = await world.agent({ role: 'supervisor', away: true });
    const supervisor = await connectAgent(second.url, onFirst.cookie);
    onFirst.close();
    await supervisor.get('queues:follow', {});
    const { id } = await world.start(await world.visitor());
    await supervisor.hears('queues:changed', ({ board }) =>
      board.queues.some(({ waiting }) => waiting.some(({ conversationId }) => conversationId === id)),
    );
    supervisor.close();
    world.close();
  });

  it('[MSG2] [MSG4] one conversation that is written through both keeps one gapless order', async () => {
    const world = await createWorld(first.url);
    const agent = await world.agent();
    const visitor = await world.visitor();
    const { id } = await world.assigned(visitor, agent);
    const tab = await connectVisitor(second.url, visitor.token);
    const drafts = Array.from({ length: 25 }, (_, index) => messageTo(id, `message ${index}`));
    // Each is sent through both servers at once, as a client does that lost an ack and came back elsewhere.
    await Promise.all(
      drafts.flatMap((draft) => [visitor.get('entry:send', draft), tab.get('entry:send', draft)]),
    );
    const log = await tab.get('entry:list', { conversationId: id, after: 0 });
    expect(log.entries.map(({ seq }) => seq)).toEqual(log.entries.map((_, at) => at + 1));
    expect(
      log.entries.filter(({ clientMessageId }) =>
        drafts.some((draft) => draft.clientMessageId === clientMessageId),
      ),
    ).toHaveLength(25);
    tab.close();
    world.close();
  });

  it('[RT1] [RT4] twenty visitors on both servers and ten slots: ten are assigned, once each, within capacity', async () => {
    const world = await createWorld(first.url);
    const [one, two] = [
      await world.agent({ capacity: 5, away: true }),
      await world.agent({ capacity: 5, away: true }),
    ];
    const visitors = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const visitor = await world.visitor();
        return index % 2 === 0 ? visitor : connectVisitor(second.url, visitor.token);
      }),
    );
    const started = await Promise.all(visitors.map((visitor) => world.start(visitor)));
    await Promise.all([one, two].map((agent) => agent.get('availability:set', { availability: 'online' })));

    const waiting20 = started.map(({ id }) => id);
    for (const agent of [one, two]) {
      await eventually(async () => {
        const { conversations } = await agent.get('conversation:list', { view: 'mine', cursor: null });
        expect(conversations).toHaveLength(5);
        expect(conversations.every(({ id }) => waiting20.includes(id))).toBe(true);
      });
    }
    const { conversations: queued } = await one.get('conversation:list', {
      view: 'queue',
      cursor: null,
    });
    expect(queued).toHaveLength(10);
    for (const visitor of visitors) visitor.close();
    world.close();
  });

  it('a session that is revoked on one server is cut on the other', async () => {
    const world = await createWorld(first.url);
    const agent = await world.agent();
    const elsewhere = await connectAgent(second.url, agent.cookie);
    const cut = new Promise((resolve) => elsewhere.socket.on('disconnect', resolve));
    await signOut(first.url, agent);
    await elsewhere.hears('session:revoked', ({ reason }) => reason === 'signed_out');
    await cut;
    world.close();
  });

  it('[TRUTH2] after FLUSHALL the waiting are served in their order, and nobody twice', async () => {
    const world = await createWorld(first.url);
    const agent = await world.agent({ capacity: 1 });
    const [served, next, last] = [await world.visitor(), await world.visitor(), await world.visitor()];
    const { id, epoch } = await world.assigned(served, agent);
    await world.start(next);
    await world.start(last);
    const redis = new Redis(first.env['REDIS_URL'] ?? '');
    await redis.flushall();
    await redis.quit();
    await agent.get('conversation:resolve', { conversationId: id, epoch, cause: 'done' });
    await next.hears('conversation:changed', ({ conversation }) => conversation.status === 'assigned');
    const waiting = await last.get('conversation:resume', { have: {} });
    expect(waiting.conversations[0]?.conversation.status).toBe('queued');
    const { conversations } = await agent.get('conversation:list', { view: 'mine', cursor: null });
    expect(conversations.filter(({ status }) => status === 'assigned')).toHaveLength(1);
    world.close();
  });
});
