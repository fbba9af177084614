import { attachmentSchema } from '@haven/shared/attachment';
import { pngOf } from '../support/images.ts';
import { type Nginx, prepareNginx } from '../support/nginx.ts';
import { connectVisitor, messageTo, newMessageId, newVisitorToken } from '../support/people.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { typingReaches } from '../support/typing.ts';
import { createWorld, type World } from '../support/world.ts';

describe('two servers behind nginx, with the configuration that is shipped', () => {
  let nginx: Nginx;
  let first: ServerProcess;
  let second: ServerProcess;
  let world: World;
  /** An `n` that nginx sends to each. */
  let toFirst: string;
  let toSecond: string;

  beforeAll(async () => {
    nginx = await prepareNginx();
    const behind = { PUBLIC_URL: nginx.url, TRUST_PROXY: '1' };
    first = await startServer({ engine: 'native', env: behind });
    const { DATABASE_URL = '', REDIS_URL = '', DATA_DIR = '' } = first.env;
    const joined = { ...behind, DATABASE_URL, REDIS_URL };
    second = await startServer({ engine: 'native', env: joined, dataDir: DATA_DIR });
    await nginx.start([first.port, second.port]);
    toFirst = await routeTo(first.port);
    toSecond = await routeTo(second.port);
    world = await createWorld(nginx.url);
  }, 180_000);
  afterAll(async () => {
    world?.close();
    await second?.stop();
    await first?.stop();
    await nginx?.stop();
  }, 180_000);

  async function routeTo(port: number): Promise<string> {
    for (let at = 0; at < 64; at += 1) {
      const n = `probe${at}`;
      await fetch(`${nginx.url}/socket/?EIO=4&transport=polling&n=${n}`);
      const route = (await nginx.routes()).find((each) => each.n === n);
      if (route?.port === port) return n;
    }
    throw new Error(`no n leads to ${port}`);
  }

  /** A new agent whose only socket goes to a server. */
  function agentAt(n: string, transport: string, wish: Parameters<World['agent']>[0] = {}) {
    return world.agent({ ...wish, way: { transports: [transport], n } });
  }

  async function visitorAt(n: string, transport: string) {
    const token = await newVisitorToken(nginx.url, world.inbox.key);
    return connectVisitor(nginx.url, token, { transports: [transport], n });
  }

  it.each(['websocket', 'polling'])(
    '[LIVE5] the main job by %s, visitor and agents on different servers',
    async (transport) => {
      const agent = await agentAt(toSecond, transport, { capacity: 1 });
      const earlier = await visitorAt(toFirst, transport);
      const held = await world.assigned(earlier, agent);
      const visitor = await visitorAt(toFirst, transport);
      const started = await world.start(visitor, { language: 'en' });
      const { id } = started;
      expect(started).toMatchObject({ status: 'queued', queue: { position: 1 } });

      await agent.get('conversation:resolve', {
        conversationId: held.id,
        epoch: held.epoch,
        cause: 'answered',
      });
      const assigned = await agent.hears(
        'conversation:changed',
        ({ conversation }) => conversation.id === id && conversation.status === 'assigned',
      );
      expect(assigned.conversation.assignee?.id).toBe(agent.id);
      await visitor.hears('conversation:changed', ({ conversation }) => conversation.status === 'assigned');
      await agent.get('conversation:open', { conversationId: id });

      const asked = await visitor.get('entry:send', messageTo(id, 'Is somebody there?'));
      await agent.hears('entry:new', ({ entry }) => entry.id === asked.id);
      const answered = await agent.get('entry:send', messageTo(id, 'Yes.'));
      await visitor.hears('entry:new', ({ entry }) => entry.id === answered.id);
      await typingReaches(id, agent, visitor);
      await typingReaches(id, visitor, agent);

      const attachmentId = await uploadImage(visitor.token);
      const shown = await visitor.get('entry:send', { ...messageTo(id, ''), attachmentIds: [attachmentId] });
      await agent.hears('entry:new', ({ entry }) => entry.id === shown.id);
      const image = await fetch(`${nginx.url}/api/agent/attachments/${attachmentId}`, {
        headers: { cookie: agent.cookie },
      });
      expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/png']);

      const note = { conversationId: id, clientMessageId: newMessageId(), text: 'only for us' };
      await agent.get('entry:note', note);
      const colleague = await agentAt(toFirst, transport);
      const moved = await agent.get('conversation:transfer', {
        conversationId: id,
        epoch: assigned.conversation.epoch,
        to: { kind: 'agent', id: colleague.id },
        note: 'yours',
      });
      await colleague.hears('conversation:changed', ({ conversation }) => conversation.id === id);
      const specialist = await agentAt(toSecond, transport, {
        role: 'specialist',
        teamIds: [world.tier2.id],
      });
      const escalated = await colleague.get('conversation:escalate', {
        conversationId: id,
        epoch: moved.conversation.epoch,
        teamId: world.tier2.id,
        severity: 'S2',
        summary: 'stuck behind nonce 148',
      });
      const taken = await specialist.hears(
        'conversation:changed',
        ({ conversation }) => conversation.id === id && conversation.case?.specialist?.id === specialist.id,
      );
      const looking = await specialist.get('entry:send', messageTo(id, 'I am looking at it.'));
      await visitor.hears('entry:new', ({ entry }) => entry.id === looking.id);
      await specialist.get('case:progress', {
        conversationId: id,
        caseId: taken.conversation.case?.id ?? '',
        step: 'answered',
        remark: 'Replaced.',
      });
      await visitor.hears(
        'conversation:changed',
        ({ conversation }) => conversation.case?.step === 'answered',
      );

      const epoch = escalated.conversation.epoch;
      await colleague.get('conversation:resolve', { conversationId: id, epoch, cause: 'replaced' });
      await visitor.hears('conversation:changed', ({ conversation }) => conversation.status === 'resolved');
      await visitor.get('conversation:reopen', { conversationId: id });
      const again = await colleague.hears(
        'conversation:changed',
        ({ conversation }) => conversation.status === 'assigned' && conversation.epoch > epoch,
      );
      expect(again.conversation.assignee?.id).toBe(colleague.id);
      const resolve = { conversationId: id, epoch: again.conversation.epoch, cause: 'replaced' };
      await colleague.get('conversation:resolve', resolve);
      await visitor.get('conversation:close', { conversationId: id });
      const { conversation } = await visitor.get('conversation:rate', {
        conversationId: id,
        score: 5,
        comment: '',
      });
      expect(conversation).toMatchObject({ status: 'closed', rating: 5 });
      await colleague.hears('conversation:changed', (notice) => notice.conversation.status === 'closed');

      const log = await visitor.get('entry:list', { conversationId: id, after: 0 });
      expect(log.entries.map(({ seq }) => seq)).toEqual(log.entries.map((_, at) => at + 1));
      for (const client of [earlier, visitor, agent, colleague, specialist]) client.close();
      await expectRoutes();
    },
    60_000,
  );

  it('a server that is gone costs its clients one attempt: the next `n` or the next server takes them', async () => {
    const visitor = await visitorAt(toFirst, 'websocket');
    const { id } = await world.start(visitor);
    const left = new Promise((resolve) => visitor.socket.once('disconnect', resolve));
    await first.kill('SIGTERM');
    await left;
    const back = await connectVisitor(nginx.url, visitor.token, { n: toFirst });
    const resumed = await back.get('conversation:resume', { have: { [id]: 0 } });
    expect(resumed.conversations[0]?.conversation.id).toBe(id);
    back.close();
  }, 180_000);

  async function uploadImage(token: string): Promise<string> {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(await pngOf(40, 30))]), 'screen.png');
    const headers = { authorization: `Bearer ${token}`, origin: nginx.url };
    const path = `${nginx.url}/api/visitor/attachments`;
    const reply = await fetch(path, { method: 'POST', headers, body: form });
    return attachmentSchema.parse(await reply.json()).id;
  }

  /** All requests of one `n` reached one server, and both servers were used. */
  async function expectRoutes(): Promise<void> {
    const routes = await nginx.routes();
    const portsOf = (n: string) => new Set(routes.filter((each) => each.n === n).map(({ port }) => port));
    expect(portsOf(toFirst)).toEqual(new Set([first.port]));
    expect(portsOf(toSecond)).toEqual(new Set([second.port]));
    expect(routes.filter(({ status }) => status >= 400)).toEqual([]);
  }
});
