import type { RefereeWorld } from './referee-world.ts';

type Stored = { id: string; agentId?: string | null; proposal?: { agentId: string }; queue: string };

/** What Redis knows of an agent, for a violation's message: the run does not come again with its seed. */
export async function evidenceOf(
  { engines, frozen, clock }: RefereeWorld,
  agentId: string,
  itemId?: string,
): Promise<unknown> {
  const { redis } = engines.redis;
  const items = Object.values(await redis.hgetall('{rt}:items')).map((json) => JSON.parse(json) as Stored);
  const item = items.find(({ id }) => id === itemId);
  return {
    now: clock.now(),
    item,
    items: items.filter((each) => each.agentId === agentId || each.proposal?.agentId === agentId),
    agent: await redis.hget('{rt}:agents', agentId),
    lease: await redis.zscore('{rt}:leases', agentId),
    load: await redis.hget('{rt}:loads', agentId),
    warmUp: await redis.hget('{rt}:warm-ups', agentId),
    stirred: await redis.zscore('{rt}:stirred', agentId),
    standing: await redis.hget('{rt}:standings', agentId),
    pools: await redis.hgetall('{rt}:pools'),
    ranks: await redis.zrange('{rt}:ranks', '0', '-1'),
    reserved: await redis.hgetall('{rt}:reserved'),
    pending: await redis.zrange('{rt}:pending', '0', '-1', 'WITHSCORES'),
    queues: await redis.zrange('{rt}:queues', '0', '-1'),
    fronts: await redis.zrange('{rt}:fronts', '0', '-1'),
    rules: await redis.hgetall('{rt}:rules'),
    frozen: frozen.map(({ held, isReaped, isAccepted, isForgotten }) => ({
      held,
      isReaped,
      isAccepted,
      isForgotten,
    })),
  };
}
