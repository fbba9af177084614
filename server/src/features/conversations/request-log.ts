import type { BodyOf } from '@haven/shared/entry';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../../storage/postgres/schema.ts';

/** What became of a conversation's requests (SAFE7), in the log's order. What was erased is not in it. */
export type RequestLog = {
  answered: { entryId: string; at: Date; body: BodyOf<'request_answered'> }[];
  proved: { entryId: string; at: Date; body: BodyOf<'ownership_proved'> }[];
  /** Requests that are answered or withdrawn. */
  ended: ReadonlySet<string>;
};

/** Reads what ended requests; one whose answer was erased may be answered again. O(entries of the log), by its key. */
export async function readRequestLog(db: Kysely<Database>, conversationId: string): Promise<RequestLog> {
  const rows = await db
    .selectFrom('entry')
    .select(['id', 'at', 'body', sql<string | null>`body->>'target'`.as('target')])
    .where('conversation_id', '=', conversationId)
    .where('kind', 'in', ['request_answered', 'request_withdrawn', 'ownership_proved'])
    .orderBy('staff_seq')
    .execute();
  return {
    answered: rows.flatMap(({ id, at, body }) =>
      body.kind === 'request_answered' ? [{ entryId: id, at, body }] : [],
    ),
    proved: rows.flatMap(({ id, at, body }) =>
      body.kind === 'ownership_proved' ? [{ entryId: id, at, body }] : [],
    ),
    ended: new Set(rows.flatMap(({ target }) => target ?? [])),
  };
}
