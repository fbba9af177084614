import { type NativeEngine, startPostgres } from './engines.ts';

/** Inherited by the workers of a run from the process that starts them. */
const variable = 'HAVEN_TEST_POSTGRES';

let postgres: NativeEngine | undefined;

/**
 * Starts the run's PostgreSQL, unless DATABASE_URL names one. Every server gets a database of its own on it. Without
 * `isFsyncOff` it waits for the disk, which matters to what is measured and makes all else only slower.
 */
export async function startRunPostgres({ isFsyncOff = false } = {}): Promise<void> {
  if (process.env['DATABASE_URL'] || process.env[variable]) return;
  postgres = await startPostgres({ isFsyncOff });
  process.env[variable] = postgres.url;
}

export async function stopRunPostgres(): Promise<void> {
  await postgres?.stop();
  postgres = undefined;
  delete process.env[variable];
}

/** The PostgreSQL on which databases are made. */
export function postgresServerUrl(): string {
  const url = process.env['DATABASE_URL'] || process.env[variable];
  if (!url) throw new Error('There is no PostgreSQL for this run: the jest project lacks its globalSetup.');
  return url;
}
