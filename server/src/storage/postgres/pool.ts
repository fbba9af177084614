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
  const nameOf = createStatementNames();
  return {
    connect: async () => wrapClient(await pool.connect(), nameOf),
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
function wrapClient(client: pg.PoolClient, nameOf: (sql: string) => string): PostgresPoolClient {
  let isLost = false;

  async function query(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<unknown>> {
    // The server rolls back by itself when a connection ends; waiting for another time-out would hide the cause.
    if (isLost && sql === 'rollback') return { command: 'SELECT', rowCount: 0, rows: [] };
    try {
      const values = [...parameters];
      const result = await client.query({ name: values.length > 0 ? nameOf(sql) : '', text: sql, values });
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

/** Statements that one connection keeps planned, at most. The product's own are fewer. */
export const preparedMost = 400;

/**
 * Names statements, so that a connection plans each once: to plan the facts of a conversation takes Postgres several
 * times as long as to find them. A list of each length is a text of its own, hence the bound; beyond it the name is
 * empty, which prepares nothing.
 */
function createStatementNames(): (sql: string) => string {
  const names = new Map<string, string>();
  return (sql) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= preparedMost) return '';
    const name = `haven_${names.size}`;
    names.set(sql, name);
    return name;
  };
}
