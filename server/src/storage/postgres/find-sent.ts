import type { Kysely } from 'kysely';
import { entryColumns } from './columns.ts';
import type { Database } from './schema.ts';
import type { EntryRow, StoredAuthor } from './write.ts';

/** The entry that an author sent under an id of their device; null when there is none (MSG4). By unique index. */
export async function findSent(
  db: Kysely<Database>,
  conversationId: string,
  author: StoredAuthor,
  clientMessageId: string,
): Promise<EntryRow | null> {
  const row = await db
    .selectFrom('entry')
    .select(entryColumns)
    .where('conversation_id', '=', conversationId)
    .where('author_kind', '=', author.kind)
    .where('author_id', '=', author.id)
    .where('client_message_id', '=', clientMessageId)
    .executeTakeFirst();
  return row ?? null;
}
