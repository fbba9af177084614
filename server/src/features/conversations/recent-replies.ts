import { type Kysely, sql } from 'kysely';
import type { Database } from '../../storage/postgres/schema.ts';

/** Entries that are looked at, and messages that are taken from them. */
const entries = 12;
const messages = 3;

/** What an agent wrote to the visitor last in a conversation, oldest first; from its newest entries alone. O(1). */
export async function readRecentReplies(
  db: Kysely<Database>,
  conversationId: string,
  agentId: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('entry')
    .select(['author_id', 'kind', sql<string | null>`body->>'text'`.as('text')])
    .where('conversation_id', '=', conversationId)
    .orderBy('staff_seq', 'desc')
    .limit(entries)
    .execute();
  return rows
    .filter((row) => row.kind === 'message' && row.author_id === agentId)
    .slice(0, messages)
    .map((row) => row.text ?? '')
    .reverse();
}
