import type { Entry, EntryAuthor, EntryBody, EntryKind } from '@haven/shared/entry';
import { entriesPerPage } from '@haven/shared/limits';
import type { Kysely } from 'kysely';
import { entryColumns } from '../../storage/postgres/columns.ts';
import type { Database } from '../../storage/postgres/schema.ts';
import type { EntryRow } from '../../storage/postgres/write.ts';

/** Who reads a log: the visitor sees what is for all, staff see everything. */
export type Reader = 'visitor' | 'staff';

export type EntryPage = { entries: Entry[]; headSeq: number; more: boolean };

/** Which page: entries after a seq, those before one, or (neither) the log's end. */
export type PageRequest = { after?: number; before?: number; limit?: number };

/** The one mapping from stored numbers to the wire's `seq` (MSG2). */
export function seqFor(reader: Reader, row: Pick<EntryRow, 'staff_seq' | 'visitor_seq'>): number | null {
  return reader === 'staff' ? row.staff_seq : row.visitor_seq;
}

/** What a view of an entry is made from. */
type StoredEntry = Pick<
  EntryRow,
  | 'id'
  | 'conversation_id'
  | 'staff_seq'
  | 'visitor_seq'
  | 'at'
  | 'author_kind'
  | 'author_id'
  | 'author_name'
  | 'client_message_id'
  | 'body'
>;

/** An entry as a reader sees it; null when it is not theirs to see. */
export function entryView(reader: Reader, row: StoredEntry): Entry | null {
  const seq = seqFor(reader, row);
  if (seq === null) return null;
  return {
    id: row.id,
    conversationId: row.conversation_id,
    seq,
    at: row.at.toISOString(),
    author: authorOf(row),
    clientMessageId: row.client_message_id,
    body: bodyFor(reader, row.body),
  };
}

/** How its agent came to let go of a chat is nothing for its visitor, whose older client knows no field for it. */
function bodyFor(reader: Reader, body: EntryBody): EntryBody {
  return reader === 'visitor' && body.kind === 'requeued' ? { kind: 'requeued', reason: body.reason } : body;
}

/** Entries as a reader sees them, in order. */
export function entryViews(reader: Reader, rows: readonly EntryRow[]): Entry[] {
  return rows.map((row) => entryView(reader, row)).filter((entry) => entry !== null);
}

function authorOf(row: StoredEntry): EntryAuthor {
  if (row.author_kind === 'agent') return { kind: 'agent', id: row.author_id ?? '', name: row.author_name };
  return { kind: row.author_kind };
}

/** One entry of this conversation's log; null when there is none with that id in it. */
export async function readEntry(
  db: Kysely<Database>,
  conversationId: string,
  entryId: string,
): Promise<EntryRow | null> {
  const row = await db
    .selectFrom('entry')
    .select(entryColumns)
    .where('conversation_id', '=', conversationId)
    .where('id', '=', entryId)
    .executeTakeFirst();
  return row ?? null;
}

/** One entry by its number for staff; null when there is none. */
export async function readEntryAt(
  db: Kysely<Database>,
  conversationId: string,
  staffSeq: number,
): Promise<EntryRow | null> {
  const row = await db
    .selectFrom('entry')
    .select(entryColumns)
    .where('conversation_id', '=', conversationId)
    .where('staff_seq', '=', staffSeq)
    .executeTakeFirst();
  return row ?? null;
}

/** Everything of some kinds in a log, for staff, oldest first. O(log), by the log's key. */
export async function readKinds(
  db: Kysely<Database>,
  conversationId: string,
  kinds: readonly EntryKind[],
): Promise<Entry[]> {
  const rows = await db
    .selectFrom('entry')
    .select(entryColumns)
    .where('conversation_id', '=', conversationId)
    .where('kind', 'in', [...kinds])
    .orderBy('staff_seq')
    .execute();
  return entryViews('staff', rows);
}

/** Reads one page of a log, oldest first; `headSeq` is the log's end for this reader. O(page), by the log's key. */
export async function readPage(
  db: Kysely<Database>,
  conversation: { id: string; headSeq: number },
  reader: Reader,
  page: PageRequest,
): Promise<EntryPage> {
  const limit = Math.min(page.limit ?? entriesPerPage, entriesPerPage);
  const column = reader === 'staff' ? 'staff_seq' : 'visitor_seq';
  const isForward = page.after !== undefined;
  let query = db
    .selectFrom('entry')
    .select(entryColumns)
    .where('conversation_id', '=', conversation.id)
    .where(column, 'is not', null)
    .orderBy(column, isForward ? 'asc' : 'desc')
    .limit(limit + 1);
  if (page.after !== undefined) query = query.where(column, '>', page.after);
  if (page.before !== undefined) query = query.where(column, '<', page.before);
  const rows = await query.execute();
  const kept = rows.slice(0, limit);
  const entries = entryViews(reader, isForward ? kept : kept.reverse());
  // Entries may have been added after the head was read; the page itself is newer then.
  const last = entries.at(-1)?.seq ?? 0;
  return {
    entries,
    headSeq: Math.max(conversation.headSeq, isForward ? last : 0),
    more: rows.length > limit,
  };
}
