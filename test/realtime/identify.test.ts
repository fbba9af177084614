import type { StaffConversation } from '@haven/shared/conversation';
import { type Call, callsTo } from '../http/api.ts';
import { createHostKey, honestClaims, signWith, tokenOf } from '../support/host-signer.ts';
import { connectVisitor, messageTo, newVisitorToken, type VisitorClient } from '../support/people.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { createWorld, type World } from '../support/world.ts';

const inboxPath = ({ inbox }: World) => `/api/admin/inboxes/${inbox.id}`;
const admin = ({ url, admin: cookie }: World, ...asked: Parameters<Call>) =>
  callsTo(url, { cookie })(...asked);

describe('who the host vouches for', () => {
  let world: World;
  let agent: Awaited<ReturnType<World['agent']>>;
  const key = createHostKey('ed25519');
  const opened: VisitorClient[] = [];

  beforeAll(async () => {
    world = await createWorld((await useSharedServer()).url);
    agent = await world.agent({ capacity: 20 });
    await admin(world, 'POST', `${inboxPath(world)}/identity-keys`, {
      kid: 'app',
      algorithm: 'EdDSA',
      publicKey: key.publicPem,
    });
  });
  afterAll(() => {
    for (const visitor of opened) visitor.close();
    world?.close();
  });

  function signed(sub: string, said: Record<string, unknown> = {}): string {
    const claims = { ...honestClaims(world.inbox.key, sub), ...said };
    return tokenOf({ alg: 'EdDSA', kid: 'app' }, claims, (text) => signWith(text, key));
  }

  async function identify(sub: string, session?: string, said?: Record<string, unknown>) {
    const headers: Record<string, string> =
      session === undefined ? {} : { authorization: `Bearer ${session}` };
    const body = { inboxKey: world.inbox.key, token: signed(sub, said) };
    const reply = await callsTo(world.url, headers)('POST', '/api/visitor/identity', body);
    return { ...reply, token: String(reply.body['token']), visitor: reply.body['visitor'] };
  }

  async function connect(token: string): Promise<VisitorClient> {
    const client = await connectVisitor(world.url, token);
    opened.push(client);
    return client;
  }

  const heldBy = async (visitor: VisitorClient) =>
    (await visitor.get('conversation:resume', { have: {} })).conversations.map(
      ({ conversation }) => conversation,
    );
  const seen = async (id: string): Promise<StaffConversation> =>
    (await agent.get('conversation:open', { conversationId: id })).conversation;

  it('goes on with what they began as nobody, by a new session, and staff see what was signed, the e-mail in part', async () => {
    const before = await world.visitor();
    const { id } = await world.assigned(before, agent);
    const said = { name: 'Lin Q.', email: 'lin@wallet.example', addresses: ['0xabc'], evil: 'x' };
    const { visitor, token } = await identify('user-1', before.token, said);
    expect(visitor).toBe('same');
    const told = await agent.hears(
      'conversation:changed',
      ({ conversation }) => conversation.id === id && conversation.visitor.verified !== undefined,
    );
    expect(told.conversation.visitor.verified).toEqual({
      name: 'Lin Q.',
      email: 'l•••@wallet.example',
      addresses: ['0xabc'],
      at: expect.any(String) as unknown,
    });
    await before.hears('session:revoked', ({ reason }) => reason === 'signed_out');
    const after = await connect(token);
    expect((await heldBy(after)).map((each) => each.id)).toEqual([id]);
    await expect(connect(before.token)).rejects.toThrow('unauthenticated');
  });

  it('is the same person on another device, and sees the same conversation', async () => {
    const first = await connect((await identify('user-2')).token);
    const { id } = await world.assigned(first, agent);
    const second = await connect((await identify('user-2')).token);
    expect((await heldBy(second)).map((each) => each.id)).toEqual([id]);
    await second.get('entry:send', messageTo(id, 'from my other phone'));
    await first.hears(
      'entry:new',
      ({ entry }) => entry.body.kind === 'message' && entry.author.kind === 'visitor',
    );
  });

  it('brings along what was begun as nobody on a second device', async () => {
    await identify('user-3');
    const nobody = await world.visitor();
    const { id } = await world.assigned(nobody, agent);
    const { token, visitor } = await identify('user-3', nobody.token);
    expect(visitor).toBe('same');
    const after = await connect(token);
    expect((await heldBy(after)).map((each) => each.id)).toEqual([id]);
    await agent.get('entry:send', messageTo(id, 'Hello again.'));
    await after.hears(
      'entry:new',
      ({ entry }) => entry.author.kind === 'agent' && entry.conversationId === id,
    );
  });

  it('[RT13] has one conversation open: what was begun as nobody beside it ends, and stays to be read', async () => {
    const known = await connect((await identify('user-4')).token);
    const kept = await world.assigned(known, agent);
    const nobody = await world.visitor();
    const ended = await world.assigned(nobody, agent);
    const { token } = await identify('user-4', nobody.token);
    expect(await seen(ended.id)).toMatchObject({ status: 'closed', closeReason: 'left' });
    const after = await connect(token);
    const { entries } = await after.get('entry:list', { conversationId: ended.id, after: 0 });
    expect(entries.length).toBeGreaterThan(0);
    expect((await heldBy(after)).filter(({ status }) => status !== 'closed').map(({ id }) => id)).toEqual([
      kept.id,
    ]);
  });

  it('is not whom the session was of: nothing of theirs goes along, and the session ends', async () => {
    const { token: tokenOfFirst } = await identify('user-5');
    const first = await connect(tokenOfFirst);
    const { id } = await world.assigned(first, agent);
    const { token, visitor } = await identify('user-6', tokenOfFirst);
    expect(visitor).toBe('other');
    await first.hears('session:revoked');
    const second = await connect(token);
    expect(await heldBy(second)).toEqual([]);
    expect(await second.ask('entry:list', { conversationId: id, after: 0 })).toMatchObject({
      error: { code: 'not_found' },
    });
    expect((await seen(id)).status).toBe('assigned');
  });

  it('[WIRE5] is nobody of another inbox, although the session is', async () => {
    const elsewhere = await createWorld(world.url);
    const foreign = await newVisitorToken(world.url, elsewhere.inbox.key);
    const { visitor, token } = await identify('user-7', foreign);
    expect(visitor).toBe('other');
    expect(await heldBy(await connect(token))).toEqual([]);
    await connect(foreign);
    elsewhere.close();
  });

  it('stays blocked under the same name', async () => {
    const blocked = await connect((await identify('user-8')).token);
    const { id } = await world.assigned(blocked, agent);
    await agent.get('visitor:block', { conversationId: id, reason: 'abuse' });
    await blocked.hears('session:revoked', ({ reason }) => reason === 'blocked');
    expect((await identify('user-8')).status).toBe(401);
    // Nor do they become somebody else by way of a session that is over.
    expect((await identify('user-8', blocked.token)).status).toBe(401);
  });

  it('[SAFE3] is stopped from sending the key of an address that was signed, whatever else a number may be', async () => {
    const addresses = ['0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf'];
    const visitor = await connect((await identify('user-10', undefined, { addresses })).token);
    const { id } = await world.assigned(visitor, agent);
    const verdictOf = async (number: string) => {
      const answer = await visitor.ask('entry:send', messageTo(id, `0x${number.padStart(64, '0')}`));
      return answer.ok ? 'sent' : answer.error.details?.['verdict'];
    };
    expect([await verdictOf('1'), await verdictOf('2')]).toEqual(['block', 'ask']);
  });

  it('of two exchanges at once for somebody new, both are of one person', async () => {
    const both = await Promise.all([identify('user-9'), identify('user-9')]);
    expect(new Set(both.map(({ body }) => body['visitorId'])).size).toBe(1);
  });
});

