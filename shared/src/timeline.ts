import type { Attachment } from './attachment.ts';
import type { Declaration } from './declaration.ts';
import type { Entry, Sent } from './entry.ts';
import type { Id } from './ids.ts';
import type { OutboxItem } from './outbox-item.ts';
import type { AgentCard } from './people.ts';
import type { Failure } from './result.ts';

/** An image of a draft: uploaded already, with a local preview that spares a download. */
export type DraftAttachment = { attachment: Attachment; previewUrl: string | null };

/** Something of one's own that the log does not show yet. `note` is for staff. */
export type Draft = {
  readonly clientMessageId: Id;
  readonly kind: 'message' | 'note';
  readonly text: string;
  /** Whom a note is whispered to. */
  readonly to?: AgentCard;
  /** What its author said of text in it that could be a secret. */
  readonly declared?: readonly Declaration[];
  readonly attachments: readonly DraftAttachment[];
  /** `sent`: acked, its entry has not arrived yet. */
  readonly state: 'sending' | 'sent' | 'failed';
  readonly failure: Failure | null;
};

/**
 * What a client holds of one conversation's log, as one audience sees it. Immutable.
 * `entries` is contiguous: its first seq is `after + 1`. `after` is null until a page tells where it begins.
 */
export type Timeline = {
  readonly after: number | null;
  readonly entries: readonly Entry[];
  /** Arrived beyond a hole; joins `entries` when the hole is filled (LIVE1). Ascending. */
  readonly aside: readonly Entry[];
  /** The last seq known to exist. */
  readonly headSeq: number;
  readonly drafts: readonly Draft[];
};

/** One line to draw: an entry, redactions folded in, or one's own draft. */
export type Shown = { kind: 'entry'; entry: Entry } | { kind: 'draft'; draft: Draft };

/** A timeline that holds nothing. `after` 0 when the whole log is wanted; null lets the first page say where it begins. */
export function emptyTimeline(after: number | null = null): Timeline {
  return { after, entries: [], aside: [], headSeq: 0, drafts: [] };
}

/** The last seq held without a hole; 0 when nothing is held. What `have` says in a resume (LIVE2). */
export function lastSeq(timeline: Timeline): number {
  return (timeline.after ?? 0) + timeline.entries.length;
}

/** The first seq held, or null: `before` for an older page is this. */
export function firstSeq(timeline: Timeline): number | null {
  return timeline.entries[0]?.seq ?? null;
}

/**
 * Takes in entries of a page or a notice, in any order, doubles dropped by seq (LIVE1, MSG5). A page passes its
 * `headSeq`; only a page may begin a timeline, since a notice alone cannot tell what came before it.
 */
export function applyEntries(
  timeline: Timeline,
  arrived: readonly Entry[],
  page: { headSeq?: number } = {},
): Timeline {
  const headSeq = arrived.reduce(
    (most, entry) => Math.max(most, entry.seq),
    Math.max(timeline.headSeq, page.headSeq ?? 0),
  );
  const isPage = page.headSeq !== undefined;
  const after = timeline.after ?? (isPage ? beginning(arrived, page.headSeq ?? 0) : null);
  const held = new Map([...timeline.aside, ...timeline.entries].map((entry) => [entry.seq, entry]));
  for (const entry of arrived) {
    // The same seq again is a double, but for a later fetch of what was blanked meanwhile (MSG7).
    if (!held.has(entry.seq) || entry.body.kind === 'erased') held.set(entry.seq, entry);
  }
  const drafts = withoutArrived(timeline.drafts, arrived);
  return { ...contiguous(held, after, timeline.entries.length), headSeq, drafts };
}

/** The seq after which something is missing, or null: pull with `entry:list { after }` (LIVE1). */
export function missingAfter(timeline: Timeline): number | null {
  if (timeline.after === null) return null;
  const last = lastSeq(timeline);
  return last < timeline.headSeq ? last : null;
}

/** Adds one's own message, shown at once as `sending`. The same id again changes nothing. */
export function addDraft(
  timeline: Timeline,
  draft: Pick<Draft, 'clientMessageId' | 'text'> &
    Partial<Pick<Draft, 'kind' | 'to' | 'declared' | 'attachments'>>,
): Timeline {
  const { clientMessageId } = draft;
  if (timeline.drafts.some((other) => other.clientMessageId === clientMessageId)) return timeline;
  if (hasEntryOf(timeline, clientMessageId)) return timeline;
  const added: Draft = { kind: 'message', attachments: [], ...draft, state: 'sending', failure: null };
  return { ...timeline, drafts: [...timeline.drafts, added] };
}

/** Marks a draft as not to be sent, with the reason; its text stays (LIVE4). */
export function failDraft(timeline: Timeline, clientMessageId: Id, failure: Failure): Timeline {
  return changeDraft(timeline, clientMessageId, { state: 'failed', failure });
}

/**
 * Puts a failed draft back to `sending`, behind what was written since, as it will be sent after that. The id stays, so
 * a send that did arrive is not doubled (MSG4).
 */
export function retryDraft(timeline: Timeline, clientMessageId: Id): Timeline {
  const again = timeline.drafts
    .filter((draft) => draft.clientMessageId === clientMessageId)
    .map((draft): Draft => ({ ...draft, state: 'sending', failure: null }));
  return { ...timeline, drafts: [...dropDraft(timeline, clientMessageId).drafts, ...again] };
}

