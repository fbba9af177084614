import { wordsOf } from '@haven/server/words';
import { queryRows } from './postgres-use.ts';

/** As long as an ordinary message. */
const text = 'My transfer has been pending since this morning, the fee was low.';

/**
 * Writes `length` messages into each of these conversations at once, numbered on from its last entry for both audiences
 * (MSG2), by visitor and agent in turn, and read by both: an old log is.
 */
export async function seedHistory(
  databaseUrl: string,
  conversationIds: readonly string[],
  length: number,
): Promise<void> {
  await queryRows(
    databaseUrl,
    `with grown as (
      update conversation
      set
        staff_seq = staff_seq + $2, visitor_seq = visitor_seq + $2, revision = revision + $2,
        visitor_read = staff_seq + $2, staff_read = staff_seq + $2
      where id = any($1::uuid[])
      returning id, visitor_id, assignee_id, staff_seq - $2 as staff_seq, visitor_seq - $2 as visitor_seq
    )
    insert into entry (
      conversation_id, staff_seq, visitor_seq, id, author_kind, author_id, author_name, client_message_id, body_hash,
      kind, body, words
    )
    select
      g.id, g.staff_seq + n, g.visitor_seq + n, gen_random_uuid(),
      case when n % 2 = 0 then 'agent' else 'visitor' end,
      case when n % 2 = 0 then g.assignee_id else g.visitor_id end,
      case when n % 2 = 0 then 'Agent' else '' end,
      gen_random_uuid(), sha256(n::text::bytea), 'message', $3::jsonb, array_to_tsvector($4::text[])
    from grown g cross join generate_series(1, $2::integer) n`,
    [conversationIds, length, JSON.stringify({ kind: 'message', text, attachments: [] }), wordsOf(text)],
  );
  await queryRows(databaseUrl, 'analyze entry');
}
