import { callsTo } from './api.ts';
import { eventually } from '../support/eventually.ts';
import { connectAgent, signIn } from '../support/people.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { createWorld, testPassword, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  const { url } = await useSharedServer();
  world = await createWorld(url);
}, 180_000);
afterAll(() => world.close());

const settings = () => ({
  name: 'Somebody',
  role: 'agent',
  teamIds: [world.team.id],
  languages: ['en'],
  capacity: 2,
});
const admin = (...call: Parameters<ReturnType<typeof callsTo>>) =>
  callsTo(world.url, { cookie: world.admin })(...call);

/** An agent with a second console open, in a session of its own. */
async function withTwoConsoles() {
  const agent = await world.agent({ away: true });
  const second = await connectAgent(world.url, await signIn(world.url, agent.email, testPassword));
  return { agent, second };
}

test('disabling an account cuts every socket of it at once, and no new one opens', async () => {
  const { agent, second } = await withTwoConsoles();
  await admin('PATCH', `/api/admin/agents/${agent.id}`, { ...settings(), isDisabled: true });
  await eventually(() => expect([agent.socket.connected, second.socket.connected]).toEqual([false, false]));
  await expect(connectAgent(world.url, agent.cookie)).rejects.toThrow('unauthenticated');
});

test('resetting a password cuts every socket of the account', async () => {
  const { agent, second } = await withTwoConsoles();
  await admin('POST', `/api/admin/agents/${agent.id}/password`);
  await eventually(() => expect([agent.socket.connected, second.socket.connected]).toEqual([false, false]));
});

test('signing out cuts the sockets of that session alone', async () => {
  const { agent, second } = await withTwoConsoles();
  await callsTo(world.url, { cookie: agent.cookie })('DELETE', '/api/agent/session');
  await eventually(() => expect(agent.socket.connected).toBe(false));
  expect(second.socket.connected).toBe(true);
  second.close();
});

test('changing the password cuts the sockets of every other session', async () => {
  const { agent, second } = await withTwoConsoles();
  const body = { current: testPassword, next: 'yet another good password' };
  await callsTo(world.url, { cookie: agent.cookie })('POST', '/api/agent/password', body);
  await eventually(() => expect(second.socket.connected).toBe(false));
  expect(agent.socket.connected).toBe(true);
});

test('a disabled agent is given nothing, and a new team brings its queue', async () => {
  const agent = await world.agent({ teamIds: [world.otherTeam.id] });
  const visitor = await world.visitor();
  const waiting = await world.start(visitor);
  expect(waiting.status).toBe('queued');
  await admin('PATCH', `/api/admin/agents/${agent.id}`, { ...settings(), isDisabled: false });
  const { conversation } = await visitor.hears(
    'conversation:changed',
    (notice) => notice.conversation.agent !== null,
  );
  expect(conversation.agent?.id).toBe(agent.id);

  await admin('PATCH', `/api/admin/agents/${agent.id}`, { ...settings(), isDisabled: true });
  const next = await world.start(await world.visitor());
  expect([next.status, next.agent]).toEqual(['queued', null]);
});
