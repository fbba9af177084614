import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { isUniqueViolation } from './failures.ts';
import type { Database } from './schema.ts';

/**
 * Gives the conversations that one visitor has in an inbox to another, each with a new revision. Resolves with the ids
 * of those that are open; null when both have one open, which nobody may have twice (RT13): then nothing is moved.
 */
export async function moveConversations(
  db: Kysely<Database>,
  { inboxId, from, to }: { inboxId: string; from: string; to: string },
): Promise<string[] | null> {
  try {
    const moved = await db
      .updateTable('conversation')
      .set({ visitor_id: to, revision: sql<number>`revision + 1` })
      .where('inbox_id', '=', inboxId)
      .where('visitor_id', '=', from)
      .returning(['id', 'status'])
      .execute();
    return moved.filter(({ status }) => status !== 'closed').map(({ id }) => id);
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}
