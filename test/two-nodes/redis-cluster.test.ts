import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { findFreePort } from '@haven/server/storage/embedded/free-port';
import { type NativeEngine, portOf, startRedis, withRedis } from '../support/engines.ts';
import { eventually } from '../support/eventually.ts';
import { type AgentClient, connectAgent, connectVisitor, messageTo, signOut } from '../support/people.ts';
import { follow } from '../support/follower.ts';
import { clusterUrl, type RedisCluster, startRedisCluster } from '../support/redis-cluster.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { typingReaches } from '../support/typing.ts';
import { createWorld } from '../support/world.ts';

/** Messages while subscribers are killed. */
const underLoad = 60;

describe('two servers on a Redis cluster of three masters', () => {
  let cluster: RedisCluster;
  let one: ServerProcess;
  let two: ServerProcess;
  beforeAll(async () => {
    cluster = await startRedisCluster();
    one = await startServer({ engine: 'native', env: { REDIS_URL: cluster.url } });
    const { DATABASE_URL = '' } = one.env;
    two = await startServer({ engine: 'native', env: { REDIS_URL: cluster.url, DATABASE_URL } });
  }, 180_000);
  afterAll(async () => {
    await two?.stop();
    await one?.stop();
    await cluster?.stop();
  }, 180_000);

  it('[TRUTH1] messages, typing, read markers and a revoke go across', async () => {
    const world = await createWorld(one.url);
    const onOne = await world.agent();
    const agent = await connectAgent(two.url, onOne.cookie);
    const visitor = await world.visitor();
    const { id } = await world.assigned(visitor, onOne);
    await agent.get('conversation:open', { conversationId: id });

    const asked = await visitor.get('entry:send', messageTo(id, 'Still there?'));
    await agent.hears('entry:new', ({ entry }) => entry.id === asked.id);
    const answered = await agent.get('entry:send', messageTo(id, 'Yes.'));
    await visitor.hears('entry:new', ({ entry }) => entry.id === answered.id);
    expect((await typingReaches(id, agent, visitor)).by).toBe('agent');
    expect((await typingReaches(id, visitor, agent)).by).toBe('visitor');
    await agent.get('entry:read', { conversationId: id, seq: answered.seq });
    await visitor.hears('conversation:read', ({ reader }) => reader === 'staff');
    await visitor.get('entry:read', { conversationId: id, seq: answered.seq });
    await agent.hears('conversation:read', ({ reader }) => reader === 'visitor');
    // Each came over several rooms, and was delivered once.
    const copies = agent.heard.filter(({ payload }) => JSON.stringify(payload).includes(asked.id));
    expect(copies.filter(({ name }) => name === 'entry:new')).toHaveLength(1);

    await signOut(one.url, onOne);
    await agent.hears('session:revoked', ({ reason }) => reason === 'signed_out');
    await eventually(async () => expect(agent.socket.connected).toBe(false));
    world.close();
  }, 180_000);

  it('[LIVE1] [LIVE2] subscribers are killed under load: who listened has everything without another word', async () => {
    const world = await createWorld(one.url);
    const agent = await world.agent();
    const visitor = await world.visitor();
    const { id } = await world.assigned(visitor, agent);
    const followers = await Promise.all([
      follow(() => connectAgent(two.url, agent.cookie), id),
      follow(() => connectVisitor(two.url, visitor.token), id),
    ]);

    let sender: AgentClient = agent;
    const sent: string[] = [];
    for (let index = 0; index < underLoad; index += 1) {
      if (index % 20 === 10) await Promise.all(cluster.masters.map(killSubscribers));
      const draft = messageTo(id, `under load ${index}`);
      await eventually(async () => {
        // Its own node's subscribers were killed too, so that it is asked to come back; a resend is silent (MSG4).
        if (!sender.socket.connected) sender = await connectAgent(one.url, agent.cookie);
        await sender.get('entry:send', draft);
      });
      sent.push(draft.text);
    }
    for (const follower of followers) {
      await eventually(async () => {
        const told = follower.texts().filter((text) => text.startsWith('under load'));
        expect(told).toEqual(sent);
      }, 180_000);
      // All of it may have come before its server hears again, and asks back who may have missed something.
      await eventually(async () => expect(follower.returns()).toBeGreaterThan(0));
    }
    for (const server of [one, two]) expect(server.output()).not.toMatch(/unhandled|uncaught|unforeseen/i);
    for (const client of [...followers, sender]) client.close();
    world.close();
  }, 180_000);
});

async function killSubscribers(master: Redis): Promise<void> {
  // Those that were killed before may be about to come back.
  const ids = await eventually(async () => {
    const list = String(await master.client('LIST'));
    const found = list.split('\n').filter((line) => line.includes('name=haven-subscriber'));
    expect(found.length).toBeGreaterThan(0);
    return found.map((line) => Number(/^id=(\d+)/.exec(line)?.[1]));
  });
  for (const id of ids) await master.client('KILL', 'ID', id);
}

describe('a start on a cluster', () => {
  let redis: NativeEngine;
  let env: { REDIS_URL: string };
  const ask = <T>(work: (one: Redis) => Promise<T>) => withRedis(redis.url, work);
  beforeEach(async () => {
    redis = await startRedis({ clusterPort: await findFreePort() });
    env = { REDIS_URL: clusterUrl([redis, redis]) };
  });
  afterEach(() => redis.stop());

  it('waits until it is whole', async () => {
    await ask((one) => one.cluster('ADDSLOTSRANGE', 0, 8_191));
    const starting = startServer({ engine: 'native', env });
    await sleep(5_000);
    await ask((one) => one.cluster('ADDSLOTSRANGE', 8_192, 16_383));
    const server = await starting;
    const world = await createWorld(server.url);
    await world.assigned(await world.visitor(), await world.agent());
    world.close();
    await server.stop();
  }, 120_000);

  it('that announces no address is refused in so many words', async () => {
    await ask(async (one) => {
      await one.cluster('ADDSLOTSRANGE', 0, 16_383);
      await one.config('SET', 'cluster-announce-ip', '');
    });
    await expect(startServer({ engine: 'native', env })).rejects.toThrow(
      `Redis at 127.0.0.1:${portOf(redis)} can't be used: nothing it names is ready within 20 s. See REDIS_URL.`,
    );
  }, 120_000);
});
