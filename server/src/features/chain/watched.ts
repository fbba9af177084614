import type { Diagnosis } from '@haven/shared/chain/diagnosis';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../storage/postgres/schema.ts';

export type Watched = {
  entryId: string;
  conversationId: string;
  network: string;
  hash: string;
  /** What the log shows now. */
  shown: Diagnosis;
  /** After this it is looked at no more. */
  until: Date;
};

export type WatchedTransactions = ReturnType<typeof createWatchedTransactions>;

/** Transactions in conversations that are looked at again. Several servers share the work, and each row is one's at a time. */
export function createWatchedTransactions({ db }: { db: Kysely<Database> }) {
  return {
    /** Takes what is due by the database's clock; what a killed server had taken is due again after `leaseMs`. */
    async claim(limit: number, leaseMs: number): Promise<Watched[]> {
      const { rows } = await sql<Watched>`
        with due as materialized (
          select entry_id from watched_transaction where next_at <= now()
          order by next_at limit ${limit} for update skip locked
        )
        update watched_transaction set next_at = now() + ${leaseMs} * interval '1 millisecond'
        from due where watched_transaction.entry_id = due.entry_id
        returning due.entry_id as "entryId", conversation_id as "conversationId", network_id as network, hash, shown, until`.execute(
        db,
      );
      return rows;
    },

    /** Puts the next look off. */
    async lookAgain(entryId: string, afterMs: number): Promise<void> {
      await db
        .updateTable('watched_transaction')
        .set({ next_at: sql<Date>`now() + ${afterMs} * interval '1 millisecond'` })
        .where('entry_id', '=', entryId)
        .execute();
    },

    /** Looks at it no more. */
    async stop(entryId: string): Promise<void> {
      await db.deleteFrom('watched_transaction').where('entry_id', '=', entryId).execute();
    },
  };
}
