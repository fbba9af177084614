import { recentTexts } from '@haven/shared/limits';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../storage/postgres/schema.ts';
import type { StoredAuthor } from '../../storage/postgres/write.ts';

export type RecentText = { entryId: string; text: string };

/** The last texts of one author in a conversation, oldest first; what was erased says nothing. O(texts), by the log's key. */
export async function readRecentTexts(
  db: Kysely<Database>,
  conversationId: string,
  author: Pick<StoredAuthor, 'kind' | 'id'>,
): Promise<RecentText[]> {
  const rows = await db
    .selectFrom('entry')
    .select(['id', sql<string>`body->>'text'`.as('text')])
    .where('conversation_id', '=', conversationId)
    .where('author_kind', '=', author.kind)
    .where('author_id', '=', author.id)
    .where(sql<string>`body->>'kind'`, 'in', ['message', 'note'])
    .orderBy('staff_seq', 'desc')
    .limit(recentTexts)
    .execute();
  return rows.reverse().map(({ id, text }) => ({ entryId: id, text }));
}
