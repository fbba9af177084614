import { Redis } from 'ioredis';
import { eventually } from '../support/eventually.ts';
import { connectAgent, connectVisitor, newVisitorToken } from '../support/people.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { createWorld } from '../support/world.ts';

/** Longer than the time between two beats of a socket, and short enough to wait for. */
const leaseMs = 8_000;

describe('a server that freezes for longer than the lease of its agents, and thaws', () => {
  let one: ServerProcess;
  let two: ServerProcess;
  let redis: Redis;
  beforeAll(async () => {
    const lease = { AGENT_LEASE_MS: String(leaseMs), AGENT_GRACE_MS: '20000' };
    one = await startServer({ engine: 'native', env: lease });
    const { DATABASE_URL = '', REDIS_URL = '' } = one.env;
    two = await startServer({ engine: 'native', env: { ...lease, DATABASE_URL, REDIS_URL } });
    redis = new Redis(REDIS_URL);
  }, 180_000);
  afterAll(async () => {
    redis?.disconnect();
    await two?.stop();
    // One that is stopped would not hear that it is to end.
    if (one) process.kill(one.pid(), 'SIGCONT');
    await one?.stop();
  }, 180_000);

  const isPresent = async (agentId: string) =>
    Number(await redis.zscore('{rt}:leases', agentId)) > Date.now();

  it('[RT1] [RT9] is given nothing meanwhile, and what its agents ask with what they knew is refused', async () => {
    const world = await createWorld(one.url);
    const zombie = await world.agent();
    const [awake, supervisor] = await Promise.all(
      [await world.agent({ away: true }), await world.agent({ away: true, role: 'supervisor' })].map(
        async ({ cookie, id, close }) => {
          close();
          return { ...(await connectAgent(two.url, cookie)), id };
        },
      ),
    );
    if (!awake || !supervisor) throw new Error('both are there');
    const newVisitor = async () => connectVisitor(two.url, await newVisitorToken(two.url, world.inbox.key));
    const [first, second] = [await newVisitor(), await newVisitor()];
    const held = await world.assigned(first, zombie);

    process.kill(one.pid(), 'SIGSTOP');
    const { id: conversationId, epoch } = held;
    const asked = zombie.ask('conversation:resolve', { conversationId, epoch, cause: 'x' });
    await eventually(async () => expect(await isPresent(zombie.id)).toBe(false), 60_000);

    await awake.get('availability:set', { availability: 'online' });
    await world.assigned(second, awake);
    const to = { kind: 'agent' as const, id: awake.id };
    await supervisor.get('conversation:transfer', { conversationId, epoch, to, note: '' });

    process.kill(one.pid(), 'SIGCONT');
    // They are of the team, so they may read it; it is no longer theirs to work on.
    expect(await asked).toMatchObject({ ok: false, error: { code: 'refused' } });
    await eventually(async () => expect(await isPresent(zombie.id)).toBe(true), 60_000);
    const { conversation } = await awake.get('conversation:open', { conversationId });
    expect(conversation).toMatchObject({ status: 'assigned', assignee: { id: awake.id } });
    expect(await redis.hmget('{rt}:loads', zombie.id, awake.id)).toEqual([null, '200']);
    for (const client of [awake, supervisor, first, second]) client.close();
    world.close();
  }, 180_000);
});
