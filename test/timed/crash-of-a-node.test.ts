import { queueName } from '@haven/server/features/routing/keys';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { eventually } from '../support/eventually.ts';
import { connectAgent, connectVisitor, messageTo, newVisitorToken } from '../support/people.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { createWorld } from '../support/world.ts';

/** Longer than the time between two beats of a socket. */
const [leaseMs, graceMs] = [8_000, 8_000];
const [agentCount, waitingChats, answeredChats] = [11, 200, 20];

describe('a server that is killed while its agents hold 200 chats that wait for an answer', () => {
  let one: ServerProcess;
  let two: ServerProcess;
  let redis: Redis;
  let postgres: Client;
  beforeAll(async () => {
    const env = { AGENT_LEASE_MS: String(leaseMs), AGENT_GRACE_MS: String(graceMs) };
    one = await startServer({ engine: 'native', env });
    const { DATABASE_URL = '', REDIS_URL = '' } = one.env;
    two = await startServer({ engine: 'native', env: { ...env, DATABASE_URL, REDIS_URL } });
    redis = new Redis(REDIS_URL);
    postgres = new Client({ connectionString: DATABASE_URL });
    await postgres.connect();
  }, 180_000);
  afterAll(async () => {
    redis?.disconnect();
    await postgres?.end();
    await two?.stop();
    await one?.stop();
  }, 180_000);

  async function idsWith(status: 'queued' | 'assigned'): Promise<string[]> {
    const { rows } = await postgres.query<{ id: string }>(
      'select id from conversation where status = $1 order by id',
      [status],
    );
    return rows.map(({ id }) => id);
  }

  it('[RT3] [RT9] [RT17] all of them wait in their old order within lease, grace and two seconds; the others stay, the zombie is refused', async () => {
    const world = await createWorld(one.url);
    const capacity = (waitingChats + answeredChats) / agentCount;
    const agents = [];
    for (let i = 0; i < agentCount; i += 1) agents.push(await world.agent({ capacity }));
    const started: string[] = [];
    for (let i = 0; i < waitingChats + answeredChats; i += 1) {
      const visitor = await connectVisitor(two.url, await newVisitorToken(two.url, world.inbox.key));
      started.push((await world.start(visitor)).id);
      visitor.close();
    }
    await eventually(async () => expect(await idsWith('assigned')).toHaveLength(started.length), 60_000);
    const answered: string[] = [];
    for (const agent of agents) {
      const { conversations } = await agent.get('conversation:list', { view: 'mine', cursor: null });
      for (const { id } of conversations.slice(0, 2)) {
        if (answered.length === answeredChats) break;
        await agent.get('entry:send', messageTo(id, 'A moment.'));
        answered.push(id);
      }
      // So that who comes back is given nothing.
      await agent.get('availability:set', { availability: 'away' });
    }
    const waiting = started.filter((id) => !answered.includes(id));

    const killedAt = Date.now();
    await one.kill('SIGKILL');
    await eventually(async () => expect(await idsWith('queued')).toHaveLength(waiting.length), 120_000);
    const { rows } = await postgres.query<{ last: Date; count: string }>(
      `select max(at) as last, count(*) from entry where kind = 'requeued'`,
    );
    const tookMs = Number(rows[0]?.last) - killedAt;
    expect(Number(rows[0]?.count)).toBe(waiting.length);
    expect(tookMs).toBeGreaterThan(graceMs);
    expect(tookMs).toBeLessThan(leaseMs + graceMs + 2_000);
    expect(await idsWith('assigned')).toEqual([...answered].sort());

    const queue = queueName({ inboxId: world.inbox.id, teamId: world.team.id, language: 'en' });
    const line = async () => {
      const members = await redis.zrange('{rt}:queues', '0', '-1');
      const inLine = members.filter((member) => member.startsWith(`${queue} `));
      return inLine.map((member) => member.slice(member.lastIndexOf(' ') + 1));
    };
    await eventually(async () => expect(await line()).toEqual(waiting.map((id) => `contact:${id}`)));

    const zombies = await Promise.all(agents.map(({ cookie }) => connectAgent(two.url, cookie)));
    for (const zombie of zombies) {
      const late = await zombie.ask('entry:send', messageTo(waiting[0] ?? '', 'Late'));
      expect(late).toMatchObject({ ok: false, error: { code: 'refused' } });
    }
    const metrics = await (await fetch(`${two.url}/metrics`)).text();
    expect(metrics).toContain(`haven_reclaims_total{why="gone"} ${waiting.length}`);

    // The first of them are the first to be answered.
    await zombies[0]?.get('availability:set', { availability: 'online' });
    await eventually(async () => {
      const held = await idsWith('assigned');
      // The two that were answered take a part of a place each (RT6).
      expect(held).toHaveLength(answered.length + capacity - 1);
      expect(waiting.slice(0, capacity - 2).every((id) => held.includes(id))).toBe(true);
    });
    for (const client of zombies) client.close();
    world.close();
  }, 600_000);
});
