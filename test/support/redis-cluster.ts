import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { type NativeEngine, portOf, startRedis } from './engines.ts';
import { findFreePort } from '@haven/server/storage/embedded/free-port';

const slotCount = 16_384;
const masterCount = 3;

export type RedisCluster = {
  /** As REDIS_URL names a cluster. */
  url: string;
  /** A connection to each master. */
  masters: Redis[];
  stop(): Promise<void>;
};

/** Starts three masters on loopback that share the slots, without replicas. */
export async function startRedisCluster(): Promise<RedisCluster> {
  const engines: NativeEngine[] = [];
  const masters: Redis[] = [];

  async function stop(): Promise<void> {
    for (const master of masters) master.disconnect();
    for (const engine of engines) await engine.stop();
  }

  try {
    const password = randomBytes(16).toString('hex');
    for (let index = 0; index < masterCount; index += 1) {
      const clusterPort = await findFreePort();
      const engine = await startRedis({ password, clusterPort });
      engines.push(engine);
      masters.push(new Redis(engine.url));
      await share(masters, index);
      if (index > 0) await masters[0]?.cluster('MEET', '127.0.0.1', portOf(engine), clusterPort);
    }
    for (const master of masters) await untilWhole(master);
    return { url: clusterUrl(engines), masters, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** As REDIS_URL names a cluster: at least two addresses, though they be of one server. */
export function clusterUrl([first, ...others]: readonly NativeEngine[]): string {
  return [first?.url, ...others.map(({ url }) => new URL(url).host)].join(',');
}

/** Gives the newest master its part of the slots. */
async function share(masters: readonly Redis[], index: number): Promise<void> {
  const size = Math.ceil(slotCount / masterCount);
  const end = Math.min((index + 1) * size, slotCount) - 1;
  await masters[index]?.cluster('ADDSLOTSRANGE', index * size, end);
  await masters[index]?.cluster('SET-CONFIG-EPOCH', index + 1);
}

async function untilWhole(master: Redis): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const info = await master.cluster('INFO');
    if (/cluster_state:ok/.test(info) && info.includes(`cluster_known_nodes:${masterCount}`)) return;
    await sleep(50);
  }
  throw new Error('the masters did not become one cluster');
}
