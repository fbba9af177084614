import { signedInAgentSchema } from '@haven/shared/people';
import { callsTo, codeOf, openAdmin, signIn, signInAs, unique } from './api.ts';
import { useSharedServer } from '../support/shared-server.ts';

let url: string;
beforeAll(async () => {
  ({ url } = await useSharedServer());
}, 180_000);

const path = '/api/agent/session';

/** Makes an account and signs it in with a password of its own. */
async function newAgent() {
  const { admin } = await openAdmin();
  const email = `${unique('agent')}@test.example`;
  const created = await admin.call('POST', '/api/admin/agents', {
    email,
    name: 'New Agent',
    role: 'agent',
    teamIds: [],
    languages: ['en'],
    capacity: 3,
  });
  const { agent, password } = created.body as { agent: { id: string }; password: string };
  return { admin, email, id: agent.id, password };
}

describe('signing in', () => {
  test('the right password opens a session that knows who it is', async () => {
    const session = await signInAs(url, 'agent');
    const reply = await session.call('GET', path);
    expect(reply.status).toBe(200);
    expect(signedInAgentSchema.parse(reply.body['me'])).toEqual(session.me);
  });

  test('the cookie is out of reach of scripts and of other sites', async () => {
    const { setCookie } = await signInAs(url, 'agent');
    expect(setCookie).toMatch(/^haven=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  test('the e-mail is matched in any case', async () => {
    const session = await signIn(url, ' LIN@Demo.Haven.Example ', 'demo-7Kf3qWvT9x');
    expect(session.me['email']).toBe('lin@demo.haven.example');
  });

  test('a wrong password and an unknown e-mail get the same answer after the same time', async () => {
    type Asked = { ms: number; status: number; body: unknown };
    async function ask(email: string): Promise<Asked> {
      const startedAt = performance.now();
      const { status, body } = await callsTo(url)('POST', path, { email, password: 'not the password' });
      return { ms: performance.now() - startedAt, status, body };
    }
    const pairs: (readonly [Asked, Asked])[] = [];
    for (let round = 0; round < 3; round += 1) {
      pairs.push([
        await ask('maya@demo.haven.example'),
        await ask(`${unique('nobody')}@test.example`),
      ] as const);
    }
    for (const [known, unknown] of pairs) {
      expect({ status: known.status, body: known.body }).toEqual({
        status: unknown.status,
        body: unknown.body,
      });
      expect(known.status).toBe(401);
    }
    const fastest = (index: 0 | 1) => Math.min(...pairs.map((pair) => pair[index].ms));
    // Without a hash the unknown one would answer in a fiftieth of the time.
    expect(fastest(1) / fastest(0)).toBeGreaterThan(0.4);
    expect(fastest(1) / fastest(0)).toBeLessThan(2.5);
  });

  test('without a session, with a made-up one and after sign-out the answer is unauthenticated', async () => {
    const session = await signInAs(url, 'agent');
    const signedOut = await session.call('DELETE', path);
    expect(signedOut.status).toBe(200);
    expect(String(signedOut.headers['set-cookie'])).toMatch(/^haven=; Max-Age=0; /);
    const made = callsTo(url, { cookie: `haven=${'A'.repeat(43)}` });
    for (const call of [session.call, callsTo(url), made, callsTo(url, { cookie: 'haven=x; haven=y' })]) {
      expect(codeOf(await call('GET', path))).toBe('unauthenticated');
    }
  });

  test("a visitor's token opens nothing of the console", async () => {
    const opened = await callsTo(url)('POST', '/api/visitor/session', { inboxKey: 'demo' });
    const token = String(opened.body['token']);
    const call = callsTo(url, { authorization: `Bearer ${token}`, cookie: `haven=${token}` });
    expect(codeOf(await call('GET', path))).toBe('unauthenticated');
  });
});

describe('requests that change something', () => {
  const body = { email: 'lin@demo.haven.example', password: 'demo-7Kf3qWvT9x' };

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a subdomain', { origin: 'http://sub.127.0.0.1' }],
    ['no origin', { origin: '' }],
    ['a null origin', { origin: 'null' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
    ['a fetch of a sibling', { 'sec-fetch-site': 'same-site' }],
    ['an address typed by hand', { 'sec-fetch-site': 'none' }],
  ])('are refused from %s', async (_from, headers) => {
    const { cookie } = await signInAs(url, 'agent');
    const call = callsTo(url, { cookie, ...headers });
    expect(codeOf(await call('DELETE', path))).toBe('refused');
    expect(codeOf(await call('POST', path, body))).toBe('refused');
    expect((await callsTo(url, { cookie })('GET', path)).status).toBe(200);
  });

  test('are refused as a form, which another site could send', async () => {
    for (const type of [
      'application/x-www-form-urlencoded',
      'text/plain',
      'multipart/form-data; boundary=x',
    ]) {
      const response = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { origin: url, 'content-type': type },
        body: JSON.stringify(body),
      });
      expect(response.status).toBe(400);
      expect(response.headers.get('set-cookie')).toBeNull();
    }
  });
});

describe('changing the password', () => {
  test('a new account can do nothing before it has changed its password', async () => {
    const { email, password } = await newAgent();
    const session = await signIn(url, email, password);
    expect(session.me['mustChangePassword']).toBe(true);
    expect(codeOf(await session.call('GET', '/api/agent/directory'))).toBe('refused');
    expect((await session.call('GET', path)).status).toBe(200);

    const next = 'correct horse battery staple';
    const changed = await session.call('POST', '/api/agent/password', { current: password, next });
    expect(changed.status).toBe(200);
    expect((await session.call('GET', '/api/agent/directory')).status).toBe(200);
    await expect(signIn(url, email, password)).rejects.toThrow('unauthenticated');
    expect((await signIn(url, email, next)).me['mustChangePassword']).toBe(false);
  });

  test('the other sessions of the account end, this one stays', async () => {
    const { email, password } = await newAgent();
    const here = await signIn(url, email, password);
    const elsewhere = await signIn(url, email, password);
    await here.call('POST', '/api/agent/password', { current: password, next: 'another good password' });
    expect(codeOf(await elsewhere.call('GET', path))).toBe('unauthenticated');
    expect((await here.call('GET', path)).status).toBe(200);
  });

  test('a wrong current password, the same one again and a short one are told apart', async () => {
    const { email, password } = await newAgent();
    const { call } = await signIn(url, email, password);
    const reasons = [
      await call('POST', '/api/agent/password', { current: 'wrong', next: 'another good password' }),
      await call('POST', '/api/agent/password', { current: password, next: password }),
      await call('POST', '/api/agent/password', { current: password, next: 'short' }),
    ].map(({ body }) => body['error']);
    expect(reasons).toEqual([
      expect.objectContaining({ code: 'refused', details: { reason: 'current' } }),
      expect.objectContaining({ code: 'refused', details: { reason: 'same' } }),
      expect.objectContaining({ code: 'invalid', details: { fields: ['next'] } }),
    ]);
  });
});

describe('an administrator', () => {
  const settings = { name: 'New Agent', role: 'agent', teamIds: [], languages: ['en'], capacity: 3 };

  test('resets a password: sessions end, and the new one must be changed', async () => {
    const { admin, email, id, password } = await newAgent();
    const before = await signIn(url, email, password);
    const reset = await admin.call('POST', `/api/admin/agents/${id}/password`);
    const next = String(reset.body['password']);
    expect(next).toHaveLength(20);
    expect(codeOf(await before.call('GET', path))).toBe('unauthenticated');
    await expect(signIn(url, email, password)).rejects.toThrow('unauthenticated');
    expect((await signIn(url, email, next)).me['mustChangePassword']).toBe(true);
  });

  test('disables an account: its session ends, and signing in is a wrong password like any other', async () => {
    const { admin, email, id, password } = await newAgent();
    const before = await signIn(url, email, password);
    const disabled = await admin.call('PATCH', `/api/admin/agents/${id}`, { ...settings, isDisabled: true });
    expect(disabled.body).toMatchObject({ id, isDisabled: true });
    expect(codeOf(await before.call('GET', path))).toBe('unauthenticated');
    await expect(signIn(url, email, password)).rejects.toThrow('unauthenticated');

    await admin.call('PATCH', `/api/admin/agents/${id}`, { ...settings, isDisabled: false });
    expect((await signIn(url, email, password)).me['id']).toBe(id);
    expect(codeOf(await before.call('GET', path))).toBe('unauthenticated');
  });

  test('gives another role: it holds from the next sign-in, and the sessions before it end', async () => {
    const { admin, email, id, password } = await newAgent();
    const before = await signIn(url, email, password);
    await admin.call('PATCH', `/api/admin/agents/${id}`, { ...settings, role: 'admin', isDisabled: false });
    expect(codeOf(await before.call('GET', path))).toBe('unauthenticated');
    expect((await signIn(url, email, password)).me['role']).toBe('admin');
    await admin.call('PATCH', `/api/admin/agents/${id}`, { ...settings, isDisabled: true });
  });

  test('cannot lock themself out: not disable, demote or reset their own account', async () => {
    const { admin } = await openAdmin();
    const { id, name, teamIds, languages, capacity } = admin.me;
    const own = { name, role: 'admin', teamIds, languages, capacity, isDisabled: false };
    const target = `/api/admin/agents/${String(id)}`;
    expect(codeOf(await admin.call('PATCH', target, { ...own, isDisabled: true }))).toBe('refused');
    expect(codeOf(await admin.call('PATCH', target, { ...own, role: 'supervisor' }))).toBe('refused');
    expect(codeOf(await admin.call('POST', `${target}/password`))).toBe('refused');
    expect((await admin.call('PATCH', target, own)).status).toBe(200);
  });
});
