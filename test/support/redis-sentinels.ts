import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { findFreePort } from '@haven/server/storage/embedded/free-port';
import {
  type Certificate,
  findProgram,
  type NativeEngine,
  portOf,
  startRedis,
  tlsArguments,
  withRedis,
} from './engines.ts';
import { eventually } from './eventually.ts';
import { type GuardedProcess, spawnGuarded } from './guarded-process.ts';
import { createTempFolder } from './temp-folder.ts';

const sentinelCount = 3;
export const sentinelGroup = 'haven';
const patienceMs = 30_000;

export type WatchedRedis = {
  /** As REDIS_URL names sentinels. */
  url: string;
  master: NativeEngine;
  replica: NativeEngine;
  /** The port of the master, as the sentinels say. */
  masterPort(): Promise<number>;
  stop(): Promise<void>;
};

/** Starts a master with a replica on loopback, and three sentinels that change the roles within some seconds. */
export async function startWatchedRedis(): Promise<WatchedRedis> {
  const stops: (() => Promise<unknown>)[] = [];
  async function stop(): Promise<void> {
    for (const each of stops.splice(0).reverse()) await each();
  }
  try {
    const password = randomBytes(16).toString('hex');
    const master = await startRedis({ password });
    stops.push(master.stop);
    const masterPort = portOf(master);
    const replica = await startRedis({ password, replicaOf: masterPort });
    stops.push(replica.stop);
    await untilFollowing(replica);
    const ports: number[] = [];
    for (let index = 0; index < sentinelCount; index += 1) {
      const port = await findFreePort();
      const child = await startSentinel(port, masterPort, password);
      stops.push(() => child.end('SIGKILL'));
      ports.push(port);
    }
    const asked = new Redis({ port: ports[0] ?? 0, host: '127.0.0.1' });
    stops.push(async () => asked.disconnect());
    await untilTheyAgree(asked);
    const hosts = ports.map((port) => `127.0.0.1:${port}`).join(',');
    return {
      url: `redis+sentinel://default:${password}@${hosts}/${sentinelGroup}/0`,
      master,
      replica,
      async masterPort() {
        const [, port] = (await asked.call('SENTINEL', 'get-master-addr-by-name', sentinelGroup)) as string[];
        return Number(port);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Sentinels write what they learn into their configuration. With `certificate` all speak TLS. */
export async function startSentinel(
  port: number,
  masterPort: number,
  password: string,
  certificate?: Certificate,
): Promise<GuardedProcess> {
  const folder = await createTempFolder('sentinel');
  const file = join(folder, 'sentinel.conf');
  const lines = [
    'bind 127.0.0.1',
    `dir ${folder}`,
    `sentinel monitor ${sentinelGroup} 127.0.0.1 ${masterPort} 2`,
    `sentinel auth-pass ${sentinelGroup} ${password}`,
    `sentinel down-after-milliseconds ${sentinelGroup} 1000`,
    `sentinel failover-timeout ${sentinelGroup} 5000`,
  ];
  await writeFile(file, lines.join('\n'));
  const program = await findProgram('redis-server', [], 'install redis-server');
  const listening = certificate ? tlsArguments(port, certificate) : ['--port', String(port)];
  return spawnGuarded(program, [file, '--sentinel', ...listening]);
}

async function untilFollowing({ url }: NativeEngine): Promise<void> {
  await eventually(async () => {
    const info = await withRedis(url, (redis) => redis.info('replication'));
    if (!info.includes('master_link_status:up')) throw new Error('the replica does not follow yet');
  }, patienceMs);
}

/** Each knows the two others and the replica. */
async function untilTheyAgree(asked: Redis): Promise<void> {
  await eventually(async () => {
    const info = await asked.info('sentinel');
    if (!info.includes(`slaves=1,sentinels=${sentinelCount}`))
      throw new Error('the sentinels do not agree yet');
  }, patienceMs);
}
