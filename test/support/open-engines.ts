import { createLog } from '@haven/server/log';
import { type OpenDatabase, openDatabase } from '@haven/server/storage/postgres/db';
import { type OpenRedis, openRedis } from '@haven/server/storage/redis/client';
import { Redis } from 'ioredis';
import { engineOfProject } from './engine.ts';
import { createDatabase, dropDatabase, startTestRedis } from './engines.ts';
import { postgresServerUrl } from './run-engines.ts';
import { copyPgliteTemplate } from './pglite-template.ts';
import { removeFolder } from './remove-folder.ts';
import { createTempFolder } from './temp-folder.ts';

export const silentLog = createLog({ logLevel: 'silent', production: true });

/** An empty database of the project's engine, in this process. `close` removes it. */
export async function openTestDatabase(): Promise<OpenDatabase> {
  if (engineOfProject() === 'native') {
    const serverUrl = postgresServerUrl();
    const databaseUrl = await createDatabase(serverUrl);
    const opened = await openDatabase({ databaseUrl, dataDir: '' }, silentLog);
    return closeWith(opened, () => dropDatabase(serverUrl, databaseUrl));
  }
  const dataDir = await createTempFolder('pglite');
  await copyPgliteTemplate(dataDir);
  const opened = await openDatabase({ databaseUrl: undefined, dataDir }, silentLog);
  return closeWith(opened, () => removeFolder(dataDir));
}

/** An empty Redis of the project's engine, one server. `close` ends it. */
export async function openTestRedis(): Promise<OpenRedis & { redis: Redis }> {
  if (engineOfProject() === 'embedded') return ofOne(await openRedis({ redisUrl: undefined }, silentLog));
  const native = await startTestRedis();
  const opened = await openRedis({ redisUrl: native.url }, silentLog);
  return ofOne(closeWith(opened, () => native.stop()));
}

function ofOne(opened: OpenRedis): OpenRedis & { redis: Redis } {
  const { redis } = opened;
  if (!(redis instanceof Redis)) throw new Error('One address means one server.');
  return { ...opened, redis };
}

function closeWith<Opened extends { close(): Promise<void> }>(
  opened: Opened,
  after: () => Promise<void> | void,
): Opened {
  return {
    ...opened,
    async close() {
      await opened.close();
      await after();
    },
  };
}
