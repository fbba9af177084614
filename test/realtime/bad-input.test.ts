import { randomUUID } from 'node:crypto';
import { agentCommands } from '@haven/shared/realtime/agent-events';
import { agentNamespace, socketPath, visitorNamespace } from '@haven/shared/realtime/handshake';
import { visitorCommands } from '@haven/shared/realtime/visitor-events';
import { oldestServedVersion, protocolVersion } from '@haven/shared/version';
import { io } from 'socket.io-client';
import { connectAgent, messageTo, newMessageId, newVisitorToken } from '../support/people.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { createWorld, type World } from '../support/world.ts';

type Agent = Awaited<ReturnType<World['agent']>>;
type Visitor = Awaited<ReturnType<World['visitor']>>;
type Refused = { ok: false; error: { code: string; details?: unknown } };

/** What no command of any kind accepts. */
const nonsense: [string, unknown[]][] = [
  ['nothing at all', []],
  ['an empty object', [{}]],
  ['an unknown key', [{ conversationId: randomUUID(), surprise: 1 }]],
  ['a wrong type', [{ conversationId: { $ne: null } }]],
  ['an array', [[1, 2, 3]]],
  ['a string', ['hello']],
  ['null', [null]],
  ['bytes', [Buffer.from('bytes')]],
  ['bytes inside', [{ conversationId: Buffer.from('bytes') }]],
  ['a prototype key', [JSON.parse('{"__proto__":{"admin":true},"conversationId":"x"}')]],
  ['too many arguments', [{}, {}]],
];