describe('an inbox that asks the host of everybody', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld((await useSharedServer()).url);
  });
  afterAll(() => world?.close());

  const setRequired = (isRequired: boolean) =>
    admin(world, 'PATCH', `${inboxPath(world)}/identity`, { isRequired });
  const reasonOf = ({ body }: { body: Record<string, unknown> }) =>
    (body['error'] as { details?: { reason?: string } } | undefined)?.details?.reason;

  it('needs a key, keeps its last one, and lets nobody in who is nobody', async () => {
    expect(reasonOf(await setRequired(true))).toBe('no_key');
    const before = await world.visitor();
    const made = await admin(world, 'POST', `${inboxPath(world)}/identity-keys`, {
      kid: 'one',
      algorithm: 'HS256',
      publicKey: null,
    });
    expect((await setRequired(true)).body).toMatchObject({ isRequired: true });

    const { body } = await callsTo(world.url)('POST', '/api/visitor/session', { inboxKey: world.inbox.key });
    expect(reasonOf({ body })).toBe('identity_required');
    await expect(connectVisitor(world.url, before.token)).rejects.toThrow('unauthenticated');
    const profile = await callsTo(world.url)('GET', `/api/inboxes/${world.inbox.key}?language=en`);
    expect(profile.body['isIdentityRequired']).toBe(true);
    const keyId = (made.body['key'] as { id: string }).id;
    expect(reasonOf(await admin(world, 'DELETE', `/api/admin/identity-keys/${keyId}`))).toBe('no_key');
    expect((await setRequired(false)).body).toMatchObject({ isRequired: false });
    expect((await admin(world, 'DELETE', `/api/admin/identity-keys/${keyId}`)).status).toBe(200);
  });

  it.each([
    [
      'a private JWK',
      () => JSON.stringify(createHostKey('ec').privateKey.export({ format: 'jwk' })),
      'private_key',
    ],
    ['a shared secret as JWK', () => JSON.stringify({ kty: 'oct', k: 'c2VjcmV0' }), 'private_key'],
    ['a key of another curve', () => createHostKey('ec', 'P-384').publicPem, 'wrong_key'],
    ['a key of another kind', () => createHostKey('ed25519').publicPem, 'wrong_key'],
    ['no key', () => 'key', 'not_a_key'],
    ['broken JSON', () => '{"kty":', 'not_a_key'],
    ['nothing', () => null, 'not_a_key'],
  ])('refuses %s, and keeps nothing of it', async (_name, text, reason) => {
    const reply = await admin(world, 'POST', `${inboxPath(world)}/identity-keys`, {
      kid: 'bad',
      algorithm: 'ES256',
      publicKey: text(),
    });
    expect([reply.status, reasonOf(reply)]).toEqual([400, reason]);
  });

  it('[SAFE1] never sees a private key in the usual form: it is stopped before', async () => {
    const publicKey = createHostKey('ec').privateKey.export({ type: 'pkcs8', format: 'pem' });
    const asked = { kid: 'bad', algorithm: 'ES256', publicKey };
    expect((await admin(world, 'POST', `${inboxPath(world)}/identity-keys`, asked)).body).toMatchObject({
      error: { code: 'secret_blocked' },
    });
  });

  it('has a kid once, shows a secret once, and has five keys in use at most', async () => {
    const add = (kid: string) =>
      admin(world, 'POST', `${inboxPath(world)}/identity-keys`, { kid, algorithm: 'HS256', publicKey: null });
    const first = await add('k1');
    expect(String(first.body['secret'])).toHaveLength(43);
    expect((await add('k1')).status).toBe(409);
    for (const kid of ['k2', 'k3', 'k4', 'k5']) await add(kid);
    expect(reasonOf(await add('k6'))).toBe('too_many');
    const { body } = await admin(world, 'GET', '/api/admin/identity');
    expect(JSON.stringify(body)).not.toContain(String(first.body['secret']));
  });
});
