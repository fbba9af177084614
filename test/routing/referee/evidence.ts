import type { RefereeWorld } from './referee-world.ts';

type Stored = { id: string; agentId?: string | null; proposal?: { agentId: string } };

/** What Redis knows of an agent, for a violation's message: the run does not come again with its seed. */
export async function evidenceOf(
  { engines, frozen, clock }: RefereeWorld,
  agentId: string,
): Promise<unknown> {
  const { redis } = engines.redis;
  const items = Object.values(await redis.hgetall('{rt}:items')).map((json) => JSON.parse(json) as Stored);
  return {
    now: clock.now(),
    items: items.filter((item) => item.agentId === agentId || item.proposal?.agentId === agentId),
    agent: await redis.hget('{rt}:agents', agentId),
    lease: await redis.zscore('{rt}:leases', agentId),
    load: await redis.hget('{rt}:loads', agentId),
    warmUp: await redis.hget('{rt}:warm-ups', agentId),
    stirred: await redis.zscore('{rt}:stirred', agentId),
    standing: await redis.hget('{rt}:standings', agentId),
    reserved: await redis.hgetall('{rt}:reserved'),
    pending: await redis.zrange('{rt}:pending', '0', '-1', 'WITHSCORES'),
    waiting: await redis.smembers('{rt}:waiting'),
    rules: await redis.hgetall('{rt}:rules'),
    frozen: frozen.map(({ held, isReaped, isAccepted, isForgotten }) => ({
      held,
      isReaped,
      isAccepted,
      isForgotten,
    })),
  };
}
