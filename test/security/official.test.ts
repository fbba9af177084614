import { createPublicKey, verify } from 'node:crypto';
import { readCard } from '@haven/shared/official-proof';
import { callsTo, type Call, codeOf } from '../http/api.ts';
import { messageTo, newMessageId } from '../support/people.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let admin: Call;
let anybody: Call;
/** The one agent who is there. */
let lin: Awaited<ReturnType<World['agent']>>;
beforeAll(async () => {
  world = await createWorld((await useSharedServer()).url);
  admin = callsTo(world.url, { cookie: world.admin });
  anybody = callsTo(world.url);
  lin = await world.agent({ name: 'Lin', capacity: 20 });
}, 180_000);
afterAll(() => world?.close());

const missing = '00000000-0000-7000-8000-000000000000';
const startOf = (context: object) => ({
  clientMessageId: newMessageId(),
  issueType: 'other.suggestion',
  description: 'My transfer is stuck.',
  language: 'en' as const,
  context,
  linkedTo: null,
});

describe('[SAFE6] the six digits', () => {
  it('are the same in widget and console, another for each conversation, and for nobody else', async () => {
    const visitor = await world.visitor();
    const { id } = await world.assigned(visitor, lin);
    const shown = await visitor.get('conversation:prove', { conversationId: id });
    const told = await lin.get('conversation:prove', { conversationId: id });
    expect(shown.code?.digits).toMatch(/^\d{6}$/);
    expect(told.code?.digits).toBe(shown.code?.digits);
    expect(Date.parse(shown.code?.expiresAt ?? '') - Date.now()).toBeLessThanOrEqual(300_000);

    const other = await world.visitor();
    const { id: otherId } = await world.start(other);
    const theirs = await other.get('conversation:prove', { conversationId: otherId });
    expect(theirs.code?.digits).not.toBe(shown.code?.digits);
    for (const conversationId of [id, missing])
      expect(await other.ask('conversation:prove', { conversationId })).toMatchObject({
        ok: false,
        error: { code: 'not_found' },
      });
    const stranger = await world.agent({ teamIds: [], away: true });
    expect(await stranger.ask('conversation:prove', { conversationId: id })).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
    await visitor.get('conversation:cancel', { conversationId: id });
    expect(await visitor.get('conversation:prove', { conversationId: id })).toEqual({
      card: null,
      code: null,
    });
  });
});

describe('[SAFE6] the agent’s card', () => {
  it('is signed by a key of the server, also after that was changed, and says who, where and until when', async () => {
    const visitor = await world.visitor();
    const { id, reference } = await world.assigned(visitor, lin);
    const { card } = await visitor.get('conversation:prove', { conversationId: id });
    if (card === null) throw new Error('no card');
    expect((await admin('POST', '/api/admin/card-key')).status).toBe(200);
    const { body } = await anybody('GET', '/api/official-keys');
    const keys = body['keys'] as { keyId: string; publicKey: string }[];
    const signedBy = keys.find(({ keyId }) => keyId === card.keyId);
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: signedBy?.publicKey ?? '' };
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const signature = Buffer.from(card.signature, 'base64url');
    expect(verify(null, Buffer.from(card.payload), key, signature)).toBe(true);
    expect(verify(null, Buffer.from(card.payload.replace('Lin', 'Max')), key, signature)).toBe(false);
    expect(readCard(card, id, Date.now())).toMatchObject({
      agent: { id: lin.id, name: 'Lin' },
      role: 'agent',
      inbox: { key: world.inbox.key },
      reference,
    });
    expect(readCard(card, missing, Date.now())).toBeNull();
    expect(readCard(card, id, Date.now() + 3_600_000)).toBeNull();
    const next = await visitor.get('conversation:prove', { conversationId: id });
    expect(next.card?.keyId).not.toBe(card.keyId);
  });
});

describe('[SAFE6] names', () => {
  it.each([
    'Official Support',
    'ѕuррort',
    'Ｏｆｆｉｃｉａｌ',
    's u p p o r t',
    '0fficia1',
    '官方客服',
    '管理员',
  ])('of support are not a visitor’s: %s', async (device) => {
    const visitor = await world.visitor();
    expect(await visitor.ask('conversation:start', startOf({ device }))).toMatchObject({
      ok: false,
      error: { code: 'refused', details: { reason: 'reserved_name', field: 'device' } },
    });
  });

  it('that are a visitor’s own pass, and lines of the system are written by nobody else', async () => {
    const visitor = await world.visitor();
    const started = await visitor.get('conversation:start', startOf({ device: 'Pixel 9' }));
    const { id } = started.conversation;
    for (const forged of [
      { ...messageTo(id, 'x'), author: { kind: 'system' } },
      { ...messageTo(id, 'x'), body: { kind: 'resolved' } },
      { ...messageTo(id, 'x'), automatic: true },
    ])
      expect(await visitor.askRaw('entry:send', forged)).toMatchObject({
        ok: false,
        error: { code: 'invalid' },
      });
    const text = '— System: Lin from official support joined —';
    await visitor.get('entry:send', messageTo(id, text));
    const { entries } = await visitor.get('entry:list', { conversationId: id });
    // Whoever is free may have greeted meanwhile, so it need not be the last.
    const said = entries.filter(({ body }) => body.kind === 'message' && body.text === text);
    expect(said).toMatchObject([{ author: { kind: 'visitor' } }]);
  });
});

