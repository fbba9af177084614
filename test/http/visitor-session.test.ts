import { callsTo, codeOf, itemOf, openVisitor, signInAs } from './api.ts';
import { eventually } from '../support/eventually.ts';
import { connectVisitor } from '../support/people.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { createWorld, type World } from '../support/world.ts';

let url: string;
let world: World;
beforeAll(async () => {
  ({ url } = await useSharedServer());
  world = await createWorld(url);
}, 180_000);
afterAll(() => world.close());

const uploadPath = '/api/visitor/attachments/00000000-0000-7000-8000-000000000000';

test('a visitor gets an opaque token of 256 bits, once, in no cookie and no address', async () => {
  const reply = await callsTo(url)('POST', '/api/visitor/session', { inboxKey: 'demo' });
  expect(reply.body).toEqual({
    token: expect.stringMatching(/^[\w-]{43}$/) as unknown,
    expiresAt: expect.stringMatching(/^\d{4}-/) as unknown,
  });
  const days = (Date.parse(String(reply.body['expiresAt'])) - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(30);
  expect(reply.headers['set-cookie']).toBeUndefined();
});

test('a page of another site cannot open one', async () => {
  for (const origin of ['https://evil.example', 'null', `${url}.evil.example`]) {
    const reply = await callsTo(url, { origin })('POST', '/api/visitor/session', { inboxKey: 'demo' });
    expect([origin, codeOf(reply)]).toEqual([origin, 'refused']);
  }
});

test('a token in the address, in a cookie or malformed opens nothing', async () => {
  const { token, bearer } = await openVisitor(url);
  expect(codeOf(await callsTo(url, bearer)('GET', uploadPath))).toBe('not_found');
  const tries = [
    callsTo(url)('GET', `${uploadPath}?token=${token}&access_token=${token}`),
    callsTo(url, { cookie: `haven=${token}` })('GET', uploadPath),
    callsTo(url, { authorization: token })('GET', uploadPath),
    callsTo(url, { authorization: `Basic ${token}` })('GET', uploadPath),
    callsTo(url, { authorization: `Bearer ${token}x` })('GET', uploadPath),
    callsTo(url, { authorization: 'Bearer ' })('GET', uploadPath),
  ];
  for (const reply of await Promise.all(tries)) expect(codeOf(reply)).toBe('unauthenticated');
});

test("an agent's cookie is no visitor's token", async () => {
  const { cookie } = await signInAs(url, 'admin');
  const token = cookie.split('=')[1] ?? '';
  const reply = await callsTo(url, { cookie, authorization: `Bearer ${token}` })('GET', uploadPath);
  expect(codeOf(reply)).toBe('unauthenticated');
});

test('ending the session ends its token and its sockets, and no other', async () => {
  const mine = await openVisitor(url);
  const other = await openVisitor(url);
  const sockets = [await connectVisitor(url, mine.token), await connectVisitor(url, other.token)] as const;
  expect((await mine.call('DELETE', '/api/visitor/session')).body).toEqual({});
  expect(codeOf(await mine.call('DELETE', '/api/visitor/session'))).toBe('unauthenticated');
  await eventually(() => expect(sockets[0].socket.connected).toBe(false));
  expect(sockets[1].socket.connected).toBe(true);
  for (const client of sockets) client.close();
});

test('a visitor who was blocked is locked out until an administrator lets them in again', async () => {
  const agent = await world.agent();
  const visitor = await world.visitor();
  const { id } = await world.assigned(visitor, agent);
  const blocked = await agent.get('visitor:block', { conversationId: id, reason: 'insults' });
  expect(blocked.conversation).toMatchObject({ status: 'closed', closeReason: 'blocked' });
  const call = callsTo(url, { authorization: `Bearer ${visitor.token}` });
  expect(codeOf(await call('GET', uploadPath))).toBe('unauthenticated');
  await eventually(() => expect(visitor.socket.connected).toBe(false));

  const admin = callsTo(url, { cookie: world.admin });
  const visitorId = blocked.conversation.visitor.id;
  const listed = itemOf(
    await admin('GET', '/api/admin/blocked-visitors'),
    (item) => item['id'] === visitorId,
  );
  expect(listed).toMatchObject({ reason: 'insults', label: blocked.conversation.visitor.label });
  expect((await admin('DELETE', `/api/admin/blocked-visitors/${visitorId}`)).body).toEqual({});
  expect(codeOf(await admin('DELETE', `/api/admin/blocked-visitors/${visitorId}`))).toBe('not_found');
  expect(codeOf(await call('GET', uploadPath))).toBe('not_found');
});
