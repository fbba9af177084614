import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { agentEndpoints } from '@haven/shared/http/agent-endpoints';
import type { Endpoint } from '@haven/shared/http/define';
import { visitorEndpoints } from '@haven/shared/http/visitor-endpoints';
import { agentCommands, agentNotices } from '@haven/shared/realtime/agent-events';
import { agentNamespace, socketPath, visitorNamespace } from '@haven/shared/realtime/handshake';
import { visitorCommands, visitorNotices } from '@haven/shared/realtime/visitor-events';
import { oldestServedVersion } from '@haven/shared/version';
import { io } from 'socket.io-client';
import { codeOf, upload } from '../http/api.ts';
import { pngOf } from '../support/images.ts';
import { dumpDatabase, dumpFolder, dumpRedis } from '../support/dump.ts';
import { engineOfProject } from '../support/engine.ts';
import { eventually } from '../support/eventually.ts';
import { createClient, messageTo, newMessageId, newVisitorToken } from '../support/people.ts';
import { writtenInto } from '../support/sample-of.ts';
import {
  hexKey,
  keystore,
  xprv,
  foundIn,
  needlesOf,
  phrase,
  shortPhrase,
  splitPhrase,
  unknownHex,
  wif,
} from '../support/secrets.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { type Receiver, startReceiver } from '../support/webhook-receiver.ts';
import { webhooksOf } from '../support/webhook-setup.ts';
import { createWorld, type World } from '../support/world.ts';

jest.setTimeout(90_000);

const words = splitPhrase.split(' ');
const halves = [words.slice(0, 6).join(' '), words.slice(6).join(' ')] as const;

