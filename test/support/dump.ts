import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '@haven/server/storage/postgres/db';
import { Redis } from 'ioredis';
import { sql } from 'kysely';
import { silentLog } from './open-engines.ts';

/** Every row of every table as text, of a server that has ended: the embedded engine serves one process. */
export async function dumpDatabase(env: Record<string, string>): Promise<string> {
  const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir = '' } = env;
  const { db, close } = await openDatabase({ databaseUrl, dataDir }, silentLog);
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public'`.execute(db);
  const parts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(db);
    parts.push(`## ${name}`, ...rows.map(({ row }) => row));
  }
  await close();
  return parts.join('\n');
}

/** Every key of a Redis with what it holds, whatever its type is. */
export async function dumpRedis(url: string): Promise<string> {
  const redis = new Redis(url);
  const keys = await redis.keys('*');
  const parts: string[] = [];
  for (const key of keys) parts.push(key, String(await redis.dumpBuffer(key)));
  redis.disconnect();
  return parts.join('\n');
}

/** The names and bytes of everything below a folder. */
export async function dumpFolder(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(files.map((file) => readFile(file, 'latin1')));
  return [...files, ...contents].join('\n');
}