describe('bad input', () => {
  let world: World;
  let agent: Agent;
  let visitor: Visitor;

  beforeAll(async () => {
    world = await createWorld((await useSharedServer()).url);
    agent = await world.agent();
    visitor = await world.visitor();
  });
  afterAll(() => world?.close());

  /** They have no fields, so that an empty object is a fair question. */
  /** To these an empty object is a fair question. */
  const fieldless = ['offer:list', 'shift:finish', 'queues:follow', 'queues:leave', 'service-notice:list'];
  const expectInvalid = (answer: unknown) => {
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid' } });
    expect(JSON.stringify(answer)).not.toMatch(/\bat .*\.js|node_modules|Error:/);
  };

  it.each(nonsense)('[WIRE1] [WIRE2] %s is invalid on every command of a visitor', async (name, payload) => {
    for (const command of Object.keys(visitorCommands)) {
      if (fieldless.includes(command) && name === 'an empty object') continue;
      expectInvalid(await visitor.askRaw(command, ...payload));
    }
  });

  it.each(nonsense)('[WIRE1] [WIRE2] %s is invalid on every command of an agent', async (name, payload) => {
    for (const command of Object.keys(agentCommands)) {
      if (fieldless.includes(command) && name === 'an empty object') continue;
      expectInvalid(await agent.askRaw(command, ...payload));
    }
  });

  it('[WIRE1] an unknown command, and one of the other audience, is invalid', async () => {
    for (const name of ['base', '__proto__', 'constructor', 'conversation:resolve']) {
      expectInvalid(await visitor.askRaw(name, {}));
    }
    expectInvalid(
      await agent.askRaw('conversation:rate', { conversationId: randomUUID(), score: 5, comment: '' }),
    );
  });

  it('[WIRE4] a text over the limit is too_large and an empty one is invalid', async () => {
    const id = randomUUID();
    expect(await visitor.ask('entry:send', messageTo(id, 'x'.repeat(4_001)))).toMatchObject({
      error: { code: 'too_large' },
    });
    expectInvalid(await visitor.ask('entry:send', messageTo(id, '   ')));
    const start = { clientMessageId: newMessageId(), language: 'en' as const, context: {}, linkedTo: null };
    expect(
      await visitor.ask('conversation:start', {
        ...start,
        issueType: 'other.suggestion',
        description: 'x'.repeat(1_001),
      }),
    ).toMatchObject({ error: { code: 'too_large' } });
    expectInvalid(
      await visitor.ask('conversation:start', { ...start, issueType: 'no.such_type', description: 'hi' }),
    );
    expectInvalid(
      await visitor.ask('conversation:start', { ...start, issueType: 'other', description: 'hi' }),
    );
  });

  it('[WIRE2] text that no database keeps is invalid, and text that is merely odd arrives as it was typed', async () => {
    const { id } = await world.assigned(visitor, agent);
    for (const text of ['nul \u0000', 'half \ud83d', '\udc00 half']) {
      expectInvalid(await visitor.ask('entry:send', messageTo(id, text)));
    }
    // 119 letters and an emoji: a list's preview must not cut it in two.
    const odd = [
      `${'x'.repeat(119)}😀😀`,
      '<script>alert(1)</script>',
      "'; drop table entry; --",
      '\u202egnp.exe',
      '{"$gt":""}',
    ];
    for (const text of odd) await visitor.get('entry:send', messageTo(id, text));
    const { entries } = await agent.get('entry:list', { conversationId: id, after: 0 });
    const texts = entries.map(({ body }) => (body.kind === 'message' ? body.text : ''));
    expect(texts).toEqual(expect.arrayContaining(odd));
    await visitor.get('conversation:cancel', { conversationId: id });
  });

  it('[WIRE5] somebody else’s conversation answers like a missing one, to visitors and to agents of another team', async () => {
    const { id } = await world.assigned(visitor, agent);
    const stranger = await world.visitor();
    const outsider = await world.agent({ teamIds: [world.otherTeam.id] });
    const asVisitor = (conversationId: string) => [
      stranger.ask('entry:send', messageTo(conversationId, 'hi')),
      stranger.ask('entry:list', { conversationId, after: 0 }),
      stranger.ask('entry:read', { conversationId, seq: 1 }),
      stranger.ask('conversation:cancel', { conversationId }),
      stranger.ask('conversation:close', { conversationId }),
      stranger.ask('conversation:reopen', { conversationId }),
      stranger.ask('conversation:rate', { conversationId, score: 1, comment: '' }),
    ];
    const asAgent = (conversationId: string) => [
      outsider.ask('entry:send', messageTo(conversationId, 'hi')),
      outsider.ask('entry:note', { conversationId, clientMessageId: newMessageId(), text: 'hi' }),
      outsider.ask('entry:list', { conversationId, after: 0 }),
      outsider.ask('entry:read', { conversationId, seq: 1 }),
      outsider.ask('entry:redact', { conversationId, entryId: randomUUID(), category: 'abuse' }),
      outsider.ask('conversation:open', { conversationId }),
      outsider.ask('conversation:accept', { conversationId, epoch: 0 }),
      outsider.ask('conversation:resolve', { conversationId, epoch: 1, cause: 'x' }),
      outsider.ask('conversation:transfer', {
        conversationId,
        epoch: 1,
        to: { kind: 'team', id: world.team.id },
        note: '',
      }),
      outsider.ask('conversation:escalate', {
        conversationId,
        epoch: 1,
        teamId: world.tier2.id,
        severity: 'S4',
        summary: 'x',
      }),
      outsider.ask('conversation:tag', { conversationId, issueType: 'other.suggestion' }),
      outsider.ask('conversation:set-language', { conversationId, language: 'en' }),
      outsider.ask('case:progress', { conversationId, caseId: randomUUID(), step: 'checking', remark: '' }),
      outsider.ask('visitor:block', { conversationId, reason: 'x' }),
    ];
    for (const ask of [asVisitor, asAgent]) {
      const foreign = await Promise.all(ask(id));
      const missing = await Promise.all(ask(randomUUID()));
      expect(foreign).toEqual(missing);
      for (const answer of foreign) expect((answer as Refused).error.code).toBe('not_found');
    }
  });

  it('commands out of order are conflicts and change nothing', async () => {
    const customer = await world.visitor();
    const { id, epoch } = await world.assigned(customer, agent);
    const conflict = { ok: false, error: { code: 'conflict' } };
    expect(
      await customer.ask('conversation:rate', { conversationId: id, score: 5, comment: '' }),
    ).toMatchObject(conflict);
    expect(await customer.ask('conversation:reopen', { conversationId: id })).toMatchObject(conflict);
    expect(await customer.ask('conversation:close', { conversationId: id })).toMatchObject(conflict);
    expect(await agent.ask('conversation:accept', { conversationId: id, epoch })).toMatchObject(conflict);
    expect(
      await agent.ask('conversation:resolve', { conversationId: id, epoch: epoch + 1, cause: 'x' }),
    ).toMatchObject(conflict);
    const before = await agent.get('conversation:open', { conversationId: id });
    await agent.get('conversation:resolve', { conversationId: id, epoch, cause: 'x' });
    expect(await agent.ask('conversation:resolve', { conversationId: id, epoch, cause: 'x' })).toMatchObject(
      conflict,
    );
    const after = await agent.get('conversation:open', { conversationId: id });
    expect(after.conversation.headSeq).toBe(before.conversation.headSeq + 2);
  });

  it('[RT13] a second conversation beside an open one names the first and opens nothing', async () => {
    const customer = await world.visitor();
    const { id } = await world.start(customer);
    const again = await customer.ask('conversation:start', {
      clientMessageId: newMessageId(),
      issueType: 'other.suggestion',
      description: 'again',
      language: 'en',
      context: {},
      linkedTo: null,
    });
    expect(again).toMatchObject({ ok: false, error: { code: 'conflict', details: { conversationId: id } } });
  });

  it('[MSG4] [RT13] a start that is sent twice opens one conversation and answers both', async () => {
    const customer = await world.visitor();
    const start = {
      clientMessageId: newMessageId(),
      issueType: 'other.suggestion',
      description: 'slow network',
      language: 'en' as const,
      context: {},
      linkedTo: null,
    };
    const [first, second] = await Promise.all([
      customer.get('conversation:start', start),
      customer.get('conversation:start', start),
    ]);
    expect(second.conversation.id).toBe(first.conversation.id);
  });

  const refusal = (namespace: string, options: object) =>
    new Promise<unknown>((resolve) => {
      const socket = io(world.url + namespace, {
        path: socketPath,
        forceNew: true,
        reconnection: false,
        transports: ['websocket'],
        ...options,
      });
      const end = (answer: unknown) => {
        socket.close();
        resolve(answer);
      };
      socket.on('connect', () => end('connected'));
      socket.on('connect_error', (error) => end('data' in error ? error.data : 'refused by the engine'));
    });

  it('a forged origin reaches no namespace, whatever it carries', async () => {
    const token = await newVisitorToken(world.url, world.inbox.key);
    for (const origin of [
      'https://evil.example',
      'null',
      `${world.url}.evil.example`,
      world.url.replace('http:', 'https:'),
    ]) {
      for (const transports of [['websocket'], ['polling']]) {
        const extraHeaders = { origin, cookie: agent.cookie };
        const auth = { protocol: protocolVersion, token };
        expect(await refusal(visitorNamespace, { extraHeaders, auth, transports })).not.toBe('connected');
        expect(
          await refusal(agentNamespace, { extraHeaders, auth: { protocol: protocolVersion }, transports }),
        ).not.toBe('connected');
      }
    }
    const own = { extraHeaders: { origin: world.url }, auth: { protocol: protocolVersion, token } };
    expect(await refusal(visitorNamespace, own)).toBe('connected');
  });

  it('[WIRE3] a client of another version is told to reload, and one without a session to sign in', async () => {
    const token = await newVisitorToken(world.url, world.inbox.key);
    expect(await refusal(visitorNamespace, { auth: { protocol: oldestServedVersion - 1, token } })).toEqual({
      code: 'outdated',
    });
    expect(await refusal(visitorNamespace, { auth: { protocol: protocolVersion, token: 'x' } })).toEqual({
      code: 'unauthenticated',
    });
    expect(await refusal(agentNamespace, { auth: { protocol: protocolVersion } })).toEqual({
      code: 'unauthenticated',
    });
    expect(await refusal(agentNamespace, { auth: { protocol: protocolVersion, token } })).toEqual({
      code: 'unauthenticated',
    });
  });

  it('the server outlives a packet that is too large, and cuts only who sent it', async () => {
    const loud = await connectAgent(world.url, agent.cookie);
    const cut = new Promise((resolve) => loud.socket.on('disconnect', resolve));
    loud.socket.emit('entry:send', { text: 'x'.repeat(100_000) });
    await cut;
    expect((await visitor.ask('conversation:resume', { have: {} })).ok).toBe(true);
  });
});
