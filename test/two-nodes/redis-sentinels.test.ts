import { portOf } from '../support/engines.ts';
import { eventually } from '../support/eventually.ts';
import {
  type AgentClient,
  connectAgent,
  connectVisitor,
  messageTo,
  type VisitorClient,
} from '../support/people.ts';
import { startWatchedRedis, type WatchedRedis } from '../support/redis-sentinels.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { createWorld } from '../support/world.ts';

const patienceMs = 60_000;

describe('two servers on a master that sentinels watch', () => {
  let watched: WatchedRedis;
  let one: ServerProcess;
  let two: ServerProcess;
  beforeAll(async () => {
    watched = await startWatchedRedis();
    one = await startServer({ engine: 'native', env: { REDIS_URL: watched.url } });
    const { DATABASE_URL = '' } = one.env;
    two = await startServer({ engine: 'native', env: { REDIS_URL: watched.url, DATABASE_URL } });
  }, 180_000);
  afterAll(async () => {
    await two?.stop();
    await one?.stop();
    await watched?.stop();
  }, 180_000);

  it('[MSG3] [RT17] the master hangs: both servers follow the sentinels to the replica, and lose nobody', async () => {
    const world = await createWorld(one.url);
    const agent = await world.agent();
    const [visitor, newcomer] = [await world.visitor(), await world.visitor()];
    const { id } = await world.assigned(visitor, agent);
    const { master, replica } = watched;
    process.kill(master.process?.pid ?? 0, 'SIGSTOP');
    // Whoever is asked back meanwhile does not hear the answer, and what was asked is done all the same.
    const started = world.start(newcomer).catch(() => undefined);
    const said = messageTo(id, 'while it hangs');
    const sent = await sendUntilAcked(visitor.token, said);
    await started;
    await eventually(async () => expect(await watched.masterPort()).toBe(portOf(replica)), patienceMs);
    process.kill(master.process?.pid ?? 0, 'SIGCONT');

    await everyoneIsServed(agent, visitor, id, 2);
    expect(await sendUntilAcked(visitor.token, said)).toEqual(sent);
    world.close();
  }, 180_000);

  it('[RT17] [TRUTH2] the new master dies: the old one, a replica since, has its place', async () => {
    const world = await createWorld(one.url);
    const agent = await world.agent();
    const visitor = await world.visitor();
    const { id } = await world.assigned(visitor, agent);
    await watched.replica.process?.end('SIGKILL');
    await eventually(async () => expect(await watched.masterPort()).toBe(portOf(watched.master)), patienceMs);
    await world.start(await world.visitor());
    await everyoneIsServed(agent, visitor, id, 2);
    world.close();
    for (const server of [one, two])
      expect(server.output()).not.toMatch(/unhandled|uncaught|unforeseen|a command failed/i);
  }, 180_000);

  /** So many chats are the agent's, and what is said on one server is heard on the other. */
  async function everyoneIsServed(agent: AgentClient, { token }: VisitorClient, id: string, count: number) {
    // As widget and console do: who is sent away comes back.
    let elsewhere = await connectAgent(two.url, agent.cookie);
    let visitor = await connectVisitor(one.url, token);
    await eventually(async () => {
      if (!elsewhere.socket.connected) elsewhere = await connectAgent(two.url, agent.cookie);
      const { conversations } = await elsewhere.get('conversation:list', { view: 'mine', cursor: null });
      expect(conversations).toHaveLength(count);
    }, patienceMs);
    await eventually(async () => {
      if (!elsewhere.socket.connected) elsewhere = await connectAgent(two.url, agent.cookie);
      if (!visitor.socket.connected) visitor = await connectVisitor(one.url, token);
      await elsewhere.get('conversation:open', { conversationId: id });
      const sent = await visitor.get('entry:send', messageTo(id, 'Still there?'));
      // Each sentinel that learns of the new master has the servers connect anew, and they ask their clients back.
      const isHeard = ({ payload }: { payload: unknown }) => JSON.stringify(payload).includes(sent.id);
      await eventually(() => expect(elsewhere.heard.some(isHeard)).toBe(true), 2_000);
    }, patienceMs);
    elsewhere.close();
    visitor.close();
  }

  /** As the widget does: the same again over a new connection, until it is acked (MSG4). */
  async function sendUntilAcked(token: string, draft: ReturnType<typeof messageTo>) {
    return eventually(async () => {
      const visitor = await connectVisitor(one.url, token);
      try {
        return await visitor.get('entry:send', draft);
      } finally {
        visitor.close();
      }
    }, patienceMs);
  }
});
