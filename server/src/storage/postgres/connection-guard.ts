import { AsyncLocalStorage } from 'node:async_hooks';
import type { ConnectionProvider, DatabaseConnection } from 'kysely';

interface Hold {
  open: boolean;
}

/**
 * Hands out connections, one per asynchronous path at a time.
 *
 * Inside `db.transaction().execute(async (trx) => …)` only `trx` may be used. A query through `db` would miss the
 * transaction's rows, and with a pool of one (the embedded engine) it would wait for itself for ever. There it is
 * refused at once. All the code runs on the embedded engine in the tests; on the native one it is not watched, since
 * following asynchronous paths costs every promise of the process a few percent.
 */
export function guardConnections(provider: ConnectionProvider): ConnectionProvider {
  const holds = new AsyncLocalStorage<Hold>();
  return {
    async provideConnection<T>(consumer: (connection: DatabaseConnection) => Promise<T>): Promise<T> {
      if (holds.getStore()?.open) {
        throw new Error('A transaction is open here: use its `trx`, not `db`.');
      }
      const hold: Hold = { open: true };
      try {
        return await provider.provideConnection((connection) => holds.run(hold, () => consumer(connection)));
      } finally {
        // What was started inside and lives on (a timer, a socket) may query again.
        hold.open = false;
      }
    },
  };
}