/** One server, with everything that it keeps and says searched when it has ended. */
describe('secrets that reach the server', () => {
  let server: ServerProcess;
  let world: World;
  let receiver: Receiver;
  let agent: Awaited<ReturnType<World['agent']>>;
  const olds: { close(): unknown }[] = [];

  beforeAll(async () => {
    server = await startServer({ engine: engineOfProject(), env: { LOG_LEVEL: 'trace' } });
    world = await createWorld(server.url);
    receiver = await startReceiver();
    await webhooksOf(world).create({ url: receiver.url, words: 'notes' });
    agent = await world.agent({ capacity: 20 });
  }, 180_000);
  afterAll(async () => {
    for (const old of olds) old.close();
    world?.close();
    await server?.stop();
    await receiver?.close();
  }, 180_000);

  /** A visitor whose page is of the wire before, and stops nothing by itself. */
  async function oldVisitor() {
    const token = await newVisitorToken(server.url, world.inbox.key);
    const socket = io(server.url + visitorNamespace, {
      path: socketPath,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { protocol: oldestServedVersion, token },
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    const client = createClient(socket, visitorCommands, visitorNotices);
    olds.push(client);
    return { token, ...client };
  }

  const bodiesOf = async (conversationId: string) =>
    (await agent.get('entry:list', { conversationId, after: 0 })).entries.map(({ body }) => body);
  const stoppedLines = async (conversationId: string) =>
    (await bodiesOf(conversationId)).filter(({ kind }) => kind === 'secret_stopped');

  it('[SAFE1] are refused in every field of every command, of visitors and staff', async () => {
    const admin = await world.agent({ role: 'admin', teamIds: [world.team.id], away: true });
    const visitor = await world.visitor();
    const sides = [
      { who: visitor, commands: visitorCommands },
      { who: admin, commands: agentCommands },
    ];
    let count = 0;
    for (const { who, commands } of sides) {
      for (const [name, { body: schema }] of Object.entries(commands)) {
        for (const { field, body } of writtenInto(schema, shortPhrase)) {
          const answer = await who.askRaw(name, body);
          const details = { verdict: 'block', kind: 'recovery_phrase', field };
          expect({ name, answer }).toMatchObject({
            name,
            answer: { ok: false, error: { code: 'secret_blocked', details } },
          });
          count += 1;
        }
      }
    }
    expect(count).toBeGreaterThan(15);
  });

  it('[SAFE1] are refused in every field of every endpoint, but where passwords and what hosts signed stand', async () => {
    const visitor = await world.visitor();
    const headers = {
      cookie: world.admin,
      authorization: `Bearer ${visitor.token}`,
      origin: server.url,
      'content-type': 'application/json',
    };
    const endpoints: Endpoint[] = [
      ...Object.values(visitorEndpoints),
      ...Object.values(agentEndpoints),
      ...Object.values(adminEndpoints),
    ];
    let count = 0;
    for (const { method, path, query, body, unguarded } of endpoints) {
      const place = path
        .replace(':id', '0190a000-0000-7000-8000-000000000001')
        .replace(':key', world.inbox.key);
      const asked = [
        ...(query ? writtenInto(query, shortPhrase).map((one) => ({ ...one, isQuery: true })) : []),
        ...(body ? writtenInto(body, shortPhrase).map((one) => ({ ...one, isQuery: false })) : []),
      ].filter(({ field }) => !unguarded.includes(field));
      for (const { field, body: said, isQuery } of asked) {
        const search = isQuery ? `?${new URLSearchParams(said as Record<string, string>).toString()}` : '';
        const reply = await fetch(server.url + place + search, {
          method,
          headers,
          ...(isQuery ? {} : { body: JSON.stringify(said) }),
        });
        const answer: unknown = await reply.json();
        expect({ method, path, field, status: reply.status, answer }).toMatchObject({
          field,
          status: 422,
          answer: { error: { code: 'secret_blocked', details: { field: expect.stringContaining(field) } } },
        });
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(20);
    const image = { field: 'file', name: `${phrase}.png`, bytes: await pngOf(8, 8) };
    const bearer = { authorization: `Bearer ${visitor.token}` };
    const uploads = [
      await upload(server.url, visitorEndpoints.upload.path, bearer, [image]),
      await upload(server.url, agentEndpoints.upload.path, { cookie: world.admin }, [image]),
    ];
    expect(uploads.map(codeOf)).toEqual(['secret_blocked', 'secret_blocked']);
  });

  it('[SAFE2][SAFE3] of every kind are refused, told to staff in a line, and kept nowhere', async () => {
    const visitor = await world.visitor();
    const { id } = await world.assigned(visitor, agent);
    for (const secret of [phrase, wif, xprv, keystore, `private key: ${hexKey}`]) {
      expect(await visitor.ask('entry:send', messageTo(id, `here it is ${secret}`))).toMatchObject({
        error: { code: 'secret_blocked', details: { verdict: 'block', field: 'text', earlier: 0 } },
      });
    }
    expect(await stoppedLines(id)).toHaveLength(5);
    const { headSeq } = await visitor.get('entry:list', { conversationId: id, after: 0 });
    await visitor.get('entry:send', messageTo(id, 'An ordinary question'));
    const seen = await visitor.get('entry:list', { conversationId: id, after: headSeq });
    expect(seen.entries.map(({ body }) => body)).toMatchObject([
      { kind: 'message', text: 'An ordinary question' },
    ]);
  });

  it('[SAFE3] a bare hash goes on only when its author says that it is one', async () => {
    const visitor = await world.visitor();
    const { id } = await world.assigned(visitor, agent);
    const message = messageTo(id, unknownHex);
    expect(await visitor.ask('entry:send', message)).toMatchObject({
      error: { code: 'secret_blocked', details: { verdict: 'ask', kind: 'unknown_hex' } },
    });
    expect(await visitor.askRaw('entry:send', message, { declared: ['ordinary_text'] })).toMatchObject({
      ok: false,
    });
    expect(await visitor.askRaw('entry:send', message, { declared: ['transaction_hash'] })).toMatchObject({
      ok: true,
    });
    expect(await visitor.askRaw('entry:send', message, { declared: ['anything'] })).toMatchObject({
      error: { code: 'invalid' },
    });
    const search = `/api/agent/search?${new URLSearchParams({ q: unknownHex }).toString()}`;
    const asked = (declared: Record<string, string>) =>
      fetch(server.url + search, { headers: { cookie: agent.cookie, ...declared } });
    expect([
      (await asked({})).status,
      (await asked({ 'haven-declared': 'transaction_hash' })).status,
    ]).toEqual([422, 200]);
  });

  it('[SAFE2] split over messages are stopped, and the part that was there is blanked for everybody', async () => {
    const visitor = await world.visitor();
    const { id } = await world.assigned(visitor, agent);
    await visitor.get('entry:send', messageTo(id, 'Hold on, my phone is ringing'));
    const first = await visitor.get('entry:send', messageTo(id, halves[0]));
    expect(await visitor.ask('entry:send', messageTo(id, halves[1]))).toMatchObject({
      error: { code: 'secret_blocked', details: { verdict: 'block', earlier: 1 } },
    });
    const bodies = await bodiesOf(id);
    expect(bodies).toEqual(
      expect.arrayContaining([
        { kind: 'erased', category: 'secret' },
        { kind: 'redacted', target: first.id, category: 'secret' },
        expect.objectContaining({ kind: 'message', text: 'Hold on, my phone is ringing' }),
        { kind: 'secret_stopped', secret: 'recovery_phrase', where: 'message' },
      ]),
    );
    expect(await visitor.ask('entry:send', messageTo(id, 'It works again, thanks'))).toMatchObject({
      ok: true,
    });
  });

  it('[SAFE2] a visitor takes back own messages, and nobody else’s', async () => {
    const visitor = await world.visitor();
    const { id } = await world.assigned(visitor, agent);
    const sent = await visitor.get('entry:send', messageTo(id, 'take this back'));
    const answer = await agent.get('entry:send', messageTo(id, 'an answer'));
    const entryIds = [sent.id];
    await visitor.get('entry:redact', { conversationId: id, entryIds });
    await visitor.get('entry:redact', { conversationId: id, entryIds });
    const { entries } = await visitor.get('entry:list', { conversationId: id, after: 0 });
    expect(entries.find((entry) => entry.id === sent.id)?.body).toEqual({
      kind: 'erased',
      category: 'secret',
    });
    expect(await visitor.ask('entry:redact', { conversationId: id, entryIds: [answer.id] })).toMatchObject({
      error: { code: 'not_found' },
    });
    const stranger = await world.visitor();
    expect(await stranger.ask('entry:redact', { conversationId: id, entryIds })).toMatchObject({
      error: { code: 'not_found' },
    });
  });

  it('[SAFE4] what a device stopped is told to staff alone, in words of a closed set', async () => {
    const visitor = await world.visitor();
    const { id } = await world.assigned(visitor, agent);
    const report = { conversationId: id, secret: 'recovery_phrase', where: 'message' } as const;
    await visitor.get('secret:report', { ...report, wasAskedFor: true });
    expect(await stoppedLines(id)).toEqual([
      { kind: 'secret_stopped', secret: 'recovery_phrase', where: 'message', wasAskedFor: true },
    ]);
    const { entries } = await visitor.get('entry:list', { conversationId: id, after: 0 });
    expect(entries.map(({ body }) => body.kind)).not.toContain('secret_stopped');
    expect(await visitor.askRaw('secret:report', { ...report, wasAskedFor: false, text: 'x' })).toMatchObject(
      { error: { code: 'invalid' } },
    );
    const stranger = await world.visitor();
    expect(await stranger.ask('secret:report', { ...report, wasAskedFor: false })).toMatchObject({
      error: { code: 'not_found' },
    });
  });

  it('[SAFE1] an older client’s are blanked on arrival, and it is told to move the funds now', async () => {
    const visitor = await oldVisitor();
    const opened = await visitor.askRaw('conversation:start', {
      clientMessageId: newMessageId(),
      issueType: 'other.suggestion',
      description: `My phrase is ${phrase}`,
      language: 'zh-CN',
      context: { device: phrase },
      linkedTo: null,
    });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    const { conversation } = opened.value as { conversation: { id: string } };
    const { id } = conversation;
    await agent.hears('conversation:changed', (one) => one.conversation.id === id);
    const message = messageTo(id, `again: ${phrase}`);
    const sent = await visitor.get('entry:send', message);
    // The ack was lost, and it asks again.
    expect(await visitor.get('entry:send', message)).toEqual(sent);
    const { entries } = await visitor.get('entry:list', { conversationId: id, after: 0 });
    const told = entries.filter(
      ({ body }) => body.kind === 'message' && body.text.includes('请现在就转移资产'),
    );
    expect(told).toHaveLength(2);
    expect(entries.filter(({ body }) => body.kind === 'erased')).toHaveLength(2);
    expect(await stoppedLines(id)).toEqual(
      [1, 2].map(() => expect.objectContaining({ kind: 'secret_stopped', hasReachedUs: true })),
    );
  });

  it('[SAFE2] an older client’s split one is blanked in both parts', async () => {
    const visitor = await oldVisitor();
    const { id } = await world.start(visitor);
    await agent.hears('conversation:changed', (one) => one.conversation.id === id);
    await visitor.get('entry:send', messageTo(id, halves[0]));
    await visitor.get('entry:send', messageTo(id, halves[1]));
    const { entries } = await visitor.get('entry:list', { conversationId: id, after: 0 });
    expect(entries.filter(({ body }) => body.kind === 'erased')).toHaveLength(2);
    expect(
      entries.filter(({ body }) => body.kind === 'message' && body.text.includes('Move your funds now')),
    ).toHaveLength(1);
  });

  it('[WIRE3] an older console hears of it as a note, live and in pages', async () => {
    const visitor = await world.visitor();
    const { id } = await world.assigned(visitor, agent);
    const socket = io(server.url + agentNamespace, {
      path: socketPath,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { protocol: oldestServedVersion },
      extraHeaders: { cookie: agent.cookie },
    });
    const old = createClient(socket, agentCommands, agentNotices);
    olds.push(old);
    await old.get('conversation:open', { conversationId: id });
    await visitor.ask('entry:send', messageTo(id, phrase));
    const { entry } = await old.hears('entry:new', (one) => one.entry.body.kind === 'note');
    const page = await old.get('entry:list', { conversationId: id, after: 0 });
    expect(page.entries.find((one) => one.id === entry.id)?.body).toEqual(entry.body);
    expect(page.entries.map(({ body }) => body.kind)).not.toContain('secret_stopped');
  });

  it('[SAFE1] nothing of them is in the database, Redis, the files, the log or a webhook', async () => {
    const secrets = [phrase, shortPhrase, splitPhrase, wif, xprv, keystore, hexKey];
    const needles = [...secrets.flatMap(needlesOf), ...halves];
    await eventually(() => expect(receiver.deliveries.length).toBeGreaterThan(10));
    await agent.get('conversation:resume', { have: {} });
    const redisUrl = server.env['REDIS_URL'];
    const redis = redisUrl === undefined ? '' : await dumpRedis(redisUrl);
    await server.kill('SIGTERM');
    const database = await dumpDatabase(server.env);
    const incidents = database.slice(database.indexOf('## incident'));
    expect(incidents).toContain('secret_stopped');
    expect(incidents).toContain('secret_reached_us');
    // It would be found: an innocent message and a hash that was declared are.
    expect(foundIn(database, ['An ordinary question', unknownHex.slice(0, 16)])).toHaveLength(2);
    const files = await dumpFolder(`${server.env['DATA_DIR'] ?? ''}/files`);
    const hooks = receiver.deliveries.map(({ body }) => body).join('\n');
    // The first half of the split ones had left before anybody could know.
    const unsplit = secrets.filter((secret) => secret !== splitPhrase).flatMap(needlesOf);
    expect({
      database: foundIn(database, needles),
      redis: foundIn(redis, needles),
      files: foundIn(files, needles),
      log: foundIn(server.output(), needles),
      hooks: foundIn(hooks, [...unsplit, halves[1]]),
    }).toEqual({ database: [], redis: [], files: [], log: [], hooks: [] });
  });
});
