import { ok, refuse, type Result } from '@haven/shared/result';
import { webhookTopicOf } from '@haven/shared/webhook';
import { type Kysely, sql } from 'kysely';
import { createGroups } from '../group.ts';
import { isLockTimeout, isUnavailable } from './failures.ts';
import type { Database, StoredPreview } from './schema.ts';
import type { NewEntry } from './write.ts';

/** One message or note for the end of a log, by somebody who may write there as things stand. */
export type Append = {
  conversationId: string;
  /** The inbox that a visitor's session belongs to; null for staff. */
  inboxId: string | null;
  /** With `clientMessageId` and `bodyHash`; its author is the visitor, or an agent. */
  entry: NewEntry;
  /** What lists show of it; null for a note. */
  preview: StoredPreview | null;
  at: Date;
};

/** Where an entry stands in its log, and who hears of it. */
export type Appended = {
  /** False for a resend: the numbers are those of the first send (MSG4). */
  isNew: boolean;
  entryId: string;
  staffSeq: number;
  visitorSeq: number | null;
  at: Date;
  visitorId: string;
  /** Agents who hold the conversation: its contact, and the specialist of its open case. */
  holderIds: string[];
  /** Rows that went into the outbox with its group (TRUTH3). */
  sideEffects: number;
  /** The visitor of a chat that somebody holds waits since it and did not before, or the other way round (RT6). */
  turns: boolean;
};

/**
 * Appends in groups (MSG3). `null` when the state has to be looked at first: the conversation is missing, closed or
 * resolved, or somebody else's; nothing was written then. `conflict`, `unavailable` as the writer says them.
 */
export type AppendEntry = (append: Append) => Promise<Result<Appended> | null>;

/** Entries in one group: a group of these commits in some ten milliseconds, and waits for nobody longer. */
const groupSize = 128;
/** Groups under way at once, each of other conversations: while one commits, the answers of another are told. */
const laneCount = 2;

type Row = {
  ord: number;
  outcome: 'appended' | 'resent' | 'conflict' | 'elsewhere';
  entry_id: string;
  staff_number: number;
  visitor_number: number | null;
  stored_at: Date;
  visitor: string;
  assignee: string | null;
  specialist: string | null;
  side_effects: number;
  turns: boolean;
};

/** Creates the group commit over the database; `append_entries` in the migrations says what one group does. */
export function createAppend(db: Kysely<Database>): AppendEntry {
  async function run(batch: readonly Append[]): Promise<(Result<Appended> | null)[]> {
    try {
      const items = JSON.stringify(batch.map(itemOf));
      const { rows } = await sql<Row>`select * from append_entries(${items}::jsonb)`.execute(db);
      return rows.map(answerOf);
    } catch (error) {
      // One conversation is locked for long: each by itself, so that only its own senders come again later.
      if (isLockTimeout(error) && batch.length > 1) throw error;
      if (isUnavailable(error)) return batch.map(() => refuse('unavailable'));
      throw error;
    }
  }

  const lanes = Array.from({ length: laneCount }, () =>
    createGroups<Append, Result<Appended> | null>({
      limit: groupSize,
      run,
      keyOf: ({ conversationId, entry }) => `${conversationId} ${entry.author.id} ${entry.clientMessageId}`,
    }),
  );
  return (append) => {
    // Always the same one for a conversation, so that its entries keep their order of arrival.
    const lane = lanes[Number.parseInt(append.conversationId.slice(-4), 16) % laneCount];
    if (lane === undefined) throw new Error('a conversation without a lane');
    return lane.submit(append);
  };
}

function itemOf({ conversationId, inboxId, entry, preview, at }: Append, ord: number): object {
  return {
    ord,
    conversationId,
    inboxId,
    authorKind: entry.author.kind,
    authorId: entry.author.id,
    authorName: entry.author.name,
    id: entry.id,
    clientMessageId: entry.clientMessageId,
    bodyHash: entry.bodyHash?.toString('hex') ?? null,
    kind: entry.body.kind,
    topic: webhookTopicOf(entry.body.kind),
    body: entry.body,
    words: entry.words,
    forAll: entry.audience === 'all',
    preview,
    at: at.toISOString(),
  };
}

function answerOf(row: Row): Result<Appended> | null {
  if (row.outcome === 'elsewhere') return null;
  if (row.outcome === 'conflict') return refuse('conflict');
  return ok({
    isNew: row.outcome === 'appended',
    entryId: row.entry_id,
    staffSeq: row.staff_number,
    visitorSeq: row.visitor_number,
    at: row.stored_at,
    visitorId: row.visitor,
    holderIds: [row.assignee, row.specialist].filter((id) => id !== null),
    sideEffects: row.side_effects,
    turns: row.turns,
  });
}
