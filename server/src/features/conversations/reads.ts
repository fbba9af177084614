import { type Kysely, sql } from 'kysely';
import type { Database } from '../../storage/postgres/schema.ts';
import type { Reader } from './entries.ts';

/** Where a read marker stands after a read, in both numberings. */
export type Marker = { visitorSeq: number; staffSeq: number };

/**
 * Moves a reader's marker forward to `seq` of their own numbering; never back, never beyond the log's end. Null when
 * it did not move. State, not an entry: nothing is appended and the revision stays.
 */
export async function markRead(
  db: Kysely<Database>,
  conversationId: string,
  reader: Reader,
  seq: number,
): Promise<Marker | null> {
  const own = sql.ref(reader === 'staff' ? 'e.staff_seq' : 'e.visitor_seq');
  const marker = sql.ref(reader === 'staff' ? 'staff_read' : 'visitor_read');
  const { rows } = await sql<{ staff_seq: number; visitor_seq: number }>`
    with target as (
      select e.staff_seq from entry e
      where e.conversation_id = ${conversationId} and ${own} <= ${seq}
      order by e.staff_seq desc limit 1
    ), moved as (
      update conversation set ${marker} = target.staff_seq from target
      where conversation.id = ${conversationId} and conversation.${marker} < target.staff_seq
      returning target.staff_seq
    )
    select moved.staff_seq, coalesce((
      select e.visitor_seq from entry e
      where e.conversation_id = ${conversationId} and e.staff_seq <= moved.staff_seq and e.visitor_seq is not null
      order by e.staff_seq desc limit 1
    ), 0) as visitor_seq
    from moved`.execute(db);
  const moved = rows[0];
  return moved ? { staffSeq: moved.staff_seq, visitorSeq: moved.visitor_seq } : null;
}
