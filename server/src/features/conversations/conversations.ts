import type { Entry, EntryKind } from '@haven/shared/entry';
import type { Kysely } from 'kysely';
import type { AgentPrincipal, VisitorPrincipal } from '../../principal.ts';
import type { Database } from '../../storage/postgres/schema.ts';
import type { EntryRow, StoredAuthor } from '../../storage/postgres/write.ts';
import { findSent } from '../../storage/postgres/find-sent.ts';
import { type Access, createAccess } from './access.ts';
import { type AssignmentFacts, latestAssignments } from './assignments.ts';
import { type ComposeEntry, createCompose } from './compose.ts';
import {
  type EntryPage,
  type PageRequest,
  type Reader,
  readEntry,
  readEntryAt,
  readKinds,
  readPage,
} from './entries.ts';
import { type ConversationFacts, loadFacts } from './facts.ts';
import { type Head, readHeads, type Watched } from './heads.ts';
import { type Counts, countLists, listIds, type View } from './lists.ts';
import {
  type DueStep,
  dueSteps,
  lastAgentOf,
  openConversationId,
  silentIds,
  unansweredIds,
  unrepliedIds,
  wasAssigned,
} from './open-ids.ts';
import { type RecentText, readRecentTexts } from './recent-texts.ts';
import { type QueueLength, queueLengths } from './queue-lengths.ts';
import { type Marker, markRead } from './reads.ts';
import { readRecentReplies } from './recent-replies.ts';
import { readRequestLog, type RequestLog } from './request-log.ts';

/** Everything that reads conversations; what changes them goes through the writer. */
export type Conversations = Access & {
  compose: ComposeEntry;
  facts(ids: readonly string[]): Promise<ConversationFacts[]>;
  heads(watched: Watched): Promise<Head[]>;
  /** One entry of a conversation's log as stored. */
  entry(conversationId: string, entryId: string): Promise<EntryRow | null>;
  /** The same by its number for staff. */
  entryAt(conversationId: string, staffSeq: number): Promise<EntryRow | null>;
  /** Everything of some kinds in a log, as staff see it. */
  ofKinds(conversationId: string, kinds: readonly EntryKind[]): Promise<Entry[]>;
  /** What this author sent under this id before; null when it is the first send (MSG4). */
  sentBefore(conversationId: string, author: StoredAuthor, clientMessageId: string): Promise<EntryRow | null>;
  /** What this agent wrote to the visitor last, oldest first (SAFE5). */
  recentRepliesOf(conversationId: string, agentId: string): Promise<string[]>;
  /** The last texts of this author, oldest first, as parts of one secret are looked for over several messages (SAFE2). */
  recentTexts(conversationId: string, author: Pick<StoredAuthor, 'kind' | 'id'>): Promise<RecentText[]>;
  /** What was answered, proved and taken back, of all requests (SAFE7). */
  requestLog(conversationId: string): Promise<RequestLog>;
  page(conversation: ConversationFacts, reader: Reader, page: PageRequest): Promise<EntryPage>;
  list(
    agent: AgentPrincipal,
    view: View,
    cursor: string | null,
  ): Promise<{ ids: string[]; cursor: string | null }>;
  counts(agent: AgentPrincipal): Promise<Counts>;
  openIdOf(visitor: Pick<VisitorPrincipal, 'visitorId' | 'inboxId'>): Promise<string | null>;
  lastAgentOf(visitorId: string): Promise<string | null>;
  silentSince(before: Date, limit: number): Promise<string[]>;
  /** Of these contacts, and of who has signed out, where the visitor waits for an answer; the first enqueued first. */
  unansweredOf(agentIds: readonly string[]): Promise<string[]>;
  /** Where the contact owes a first reply for longer than the queue allows (RT8). */
  unreplied(now: Date): Promise<string[]>;
  /** The next step of each chat that has waited long enough for one (RT7). */
  dueSteps(now: Date): Promise<DueStep[]>;
  /** Whether an agent ever held it. */
  wasAssigned(conversationId: string): Promise<boolean>;
  /** Each role's latest assignment, ended or not. */
  assignments(conversationId: string): Promise<AssignmentFacts[]>;
  /** Of every queue in which somebody waits. O(queued). */
  queueLengths(): Promise<QueueLength[]>;
  markRead(conversationId: string, reader: Reader, seq: number): Promise<Marker | null>;
};

/** Creates the feature over the database; `newId` makes UUIDv7s. */
export function createConversations({
  db,
  newId,
}: {
  db: Kysely<Database>;
  newId: () => string;
}): Conversations {
  return {
    ...createAccess(db),
    compose: createCompose(newId),
    facts: (ids) => loadFacts(db, ids),
    heads: (watched) => readHeads(db, watched),
    entry: (conversationId, entryId) => readEntry(db, conversationId, entryId),
    entryAt: (conversationId, staffSeq) => readEntryAt(db, conversationId, staffSeq),
    ofKinds: (conversationId, kinds) => readKinds(db, conversationId, kinds),
    sentBefore: (conversationId, author, clientMessageId) =>
      findSent(db, conversationId, author, clientMessageId),
    recentRepliesOf: (conversationId, agentId) => readRecentReplies(db, conversationId, agentId),
    recentTexts: (conversationId, author) => readRecentTexts(db, conversationId, author),
    page: (conversation, reader, page) => {
      const headSeq = reader === 'staff' ? conversation.staff_seq : conversation.visitor_seq;
      return readPage(db, { id: conversation.id, headSeq }, reader, page);
    },
    requestLog: (conversationId) => readRequestLog(db, conversationId),
    list: (agent, view, cursor) => listIds(db, agent, view, cursor),
    counts: (agent) => countLists(db, agent),
    openIdOf: (visitor) => openConversationId(db, visitor),
    lastAgentOf: (visitorId) => lastAgentOf(db, visitorId),
    silentSince: (before, limit) => silentIds(db, before, limit),
    unreplied: (now) => unrepliedIds(db, now),
    dueSteps: (now) => dueSteps(db, now),
    unansweredOf: (agentIds) => unansweredIds(db, agentIds),
    wasAssigned: (conversationId) => wasAssigned(db, conversationId),
    assignments: (conversationId) => latestAssignments(db, conversationId),
    queueLengths: () => queueLengths(db),
    markRead: (conversationId, reader, seq) => markRead(db, conversationId, reader, seq),
  };
}
