import { ok, refuse, type Refusal, type Result } from '@haven/shared/result';
import { type Kysely, sql, type Transaction } from 'kysely';
import { type AppendEntry, createAppend } from './append.ts';
import { isForeignKeyViolation, isUnavailable, isUniqueViolation } from './failures.ts';
import { conversationColumns, entryColumns } from './columns.ts';
import { findSent } from './find-sent.ts';
import type { Database } from './schema.ts';
import type { ConversationRow, EntryRow, NewEntry, Opening, Write, Written } from './write.ts';
import { patchColumns } from './write-patch.ts';
import { writeOutbox } from './write-outbox.ts';
import { checkExpectation, writeRecords } from './write-records.ts';

type Trx = Transaction<Database>;

export type Writer = {
  /** Appends a message or a note where nothing else changes, committed in a group with what others send. */
  append: AppendEntry;
  /** Applies one write. Refuses with `not_found`, `conflict`, `conversation_closed` or `unavailable`. */
  apply(write: Write): Promise<Result<Written>>;
  /**
   * Opens a conversation. `conflict` with `details.conversationId` when the visitor has one open (RT13);
   * `unauthenticated` when they are blocked, whatever their socket was proved to be before.
   */
  open(opening: Opening): Promise<Result<Written>>;
};

/**
 * The one place that changes conversations and their logs. Each write is one transaction: the conversation's row is
 * locked first, which serialises its log (MSG5), and the check for a resend comes after the lock, so that a doubled
 * send leaves neither a second entry nor a hole (MSG2, MSG4). When it answers, the commit has happened (MSG3).
 */
export function createWriter(db: Kysely<Database>): Writer {
  return {
    append: createAppend(db),
    apply: (write) => translateFailures(() => db.transaction().execute((trx) => applyWrite(trx, write))),
    open: (opening) => openConversation(db, opening),
  };
}

async function applyWrite(trx: Trx, write: Write): Promise<Result<Written>> {
  const conversation = await trx
    .selectFrom('conversation')
    .select(conversationColumns)
    .where('id', '=', write.conversationId)
    .forUpdate()
    .executeTakeFirst();
  if (!conversation) return refuse('not_found');

  const resent = await findResent(trx, conversation, write.entries);
  if (resent) return resent;
  const refusal = await checkExpectation(trx, conversation, write.expect);
  if (refusal) return refusal;

  const { rows, staffSeq, visitorSeq } = numberEntries(conversation, write.entries);
  const changed = await trx
    .updateTable('conversation')
    .set({
      ...patchColumns(write.patch),
      staff_seq: staffSeq,
      visitor_seq: visitorSeq,
      revision: conversation.revision + 1,
    })
    .where('id', '=', conversation.id)
    .returning(conversationColumns)
    .executeTakeFirstOrThrow();
  const entries = await insertEntries(trx, rows);
  const records = await writeRecords(trx, changed, write.records);
  if (records) throw new RefusedWrite(records);
  const sideEffects = await writeSideEffects(trx, changed, entries);
  return ok({ isNew: true, before: conversation, conversation: changed, entries, sideEffects });
}

async function openConversation(db: Kysely<Database>, opening: Opening): Promise<Result<Written>> {
  const written = await translateFailures(() =>
    db.transaction().execute((trx) => insertConversation(trx, opening)),
  );
  if (written.ok || written.error.code !== 'conflict') return written;
  return explainConflict(db, opening);
}

async function insertConversation(trx: Trx, opening: Opening): Promise<Result<Written>> {
  if (await isBlocked(trx, opening.visitorId)) return refuse('unauthenticated');
  const openedBefore = await findOpened(trx, opening);
  if (openedBefore) return openedBefore;
  const { rows, staffSeq, visitorSeq } = numberEntries(
    { id: opening.id, staff_seq: 0, visitor_seq: 0 },
    opening.entries,
  );
  const conversation = await trx
    .insertInto('conversation')
    .values({
      id: opening.id,
      reference: opening.reference,
      inbox_id: opening.inboxId,
      team_id: opening.teamId,
      visitor_id: opening.visitorId,
      status: 'queued',
      language: opening.language,
      visitor_issue_type: opening.issueType,
      issue_type: opening.issueType,
      priority: opening.priority,
      skills: opening.needs.skills,
      weight: opening.needs.weight,
      context: JSON.stringify(opening.context),
      linked_to: opening.linkedTo,
      preferred_agent_id: opening.preferredAgentId,
      revision: 1,
      staff_seq: staffSeq,
      visitor_seq: visitorSeq,
      waiting_since: opening.at,
      preview: JSON.stringify(opening.preview),
      enqueued_at: opening.at,
      queued_since: opening.at,
    })
    .returning(conversationColumns)
    .executeTakeFirstOrThrow();
  const entries = await insertEntries(trx, rows);
  const refusal = await writeRecords(trx, conversation, opening.records);
  if (refusal) throw new RefusedWrite(refusal);
  const sideEffects = await writeSideEffects(trx, conversation, entries);
  return ok({ isNew: true, before: null, conversation, entries, sideEffects });
}

