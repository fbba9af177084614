import type { CaseStep, Severity } from '@haven/shared/case';
import type { CloseReason, ConversationStatus } from '@haven/shared/conversation-status';
import type { Audience, EntryBody, RedactionCategory, RelaxStep } from '@haven/shared/entry';
import type { Language } from '@haven/shared/language';
import type { Priority } from '@haven/shared/issue-type';
import type { Needs } from '@haven/shared/skill';
import type { VisitorContext } from '@haven/shared/conversation';
import type { Diagnosis } from '@haven/shared/chain/diagnosis';
import type { Selectable } from 'kysely';
import type { ConversationTable, EntryTable, StoredPreview } from './schema.ts';

/** A change to one conversation, as data: flows build it, the one writer commits it, alone or in a batch. */
export type Write = {
  conversationId: string;
  expect: Expectation;
  patch: Patch;
  entries: readonly NewEntry[];
  records: readonly RecordWrite[];
};

/** What must still be true under the row's lock, else nothing is written and the answer is a code. */
export type Expectation = {
  status?: readonly ConversationStatus[];
  epoch?: number;
  /** The specialist's side of it: an open case with this id and epoch. */
  case?: { id: string; epoch?: number; specialistId?: string };
  /** No open case yet. */
  noCase?: true;
  /** Nothing at all has changed since it was read. */
  revision?: number;
  isUnrated?: true;
  /** The visitor waits for an answer. */
  isWaiting?: true;
  /** It asks for no other language and for no skill but these, which its agent was chosen for; undefined: for any. */
  asks?: { language: Language | undefined; skills?: readonly string[] };
  /** These steps, and no others, were taken in this wait. */
  relaxed?: readonly RelaxStep[];
  /** `conflict` when it is this already, so that a repeated change leaves no second line. */
  issueTypeOtherThan?: string;
  languageOtherThan?: Language;
};

/** New values of the state. Absent keys stay as they are. */
export type Patch = {
  status?: ConversationStatus;
  closeReason?: CloseReason | null;
  teamId?: string;
  assigneeId?: string | null;
  /** Fencing: an assignment or a release raises the epoch by one. */
  raiseEpoch?: true;
  preferredAgentId?: string | null;
  preferredUntil?: Date | null;
  /** Who is not given it again by routing, until then. */
  passed?: { agentId: string; until: Date } | null;
  language?: Language;
  issueType?: string;
  priority?: Priority;
  needs?: Needs;
  cause?: string;
  rating?: number;
  preview?: StoredPreview;
  enqueuedAt?: Date | null;
  /** Since when it waits where it is. */
  queuedSince?: Date | null;
  relaxed?: readonly RelaxStep[];
  resolvedAt?: Date | null;
  closedAt?: Date | null;
  lastActivityAt?: Date;
  /** A date: the visitor waits from then on, unless they wait already. `null`: they were answered. */
  waitingSince?: Date | null;
};

export type StoredAuthor =
  | { kind: 'visitor'; id: string; name: '' }
  | { kind: 'agent'; id: string; name: string }
  | { kind: 'system'; id: null; name: '' };

export type NewEntry = {
  id: string;
  author: StoredAuthor;
  clientMessageId: string | null;
  /** SHA-256 of what the client sent; set together with `clientMessageId` (MSG4). */
  bodyHash: Buffer | null;
  body: EntryBody;
  /** Lexemes for search; null where there is nothing to find. */
  words: readonly string[] | null;
  audience: Audience;
};

/** Rows beside the log that belong to the same change. */
export type RecordWrite =
  | {
      kind: 'open_assignment';
      id: string;
      role: 'contact' | 'specialist';
      agentId: string;
      reason: object;
      at: Date;
    }
  | { kind: 'end_assignment'; role: 'contact' | 'specialist'; reason: string }
  | {
      kind: 'open_case';
      id: string;
      teamId: string;
      severity: Severity;
      summary: string;
      openedBy: string;
      at: Date;
    }
  | { kind: 'assign_case'; id: string; agentId: string; step: CaseStep; at: Date }
  | { kind: 'progress_case'; id: string; step: CaseStep; at: Date }
  | { kind: 'end_case' }
  | { kind: 'claim_attachments'; ids: readonly string[]; by: StoredAuthor; entryId: string }
  /** A transaction that the log shows and that is looked at again; `nextAt` null: not any more. */
  | {
      kind: 'watch_transaction';
      entryId: string;
      shown: Diagnosis;
      nextAt: Date | null;
      until: Date;
    }
  /** A follower of a service notice has its message; a second time is a `conflict`. */
  | { kind: 'tell_follower'; noticeId: string; at: Date }
  /** A proof uses up the nonce that was signed (SAFE7); `conflict` when it was used or is too old. */
  | { kind: 'spend_challenge'; nonce: string; at: Date }
  | {
      kind: 'blank_entry';
      entryId: string;
      category: RedactionCategory;
      /** Forgets its hash too: what was written is so short that it could be found by it, and no resend is answered. */
      forgetsHash?: true;
    };

/** A conversation that does not exist yet. Its first entries and records go in with it. */
export type Opening = {
  id: string;
  reference: string;
  inboxId: string;
  teamId: string;
  visitorId: string;
  language: Language;
  issueType: string;
  priority: Priority;
  needs: Needs;
  context: VisitorContext;
  linkedTo: string | null;
  preferredAgentId: string | null;
  preview: StoredPreview;
  at: Date;
  entries: readonly NewEntry[];
  records: readonly RecordWrite[];
};

export type ConversationRow = Selectable<ConversationTable>;
export type EntryRow = Selectable<EntryTable>;

/** What was committed. `isNew` is false for a resend, which comes back with the entry of the first send. */
export type Written = {
  isNew: boolean;
  /** The row as it was under the lock; null when there was none, or nothing was changed. */
  before: ConversationRow | null;
  conversation: ConversationRow;
  entries: readonly EntryRow[];
  /** Rows that went into the outbox with it (TRUTH3). */
  sideEffects: number;
};

export const systemAuthor: StoredAuthor = { kind: 'system', id: null, name: '' };
