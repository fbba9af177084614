import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** Backends tell their statistics at most once a second. */
const statisticsMs = 1_200;

/** What a database has done so far: entries in all logs, and milliseconds in which a statement ran, summed over connections. */
export type PostgresUse = { entries: number; activeMs: number };

export async function readPostgresUse(databaseUrl: string): Promise<PostgresUse> {
  await sleep(statisticsMs);
  const [use] = await queryRows<PostgresUse>(
    databaseUrl,
    `select (select coalesce(sum(staff_seq), 0)::float8 from conversation) as entries, active_time as "activeMs"
    from pg_stat_database where datname = current_database()`,
  );
  if (use === undefined) throw new Error('PostgreSQL keeps no statistics of this database.');
  return use;
}

/** Asks over a connection of its own. */
export async function queryRows<Row extends pg.QueryResultRow>(
  databaseUrl: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}
