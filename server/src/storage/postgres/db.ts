import {
  type ConnectionProvider,
  DefaultConnectionProvider,
  DefaultQueryExecutor,
  Kysely,
  PostgresDialect,
} from 'kysely';
import type pg from 'pg';
import type { Config } from '../../config.ts';
import { errorCode, errorText } from '../../error-code.ts';
import type { Logger } from '../../log.ts';
import { StartFailure } from '../../start-failure.ts';
import { startPglite } from '../embedded/pglite.ts';
import { guardConnections } from './connection-guard.ts';
import { openPool, type Pool } from './pool.ts';
import type { Database } from './schema.ts';

export interface OpenDatabase {
  db: Kysely<Database>;
  engine: 'pglite' | 'pg';
  close: () => Promise<void>;
}

/** How long the native engine may take. Zero means without end, for migrations alone. */
export interface Patience {
  statementTimeoutMs: number;
}

/** No query of the product needs a tenth of this; what does is stuck and would hold its locks. */
const usualPatience: Patience = { statementTimeoutMs: 10_000 };

/** The oldest PostgreSQL that the tests run on. */
const oldestVersion = 150_000;

/** Connections of one process. Two processes and their migrations fit into Postgres' default of 100. */
const poolSize = 10;

/**
 * Opens the database that the configuration names: PostgreSQL at `databaseUrl`, else PGlite under `dataDir`.
 * Both speak through the same driver, so that values, errors and their codes are the same.
 * Throws StartFailure when it can't be reached.
 */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  log: Logger,
  patience: Patience = usualPatience,
): Promise<OpenDatabase> {
  return config.databaseUrl === undefined
    ? openEmbedded(config.dataDir, log)
    : openNative(config.databaseUrl, log, patience);
}

async function openNative(url: string, log: Logger, patience: Patience): Promise<OpenDatabase> {
  const pool = openPool({ connectionString: url, max: poolSize, ...nativeTimeouts(patience) }, log);
  try {
    const version = await pool.version();
    if (version < oldestVersion) throw new Error(`it is older than PostgreSQL ${oldestVersion / 10_000}`);
  } catch (error) {
    await pool.end();
    throw new StartFailure(
      `The database at ${placeOf(url)} can't be used: ${reasonOf(error)}. See DATABASE_URL.`,
    );
  }
  return { db: await createKysely(pool, (provider) => provider), engine: 'pg', close: () => pool.end() };
}

async function openEmbedded(dataDir: string, log: Logger): Promise<OpenDatabase> {
  const engine = await startPglite(dataDir, log);
  const pool = openPool(
    {
      // The engine has one session, and everything waits for its turn.
      max: 1,
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: 15_000,
      user: 'postgres',
      database: 'postgres',
      password: '',
      ssl: false,
      stream: () => engine.connect(),
    },
    log,
  );
  return {
    db: await createKysely(pool, guardConnections),
    engine: 'pglite',
    async close() {
      await pool.end();
      await engine.stop();
    },
  };
}

async function createKysely(
  pool: Pool,
  guard: (provider: ConnectionProvider) => ConnectionProvider,
): Promise<Kysely<Database>> {
  const dialect = new PostgresDialect({ pool });
  const driver = dialect.createDriver();
  await driver.init();
  const connections = guard(new DefaultConnectionProvider(driver));
  const executor = new DefaultQueryExecutor(
    dialect.createQueryCompiler(),
    dialect.createAdapter(),
    connections,
  );
  return new Kysely<Database>({ config: { dialect }, driver, executor, dialect });
}

function nativeTimeouts({ statementTimeoutMs }: Patience): pg.PoolConfig {
  return {
    connectionTimeoutMillis: 5_000,
    statement_timeout: statementTimeoutMs,
    // The server's own time-out comes first; this one is for a server that no longer answers at all.
    query_timeout: statementTimeoutMs === 0 ? 0 : statementTimeoutMs + 5_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'haven',
  };
}

/** Host and database without user and password. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

/** An address that refuses on both IP versions is reported without a message. */
function reasonOf(error: unknown): string {
  return errorText(error, 'message') || errorCode(error) || 'unknown reason';
}
