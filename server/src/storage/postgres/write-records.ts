import { refuse, type Refusal } from '@haven/shared/result';
import { sql, type Transaction } from 'kysely';
import { caseColumns } from './columns.ts';
import type { Database } from './schema.ts';
import { watchTransaction } from './watch-transaction.ts';
import type { ConversationRow, Expectation, RecordWrite } from './write.ts';

type Trx = Transaction<Database>;

/**
 * The row moved on since it was read, so the same intent, on a fresh look, may well succeed. On the wire it is a plain
 * `conflict`; only flows that can look again tell it apart.
 */
function stale(conversation: ConversationRow): Refusal {
  if (conversation.status === 'closed') return refuse('conversation_closed');
  return refuse('conflict', { message: staleMessage });
}

const staleMessage = 'the conversation moved on';

/** Whether a refusal came from the state having moved on, not from the request itself. */
export function isStale(refusal: Refusal): boolean {
  return refusal.error.code === 'conflict' && refusal.error.message === staleMessage;
}

/** Compares the locked row with what the write expects; null when all of it holds. */
export async function checkExpectation(
  trx: Trx,
  conversation: ConversationRow,
  expect: Expectation,
): Promise<Refusal | null> {
  if (expect.status && !expect.status.includes(conversation.status)) return stale(conversation);
  if (expect.epoch !== undefined && expect.epoch !== conversation.assign_epoch) return stale(conversation);
  if (expect.revision !== undefined && expect.revision !== conversation.revision) return stale(conversation);
  if (expect.isWaiting && conversation.waiting_since === null) return stale(conversation);
  if (expect.asks && asksForMore(conversation, expect.asks)) return stale(conversation);
  if (expect.relaxed && expect.relaxed.join() !== conversation.relaxed.join()) return stale(conversation);
  if (expect.isUnrated && conversation.rating !== null) return refuse('conflict');
  if (expect.issueTypeOtherThan === conversation.issue_type) return refuse('conflict');
  if (expect.languageOtherThan === conversation.language) return refuse('conflict');
  return expect.case || expect.noCase ? checkCase(trx, conversation, expect) : null;
}

function asksForMore(
  { language, skills, relaxed }: ConversationRow,
  asked: NonNullable<Expectation['asks']>,
): boolean {
  if (asked.language !== undefined && asked.language !== language) return true;
  const isHad = (skill: string) => asked.skills === undefined || asked.skills.includes(skill);
  return !relaxed.includes('skills') && !skills.every(isHad);
}

