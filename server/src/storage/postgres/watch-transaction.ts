import { refuse, type Refusal } from '@haven/shared/result';
import type { Transaction } from 'kysely';
import type { Database } from './schema.ts';
import type { RecordWrite } from './write.ts';

type Watch = Extract<RecordWrite, { kind: 'watch_transaction' }>;

/** Keeps what the log shows of a transaction beside its entry, in the same commit. `conflict`: its entry was blanked. */
export async function watchTransaction(
  trx: Transaction<Database>,
  conversationId: string,
  { entryId, shown, nextAt, until }: Watch,
): Promise<Refusal | null> {
  const isThere = await trx
    .selectFrom('entry')
    .select('id')
    .where('id', '=', entryId)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst();
  if (!isThere) return refuse('conflict');
  if (nextAt === null) {
    await trx.deleteFrom('watched_transaction').where('entry_id', '=', entryId).execute();
    return null;
  }
  const text = JSON.stringify(shown);
  await trx
    .insertInto('watched_transaction')
    .values({
      entry_id: entryId,
      conversation_id: conversationId,
      network_id: shown.network,
      hash: shown.hash,
      shown: text,
      next_at: nextAt,
      until,
    })
    .onConflict((on) => on.column('entry_id').doUpdateSet({ shown: text, next_at: nextAt }))
    .execute();
  return null;
}