/**
 * Shows what the outbox holds of this conversation and the timeline does not, as after a reload or when another tab
 * wrote or failed it (LIVE4): in the outbox's order, behind what was acked. The same timeline when it shows it all.
 */
export function showOutbox(timeline: Timeline, items: readonly OutboxItem[]): Timeline {
  const waiting = items.filter(({ clientMessageId }) => !hasEntryOf(timeline, clientMessageId));
  const known = new Map(timeline.drafts.map((draft) => [draft.clientMessageId, draft]));
  if (waiting.every((item) => isShownAs(known.get(item.clientMessageId), item))) return timeline;
  const ids = new Set(waiting.map(({ clientMessageId }) => clientMessageId));
  const others = timeline.drafts.filter((draft) => !ids.has(draft.clientMessageId));
  const drafts = waiting.map((item) => {
    const draft = known.get(item.clientMessageId);
    if (draft === undefined || isShownAs(draft, item)) return draft ?? draftOf(item);
    return { ...draftOf(item), attachments: draft.attachments };
  });
  return { ...timeline, drafts: [...others, ...drafts] };
}

/** Whether an own message is in the log already, which proves it as well as an ack does. */
export function hasEntryOf(timeline: Timeline, clientMessageId: Id): boolean {
  const isIt = (entry: Entry) => entry.clientMessageId === clientMessageId;
  return timeline.entries.some(isIt) || timeline.aside.some(isIt);
}

/** Forgets a draft. */
export function dropDraft(timeline: Timeline, clientMessageId: Id): Timeline {
  return {
    ...timeline,
    drafts: timeline.drafts.filter((draft) => draft.clientMessageId !== clientMessageId),
  };
}

/** Records an ack (MSG3). The entry itself may arrive before or after; a lost notice shows as something missing. */
export function acked(timeline: Timeline, clientMessageId: Id, sent: Sent): Timeline {
  const marked = changeDraft(timeline, clientMessageId, { state: 'sent', failure: null });
  return { ...marked, headSeq: Math.max(marked.headSeq, sent.seq) };
}

/** The lines to draw: entries without a hole, redactions and updates folded into their targets (MSG7, SAFE8), own drafts last. */
export function shown(timeline: Timeline): Shown[] {
  const changes = new Map<Id, Entry['body']>();
  for (const { body } of timeline.entries) {
    if (body.kind === 'redacted') changes.set(body.target, { kind: 'erased', category: body.category });
    if (body.kind === 'transaction_updated' && changes.get(body.target)?.kind !== 'erased')
      changes.set(body.target, { kind: 'transaction', diagnosis: body.diagnosis });
  }
  const lines: Shown[] = [];
  for (const entry of timeline.entries) {
    if (entry.body.kind === 'redacted' || entry.body.kind === 'transaction_updated') continue;
    const changed = changes.get(entry.id);
    lines.push({ kind: 'entry', entry: changed ? { ...entry, body: changed } : entry });
  }
  for (const draft of timeline.drafts) lines.push({ kind: 'draft', draft });
  return lines;
}

/** Where a timeline begins when `arrived` is its first page. An empty page holds everything up to its head. */
function beginning(arrived: readonly Entry[], headSeq: number): number {
  if (arrived.length === 0) return headSeq;
  return Math.min(...arrived.map((entry) => entry.seq)) - 1;
}

/** Splits what is held into the run around `after` and what lies beyond a hole. `length` is the run's length so far. */
function contiguous(
  held: Map<number, Entry>,
  after: number | null,
  length: number,
): Omit<Timeline, 'headSeq' | 'drafts'> {
  let start = after;
  let end = (after ?? 0) + length;
  if (start !== null) {
    while (held.has(end + 1)) end += 1;
    while (start > 0 && held.has(start)) start -= 1;
  }
  const ordered = [...held.values()].sort((a, b) => a.seq - b.seq);
  const inRun = (entry: Entry) => start !== null && entry.seq > start && entry.seq <= end;
  return {
    after: start,
    entries: ordered.filter(inRun),
    aside: ordered.filter((entry) => !inRun(entry)),
  };
}

function withoutArrived(drafts: readonly Draft[], arrived: readonly Entry[]): readonly Draft[] {
  if (drafts.length === 0) return drafts;
  const ids = new Set(arrived.map((entry) => entry.clientMessageId));
  return drafts.filter((draft) => !ids.has(draft.clientMessageId));
}

function isShownAs(draft: Draft | undefined, { failure }: OutboxItem): boolean {
  return draft !== undefined && (draft.state === 'failed') === (failure !== null);
}

function draftOf(item: OutboxItem): Draft {
  const { clientMessageId, kind, text, to, declared, attachments, failure } = item;
  return {
    clientMessageId,
    kind,
    text,
    ...(to !== undefined && { to }),
    ...(declared !== undefined && { declared }),
    attachments: attachments.map((attachment) => ({ attachment, previewUrl: null })),
    state: failure === null ? 'sending' : 'failed',
    failure,
  };
}

function changeDraft(timeline: Timeline, clientMessageId: Id, change: Partial<Draft>): Timeline {
  const drafts = timeline.drafts.map((draft) =>
    draft.clientMessageId === clientMessageId ? { ...draft, ...change } : draft,
  );
  return { ...timeline, drafts };
}
