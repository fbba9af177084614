import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Kysely, sql, type Transaction } from 'kysely';
import { errorText } from '../../error-code.ts';
import type { Logger } from '../../log.ts';
import { StartFailure } from '../../start-failure.ts';
import type { Database } from './schema.ts';

interface Migration {
  number: number;
  name: string;
  text: string;
  checksum: string;
}

type Applied = Pick<Migration, 'number' | 'name' | 'checksum'>;

/** Any number that no other program on the same server uses. */
const migrationLock = 4_283_601;

/**
 * Brings the database to the state of the numbered files `NNNN_name.sql` in `dir`, forward only.
 * Each file is one transaction under an advisory lock, so several processes may start at once. The lock belongs to
 * the transaction: it also works through a pooler, and a process that dies frees it.
 * Throws StartFailure, and changes nothing, when a file was changed after it was applied, one is missing, or the
 * database is newer than this code. Returns the names of the files applied now.
 */
export async function migrate(db: Kysely<Database>, dir: string, log: Logger): Promise<string[]> {
  const migrations = await readMigrations(dir);
  const done: string[] = [];
  await db.transaction().execute(async (trx) => {
    await takeLock(trx);
    await createTable(trx);
    verifyApplied(await readApplied(trx), migrations);
  });
  for (const migration of migrations) {
    if (await applyOnce(db, migration)) {
      log.info({ migration: migration.name }, 'Migrated the database.');
      done.push(migration.name);
    }
  }
  return done;
}

async function applyOnce(db: Kysely<Database>, migration: Migration): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    await takeLock(trx);
    const { number, name, checksum } = migration;
    const known = await sql`select 1 from migration where number = ${number}`.execute(trx);
    if (known.rows.length > 0) return false;

    await runFile(trx, migration);
    await sql`insert into migration (number, name, checksum) values (${number}, ${name}, ${checksum})`.execute(
      trx,
    );
    return true;
  });
}

async function runFile(trx: Transaction<Database>, migration: Migration): Promise<void> {
  try {
    await sql.raw(migration.text).execute(trx);
  } catch (error) {
    const reason = errorText(error, 'message') ?? 'unknown reason';
    throw new StartFailure(`Migration ${migration.name} failed and was rolled back: ${reason}.`, {
      cause: error,
    });
  }
}

async function takeLock(trx: Transaction<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(trx);
}

async function createTable(trx: Transaction<Database>): Promise<void> {
  await sql`create table if not exists migration (
    number integer primary key,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null default now()
  )`.execute(trx);
}

async function readApplied(trx: Transaction<Database>): Promise<Applied[]> {
  const result = await sql<Applied>`select number, name, checksum from migration order by number`.execute(
    trx,
  );
  return result.rows;
}

async function readMigrations(dir: string): Promise<Migration[]> {
  const files = (await readdir(dir)).filter((file) => file.endsWith('.sql')).sort();
  const migrations = await Promise.all(files.map((file) => readMigration(dir, file)));
  migrations.forEach(({ number, name }, index) => {
    if (number === index + 1) return;
    throw new StartFailure(
      `Migration ${index + 1} is missing, doubled or out of order: found ${name} in its place.`,
    );
  });
  return migrations;
}

async function readMigration(dir: string, file: string): Promise<Migration> {
  const number = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(file)?.[1];
  if (number === undefined) {
    throw new StartFailure(`The migration ${file} is not named like 0001_conversations.sql.`);
  }
  // A checkout may have changed the line ends; that is the same file.
  const text = (await readFile(join(dir, file), 'utf8')).replaceAll('\r\n', '\n');
  const checksum = createHash('sha256').update(text).digest('hex');
  return { number: Number(number), name: file.slice(0, -'.sql'.length), text, checksum };
}

function verifyApplied(applied: Applied[], migrations: Migration[]): void {
  applied.forEach((row, index) => {
    const file = migrations[row.number - 1];
    if (!file) {
      throw new StartFailure(
        `The database is newer than this version of Haven: it has migration ${row.name}.`,
      );
    }
    if (row.number !== index + 1) {
      throw new StartFailure(`The database misses migration ${index + 1}, but has ${row.name}.`);
    }
    if (file.name !== row.name || file.checksum !== row.checksum) {
      throw new StartFailure(
        `Migration ${row.name} was changed after it was applied (now ${file.name}). Put the old file back.`,
      );
    }
  });
}