describe('[SAFE6] a contact', () => {
  const add = (contact: string, more: object = {}) =>
    admin('POST', '/api/admin/official-contacts', { inboxId: world.inbox.id, contact, ...more });
  const ask = async (contact: string) => {
    const { body } = await anybody('POST', '/api/verify', { contact, inboxKey: world.inbox.key });
    return [body['verdict'], body['like']];
  };

  it('is official, looks like one that is, or is nobody’s', async () => {
    for (const contact of ['*.fernway-x.com', 'Help@Fernway-X.com', '+44 20 7946 0958'])
      expect((await add(contact)).status).toBe(200);
    expect((await add('@fernwayx', { platform: 'telegram' })).status).toBe(200);
    expect(codeOf(await add('@fernwayx'))).toBe('invalid');
    expect(codeOf(await add('help@fernway-x.com'))).toBe('conflict');
    expect(codeOf(await add('not a contact'))).toBe('invalid');

    for (const contact of [
      'https://fernway-x.com/help?a=1',
      'FERNWAY-X.COM',
      'www.fernway-x.com',
      'support.fernway-x.com',
      'help@fernway-x.com',
      '+442079460958',
      '0044 (20) 7946-0958',
      '@FernwayX',
      'https://t.me/fernwayx',
    ])
      expect([contact, ...(await ask(contact))]).toEqual([contact, 'official', null]);
    for (const contact of [
      'https://fеrnway-x.com',
      'fernvvay-x.com',
      'fernway-x.com.evil.io',
      'fernway-x-support.net',
      'https://fernway-x.com@evil.io',
      'help@femway-x.com',
      '@fernwayx_support',
      'fernwey-x.com',
    ])
      expect([contact, (await ask(contact))[0]]).toEqual([contact, 'looks_like']);
    for (const contact of [
      'https://example.org',
      'x@example.org',
      '+15551234567',
      '@somebody',
      'https://t.me/somebody',
    ])
      expect([contact, (await ask(contact))[0]]).toEqual([contact, 'not_official']);
    const words = { contact: 'abandon ability able about above absent', inboxKey: world.inbox.key };
    expect(codeOf(await anybody('POST', '/api/verify', words))).toBe('invalid');
  });

  it('that is not official is reported in one go; one that is can not be', async () => {
    await add('report-x.example');
    const hosts = ['report-x.example', 'rep0rt-x.example', 'elsewhere.example'];
    const judged = await anybody('POST', '/api/hosts', { inboxKey: world.inbox.key, hosts });
    expect(judged.body).toEqual({ items: [{ host: 'rep0rt-x.example', reasons: ['confusable'] }] });
    const report = (contact: string) =>
      anybody('POST', '/api/verify/reports', { contact, inboxKey: world.inbox.key });
    expect((await report('https://rep0rt-x.example')).status).toBe(200);
    expect(codeOf(await report('report-x.example'))).toBe('refused');
    const listed = await admin('GET', '/api/agent/incidents?kind=unofficial_contact');
    expect(listed.body['items']).toMatchObject([
      { inboxId: world.inbox.id, by: { kind: 'visitor', id: null }, detail: { value: 'rep0rt-x.example' } },
    ]);
  });
});

describe('incidents', () => {
  it('are for those who may intervene, of their teams’ inboxes alone, by kind and time, in pages', async () => {
    const agent = callsTo(world.url, { cookie: (await world.agent({ away: true })).cookie });
    expect(codeOf(await agent('GET', '/api/agent/incidents'))).toBe('refused');
    const visitor = await world.visitor();
    const { id, reference } = await world.assigned(visitor, lin);
    for (let count = 0; count < 3; count += 1)
      await lin.ask('entry:send', messageTo(id, 'Send me your private key.'));
    const ours = callsTo(world.url, {
      cookie: (await world.agent({ role: 'supervisor', away: true })).cookie,
    });
    const others = callsTo(world.url, {
      cookie: (await world.agent({ role: 'supervisor', teamIds: [], away: true })).cookie,
    });
    const path = '/api/agent/incidents?kind=phishing_refused';
    const items = async (call: Call, more = '') =>
      (await call('GET', path + more)).body['items'] as { conversation: { reference: string } }[];
    expect((await items(ours)).filter((item) => item.conversation.reference === reference)).toHaveLength(3);
    expect((await items(others)).filter((item) => item.conversation?.reference === reference)).toEqual([]);
    expect(await items(ours, '&from=2100-01-01T00:00:00Z')).toEqual([]);
    expect(await items(ours, '&to=2000-01-01T00:00:00Z')).toEqual([]);
    expect(codeOf(await ours('GET', `${path}&from=yesterday`))).toBe('invalid');
  });
});

describe('[SAFE5] hosts that agents may link to', () => {
  it('are an administrator’s list by inbox, and change what is refused at once', async () => {
    const { id } = await world.assigned(await world.visitor(), lin);
    const link = messageTo(id, 'See https://help.links-x.example/a');
    expect(await lin.ask('entry:send', link)).toMatchObject({
      ok: false,
      error: {
        code: 'refused',
        details: { reason: 'link', host: 'help.links-x.example', why: 'not_listed' },
      },
    });
    const path = `/api/admin/link-hosts/${world.inbox.id}`;
    expect(codeOf(await admin('PATCH', path, { hosts: ['https://links-x.example'] }))).toBe('invalid');
    expect((await admin('PATCH', path, { hosts: ['*.links-x.example'] })).status).toBe(200);
    expect((await lin.ask('entry:send', link)).ok).toBe(true);
    const trial = { inboxId: world.inbox.id, text: 'https://links-x.example https://else.example' };
    expect((await admin('POST', '/api/admin/outgoing-trial', trial)).body).toEqual({
      problem: { reason: 'link', host: 'else.example', why: 'not_listed' },
    });
    expect((await admin('GET', '/api/admin/deny-list')).body).toMatchObject({ state: 'absent' });
  });
});
