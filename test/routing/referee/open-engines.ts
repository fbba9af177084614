import { type OpenDatabase, openDatabase } from '@haven/server/storage/postgres/db';
import { migrate } from '@haven/server/storage/postgres/migrate';
import { type OpenRedis, openRedis } from '@haven/server/storage/redis/client';
import { packagePath } from '@haven/server/package-path';
import type { Redis } from 'ioredis';
import { Redis as RedisConnection } from 'ioredis';
import { sql } from 'kysely';
import { createDatabase, dropDatabase, startTestRedis } from '../../support/engines.ts';
import { copyPgliteTemplate } from '../../support/pglite-template.ts';
import { startRedisCluster } from '../../support/redis-cluster.ts';
import { removeFolder } from '../../support/remove-folder.ts';
import { postgresServerUrl } from '../../support/run-engines.ts';
import { silentLog } from '../../support/open-engines.ts';
import { createTempFolder } from '../../support/temp-folder.ts';

/** `wasm`: Valkey and PostgreSQL as WebAssembly. `redis` and `cluster` (three masters): with a native PostgreSQL. */
export const engineNames = ['wasm', 'redis', 'cluster'] as const;
export type EngineName = (typeof engineNames)[number];

export type Engines = {
  database: OpenDatabase;
  redis: OpenRedis;
  /** Empties every server of Redis. */
  flush(): Promise<void>;
  close(): Promise<void>;
};

type Closing = { close(): Promise<void> };

/** Opens engines for one run of the model, migrated and empty. `close` ends and removes them. */
export async function openEngines(name: EngineName): Promise<Engines> {
  const database = await (name === 'wasm' ? openPglite() : openPostgres());
  try {
    await migrate(database.db, packagePath('migrations'), silentLog);
    const { redis, flush, close } = await openRedisOf(name);
    const closeAll = async () => {
      await close();
      await database.close();
    };
    return { database, redis, flush, close: closeAll };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openPglite(): Promise<OpenDatabase> {
  const dataDir = await createTempFolder('pglite');
  await copyPgliteTemplate(dataDir);
  const opened = await openDatabase({ databaseUrl: undefined, dataDir }, silentLog);
  return closingAfter(opened, () => removeFolder(dataDir));
}

async function openPostgres(): Promise<OpenDatabase> {
  const serverUrl = postgresServerUrl();
  const databaseUrl = await createDatabase(serverUrl);
  const name = new URL(databaseUrl).pathname.slice(1);
  const first = await openDatabase({ databaseUrl, dataDir: '' }, silentLog);
  // PostgreSQL itself stays up here, so waiting for the disk would prove nothing.
  await sql`alter database ${sql.id(name)} set synchronous_commit to off`.execute(first.db);
  await first.close();
  const opened = await openDatabase({ databaseUrl, dataDir: '' }, silentLog);
  return closingAfter(opened, () => dropDatabase(serverUrl, databaseUrl));
}

async function openRedisOf(name: EngineName): Promise<Omit<Engines, 'database'>> {
  if (name === 'cluster') {
    const cluster = await startRedisCluster();
    const redis = await openRedis({ redisUrl: cluster.url }, silentLog);
    return closingAfter({ redis, flush: () => flushAll(cluster.masters), close: redis.close }, cluster.stop);
  }
  const native = name === 'redis' ? await startTestRedis() : undefined;
  const redis = await openRedis({ redisUrl: native?.url }, silentLog);
  const { redis: only } = redis;
  if (!(only instanceof RedisConnection)) throw new Error('One address means one server.');
  return closingAfter({ redis, flush: () => flushAll([only]), close: redis.close }, async () =>
    native?.stop(),
  );
}

async function flushAll(servers: readonly Redis[]): Promise<void> {
  await Promise.all(servers.map((server) => server.flushdb()));
}

function closingAfter<Opened extends Closing>(opened: Opened, after: () => Promise<void> | void): Opened {
  const close = async () => {
    await opened.close();
    await after();
  };
  return { ...opened, close };
}
