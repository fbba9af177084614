import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startPglite } from '@haven/server/storage/embedded/pglite';
import type { OpenDatabase } from '@haven/server/storage/postgres/db';
import { openPool } from '@haven/server/storage/postgres/pool';
import type { Database } from '@haven/server/storage/postgres/schema';
import { migrate } from '@haven/server/storage/postgres/migrate';
import { type OpenRedis, openRedis } from '@haven/server/storage/redis/client';
import { packagePath } from '@haven/server/package-path';
import type { Redis } from 'ioredis';
import { Redis as RedisConnection } from 'ioredis';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { createDatabase, dropDatabase, startTestRedis } from '../../support/engines.ts';
import { copyPgliteTemplate } from '../../support/pglite-template.ts';
import { startRedisCluster } from '../../support/redis-cluster.ts';
import { removeFolder } from '../../support/remove-folder.ts';
import { postgresServerUrl } from '../../support/run-engines.ts';
import { silentLog } from '../../support/open-engines.ts';
import { createCountingClient, type Writes } from './counting-client.ts';
import { createTempFolder } from '../../support/temp-folder.ts';

/** `wasm`: Valkey and PostgreSQL as WebAssembly. `redis` and `cluster` (three masters): with a native PostgreSQL. */
export const engineNames = ['wasm', 'redis', 'cluster'] as const;
export type EngineName = (typeof engineNames)[number];

export type Engines = {
  database: OpenDatabase;
  /** Counted as they are asked, by whoever asks. */
  writes: Writes;
  redis: OpenRedis;
  /** Empties every server of Redis. */
  flush(): Promise<void>;
  close(): Promise<void>;
};

type Closing = { close(): Promise<void> };

/** Opens engines for one run of the model, migrated and empty. `close` ends and removes them. */
export async function openEngines(name: EngineName): Promise<Engines> {
  const writes: Writes = { ofOpen: 0, ofStaff: 0 };
  const database = await (name === 'wasm' ? openPglite(writes) : openPostgres(writes));
  try {
    await migrate(database.db, packagePath('migrations'), silentLog);
    const { redis, flush, close } = await openRedisOf(name);
    const closeAll = async () => {
      await close();
      await database.close();
    };
    return { database, writes, redis, flush, close: closeAll };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openPglite(writes: Writes): Promise<OpenDatabase> {
  const dataDir = await createTempFolder('pglite');
  await copyPgliteTemplate(dataDir);
  const engine = await startPglite(dataDir, silentLog);
  const opened = openCounting('pglite', writes, {
    max: 1,
    idleTimeoutMillis: 0,
    user: 'postgres',
    database: 'postgres',
    password: '',
    ssl: false,
    stream: () => engine.connect(),
  });
  return closingAfter(opened, async () => {
    await engine.stop();
    removeFolder(dataDir);
  });
}

async function openPostgres(writes: Writes): Promise<OpenDatabase> {
  const serverUrl = postgresServerUrl();
  const databaseUrl = await createDatabase(serverUrl);
  // PostgreSQL itself stays up here, so waiting for the disk would prove nothing.
  const options = '-c synchronous_commit=off -c plan_cache_mode=force_generic_plan -c jit=off';
  const opened = openCounting('pg', writes, { max: 10, options, ...(await addressOf(databaseUrl)) });
  return closingAfter(opened, () => dropDatabase(serverUrl, databaseUrl));
}

/** By the socket in its folder where the server is on this machine: that is less work than a network. */
async function addressOf(databaseUrl: string): Promise<pg.PoolConfig> {
  const { port, username, password, pathname } = new URL(databaseUrl);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ folder: string }>(
    "select current_setting('unix_socket_directories') as folder",
  );
  await client.end();
  const host = rows[0]?.folder ?? '';
  if (!existsSync(join(host, `.s.PGSQL.${port}`))) return { connectionString: databaseUrl };
  const account = { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  return { ...account, host, port: Number(port), database: pathname.slice(1) };
}

/** The product's pool, which counts what is written. */
function openCounting(engine: OpenDatabase['engine'], writes: Writes, config: pg.PoolConfig): OpenDatabase {
  const pool = openPool({ ...config, Client: createCountingClient(writes) }, silentLog);
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return { db, engine, close: () => db.destroy() };
}

async function openRedisOf(name: EngineName): Promise<Omit<Engines, 'database' | 'writes'>> {
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
