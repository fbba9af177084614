import { openDatabase } from '@haven/server/storage/postgres/db';
import { silentLog } from './open-engines.ts';
import type { ServerProcess } from './server-process.ts';

/** Stops a server, since the embedded engine serves one process, and reads what it has recorded. */
export async function readAudit(server: ServerProcess) {
  await server.kill('SIGTERM');
  const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir = '' } = server.env;
  const { db, close } = await openDatabase({ databaseUrl, dataDir }, silentLog);
  const rows = await db
    .selectFrom('audit')
    .select(['actor_kind', 'actor_id', 'action', 'object_kind', 'object_id', 'ip', 'details'])
    .orderBy('id')
    .execute();
  await close();
  return rows;
}