async function checkCase(
  trx: Trx,
  conversation: ConversationRow,
  expect: Expectation,
): Promise<Refusal | null> {
  const open = await trx
    .selectFrom('support_case')
    .select(caseColumns)
    .where('conversation_id', '=', conversation.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (expect.noCase) return open ? refuse('conflict') : null;
  if (!open || open.id !== expect.case?.id) return refuse('conflict');
  const { epoch, specialistId } = expect.case;
  if (epoch !== undefined && epoch !== open.assign_epoch) return refuse('conflict');
  return specialistId !== undefined && specialistId !== open.specialist_id ? refuse('conflict') : null;
}

/** Writes the records in order. A refusal means that the whole write must be rolled back. */
export async function writeRecords(
  trx: Trx,
  conversation: ConversationRow,
  records: readonly RecordWrite[],
): Promise<Refusal | null> {
  for (const record of records) {
    const refusal = await writeRecord(trx, conversation, record);
    if (refusal) return refusal;
  }
  return null;
}

async function writeRecord(
  trx: Trx,
  conversation: ConversationRow,
  record: RecordWrite,
): Promise<Refusal | null> {
  switch (record.kind) {
    case 'open_assignment':
      return openAssignment(trx, conversation, record);
    case 'end_assignment':
      return endAssignment(trx, conversation, record);
    case 'open_case':
      return openCase(trx, conversation, record);
    case 'assign_case':
      return assignCase(trx, record);
    case 'progress_case':
      return progressCase(trx, record);
    case 'end_case':
      return endCase(trx, conversation);
    case 'claim_attachments':
      return claimAttachments(trx, conversation, record);
    case 'watch_transaction':
      return watchTransaction(trx, conversation.id, record);
    case 'tell_follower':
      return tellFollower(trx, conversation, record);
    case 'spend_challenge':
      return spendChallenge(trx, conversation, record);
    case 'blank_entry':
      return blankEntry(trx, conversation, record);
  }
}

type Of<K extends RecordWrite['kind']> = Extract<RecordWrite, { kind: K }>;

async function openAssignment(
  trx: Trx,
  conversation: ConversationRow,
  record: Of<'open_assignment'>,
): Promise<null> {
  await trx
    .insertInto('assignment')
    .values({
      id: record.id,
      conversation_id: conversation.id,
      role: record.role,
      agent_id: record.agentId,
      epoch: conversation.assign_epoch,
      reason: JSON.stringify(record.reason),
      started_at: record.at,
    })
    .execute();
  return null;
}

async function endAssignment(
  trx: Trx,
  conversation: ConversationRow,
  record: Of<'end_assignment'>,
): Promise<null> {
  await trx
    .updateTable('assignment')
    .set({ ended_at: sql<Date>`clock_timestamp()`, end_reason: record.reason })
    .where('conversation_id', '=', conversation.id)
    .where('role', '=', record.role)
    .where('ended_at', 'is', null)
    .execute();
  return null;
}

async function openCase(trx: Trx, conversation: ConversationRow, record: Of<'open_case'>): Promise<null> {
  await trx
    .insertInto('support_case')
    .values({
      id: record.id,
      conversation_id: conversation.id,
      team_id: record.teamId,
      severity: record.severity,
      summary: record.summary,
      steps: JSON.stringify([{ step: 'handed_over', at: record.at.toISOString() }]),
      opened_by: record.openedBy,
      opened_at: record.at,
      enqueued_at: record.at,
    })
    .execute();
  return null;
}

async function assignCase(trx: Trx, record: Of<'assign_case'>): Promise<null> {
  await trx
    .updateTable('support_case')
    .set({
      specialist_id: record.agentId,
      enqueued_at: null,
      assign_epoch: sql<number>`assign_epoch + 1`,
      ...stepReached(record),
    })
    .where('id', '=', record.id)
    .execute();
  return null;
}

async function progressCase(trx: Trx, record: Of<'progress_case'>): Promise<null> {
  await trx.updateTable('support_case').set(stepReached(record)).where('id', '=', record.id).execute();
  return null;
}

function stepReached({ step, at }: Of<'progress_case'> | Of<'assign_case'>) {
  const reached = JSON.stringify([{ step, at: at.toISOString() }]);
  return { step, steps: sql<string>`steps || ${reached}::jsonb` };
}

async function endCase(trx: Trx, conversation: ConversationRow): Promise<null> {
  await trx
    .updateTable('support_case')
    .set({ ended_at: sql<Date>`clock_timestamp()`, enqueued_at: null })
    .where('conversation_id', '=', conversation.id)
    .where('ended_at', 'is', null)
    .execute();
  return null;
}

/** Files enter the entry only if the same person uploaded them and no entry has them yet. */
async function claimAttachments(
  trx: Trx,
  conversation: ConversationRow,
  record: Of<'claim_attachments'>,
): Promise<Refusal | null> {
  const claimed = await trx
    .updateTable('attachment')
    .set({ conversation_id: conversation.id, entry_id: record.entryId })
    .where('id', 'in', record.ids)
    .where('conversation_id', 'is', null)
    .where('uploader_kind', '=', record.by.kind === 'visitor' ? 'visitor' : 'agent')
    .where('uploader_id', '=', record.by.id ?? '')
    .returning('id')
    .execute();
  return claimed.length === new Set(record.ids).size ? null : refuse('not_found');
}

async function tellFollower(
  trx: Trx,
  conversation: ConversationRow,
  record: Of<'tell_follower'>,
): Promise<Refusal | null> {
  const told = await trx
    .updateTable('service_notice_follower')
    .set({ told_at: record.at })
    .where('notice_id', '=', record.noticeId)
    .where('conversation_id', '=', conversation.id)
    .where('told_at', 'is', null)
    .returning('notice_id')
    .executeTakeFirst();
  return told ? null : refuse('conflict');
}

async function spendChallenge(
  trx: Trx,
  conversation: ConversationRow,
  record: Of<'spend_challenge'>,
): Promise<Refusal | null> {
  const spent = await trx
    .updateTable('ownership_challenge')
    .set({ used_at: record.at })
    .where('nonce', '=', record.nonce)
    .where('conversation_id', '=', conversation.id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', record.at)
    .returning('nonce')
    .executeTakeFirst();
  return spent ? null : refuse('conflict', { details: { reason: 'used' } });
}

/** Blanks the body for good and leaves the line and its numbers (MSG7). */
async function blankEntry(
  trx: Trx,
  conversation: ConversationRow,
  record: Of<'blank_entry'>,
): Promise<Refusal | null> {
  const body = JSON.stringify({ kind: 'erased', category: record.category });
  const blanked = await trx
    .updateTable('entry')
    .set({ body, words: null, ...(record.forgetsHash && { body_hash: null }) })
    .where('conversation_id', '=', conversation.id)
    .where('id', '=', record.entryId)
    .where('kind', 'in', ['message', 'note', 'request', 'request_answered', 'ownership_proved'])
    .where(sql<string>`body->>'kind'`, '<>', 'erased')
    .returning('id')
    .executeTakeFirst();
  if (!blanked) return refuse('conflict');
  await trx
    .updateTable('attachment')
    .set({ erased_at: sql<Date>`clock_timestamp()` })
    .where('entry_id', '=', record.entryId)
    .execute();
  await trx
    .updateTable('conversation')
    .set({ preview: sql<string>`preview || '{"text":"","hasImage":false}'::jsonb` })
    .where('id', '=', conversation.id)
    .where(sql<string>`preview->>'entryId'`, '=', record.entryId)
    .execute();
  return null;
}
