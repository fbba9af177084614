import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';
import type { Logger } from '../../log.ts';
import { isConnectionLost } from './failures.ts';
import { valueTypes } from './value-types.ts';

/** A pool as the query builder needs it. */
export interface Pool extends PostgresPool {
  /** Asks the server for its version, e.g. 150004. Shows at start whether it can be reached. */
  version: () => Promise<number>;
}

/**
 * Opens a pool whose failed connections never take the process down and never reach a second query.
 * Connects on the first query.
 */
export function openPool(config: pg.PoolConfig, log: Logger): Pool {
  const pool = new pg.Pool({ ...config, types: valueTypes });
  // Without these two listeners a restart of the server would end this process: idle and busy connections report
  // a loss as an 'error' event. The query that is affected gets its own error.
  pool.on('error', (err) => log.warn({ err }, 'An idle database connection was lost.'));
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
  return {
    connect: async () => wrapClient(await pool.connect()),
    end: () => pool.end(),
    async version() {
      const { rows } = await pool.query<{ version: number }>(
        "select current_setting('server_version_num')::int as version",
      );
      return rows[0]?.version ?? 0;
    },
  };
}

/** One borrowed connection. After a loss it is thrown away instead of going back into the pool. */
function wrapClient(client: pg.PoolClient): PostgresPoolClient {
  let isLost = false;

  async function query(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<unknown>> {
    // The server rolls back by itself when a connection ends; waiting for another time-out would hide the cause.
    if (isLost && sql === 'rollback') return { command: 'SELECT', rowCount: 0, rows: [] };
    try {
      const result = await client.query(sql, [...parameters]);
      // Postgres answers COMMIT with ROLLBACK, not with an error, when a statement before it had failed.
      if (sql === 'commit' && result.command !== 'COMMIT') {
        throw new Error('The transaction was rolled back, because one of its statements had failed.');
      }
      return result as unknown as PostgresQueryResult<unknown>;
    } catch (error) {
      isLost ||= isConnectionLost(error);
      throw error;
    }
  }

  return {
    query: query as PostgresPoolClient['query'],
    release: () => client.release(isLost),
  };
}