function writeSideEffects(trx: Trx, { id, inbox_id }: ConversationRow, entries: readonly EntryRow[]) {
  return writeOutbox(trx, [{ conversationId: id, inboxId: inbox_id, entries }]);
}

/** Whether a visitor is blocked. Locked, so that a block either sees what is opened here or prevents it. */
async function isBlocked(trx: Trx, visitorId: string): Promise<boolean> {
  const visitor = await trx
    .selectFrom('visitor')
    .select('blocked_at')
    .where('id', '=', visitorId)
    .forShare()
    .executeTakeFirst();
  return visitor?.blocked_at instanceof Date;
}

/** What the same start opened before, closed meanwhile or not: its reply was lost, and the device asks again (MSG4). */
async function findOpened(db: Kysely<Database>, opening: Opening): Promise<Result<Written> | null> {
  const sent = opening.entries.find((entry) => entry.clientMessageId !== null);
  if (!sent) return null;
  const first = await db
    .selectFrom('conversation')
    .innerJoin('entry', 'entry.conversation_id', 'conversation.id')
    .select(conversationColumns.map((column) => `conversation.${column}` as const))
    .where('conversation.visitor_id', '=', opening.visitorId)
    .where('conversation.inbox_id', '=', opening.inboxId)
    .where('entry.author_kind', '=', sent.author.kind)
    .where('entry.author_id', '=', sent.author.id)
    .where('entry.client_message_id', '=', sent.clientMessageId)
    .executeTakeFirst();
  return first ? findResent(db, first, opening.entries) : null;
}

/** A start at the same moment was first: the same one on another socket, or a second tab that should continue it. */
async function explainConflict(db: Kysely<Database>, opening: Opening): Promise<Result<Written>> {
  const openedBefore = await findOpened(db, opening);
  if (openedBefore?.ok) return openedBefore;
  const open = await db
    .selectFrom('conversation')
    .select('id')
    .where('visitor_id', '=', opening.visitorId)
    .where('inbox_id', '=', opening.inboxId)
    .where('status', '<>', 'closed')
    .executeTakeFirst();
  if (open) return refuse('conflict', { details: { conversationId: open.id } });
  // Closed in between: the caller's retry will open one.
  return openedBefore ?? refuse('unavailable');
}

/** The entry that the same author sent under the same id before; the same id with another body is a conflict (MSG4). */
async function findResent(
  db: Kysely<Database>,
  conversation: ConversationRow,
  entries: readonly NewEntry[],
): Promise<Result<Written> | null> {
  const sent = entries.find((entry) => entry.clientMessageId !== null);
  if (!sent?.clientMessageId) return null;
  const first = await findSent(db, conversation.id, sent.author, sent.clientMessageId);
  if (!first) return null;
  const isSame = first.body_hash !== null && sent.bodyHash !== null && first.body_hash.equals(sent.bodyHash);
  return isSame
    ? ok({ isNew: false, before: null, conversation, entries: [first], sideEffects: 0 })
    : refuse('conflict');
}

type Numbered = NewEntry & { conversationId: string; staffSeq: number; visitorSeq: number | null };

/** Gives each entry its number for staff, and for visitors where they see it: both run without gaps (MSG2). */
function numberEntries(
  counters: Pick<ConversationRow, 'id' | 'staff_seq' | 'visitor_seq'>,
  entries: readonly NewEntry[],
): { rows: Numbered[]; staffSeq: number; visitorSeq: number } {
  let staffSeq = counters.staff_seq;
  let visitorSeq = counters.visitor_seq;
  const rows = entries.map((entry) => {
    staffSeq += 1;
    if (entry.audience === 'all') visitorSeq += 1;
    return {
      ...entry,
      conversationId: counters.id,
      staffSeq,
      visitorSeq: entry.audience === 'all' ? visitorSeq : null,
    };
  });
  return { rows, staffSeq, visitorSeq };
}

async function insertEntries(trx: Trx, rows: readonly Numbered[]): Promise<EntryRow[]> {
  if (rows.length === 0) return [];
  const inserted = await trx
    .insertInto('entry')
    .values(
      rows.map((row) => ({
        conversation_id: row.conversationId,
        staff_seq: row.staffSeq,
        visitor_seq: row.visitorSeq,
        id: row.id,
        author_kind: row.author.kind,
        author_id: row.author.id,
        author_name: row.author.name,
        client_message_id: row.clientMessageId,
        body_hash: row.bodyHash,
        kind: row.body.kind,
        body: JSON.stringify(row.body),
        words: row.words === null ? null : sql`array_to_tsvector(${[...row.words]}::text[])`,
      })),
    )
    .returning(entryColumns)
    .execute();
  return inserted.sort((one, other) => one.staff_seq - other.staff_seq);
}

/** Carries a refusal out of a transaction, so that it rolls back. */
class RefusedWrite extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.error.code);
    this.refusal = refusal;
  }
}

async function translateFailures(work: () => Promise<Result<Written>>): Promise<Result<Written>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RefusedWrite) return error.refusal;
    if (isUniqueViolation(error)) return refuse('conflict');
    if (isForeignKeyViolation(error)) return refuse('invalid');
    if (isUnavailable(error)) return refuse('unavailable');
    throw error;
  }
}
