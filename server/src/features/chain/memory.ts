import { type Kysely, sql } from 'kysely';
import type { Database } from '../../storage/postgres/schema.ts';
import type { Seen } from './port.ts';

/** What is older is of no use: a transaction that waited for so long is gone. */
const keptDays = 30;

export type Memory = ReturnType<typeof createMemory>;

/** What was seen of transactions at earlier looks. */
export function createMemory({ db }: { db: Kysely<Database> }) {
  return {
    async recall(networkId: string, hash: string): Promise<Seen | null> {
      const row = await db
        .selectFrom('chain_memory')
        .select('seen')
        .where('network_id', '=', networkId)
        .where('hash', '=', hash)
        .executeTakeFirst();
      return row?.seen ?? null;
    },

    async remember(networkId: string, hash: string, seen: Seen): Promise<void> {
      const text = JSON.stringify(seen);
      await db
        .insertInto('chain_memory')
        .values({ network_id: networkId, hash, seen: text })
        .onConflict((on) =>
          on.columns(['network_id', 'hash']).doUpdateSet({ seen: text, last_at: sql<Date>`now()` }),
        )
        .execute();
    },

    async forgetOld(): Promise<void> {
      await db
        .deleteFrom('chain_memory')
        .where('last_at', '<', sql<Date>`now() - ${keptDays} * interval '1 day'`)
        .execute();
    },
  };
}
