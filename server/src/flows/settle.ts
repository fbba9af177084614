import type { QueuePlace, StaffConversation, VisitorConversation } from '@haven/shared/conversation';
import type { EntryKind, Sent } from '@haven/shared/entry';
import type { Logger } from '../log.ts';
import type { Conversations } from '../features/conversations/conversations.ts';
import { entryViews, type Reader, seqFor } from '../features/conversations/entries.ts';
import type { ConversationFacts } from '../features/conversations/facts.ts';
import { staffView, visitorView } from '../features/conversations/views.ts';
import type { Written } from '../storage/postgres/write.ts';
import type { Publish } from './publish.ts';

/** Routing as this flow needs it: told the state after each commit, asked for places. */
export type RouteConversation = {
  /** Projects a conversation and its case to Redis. Never throws: the sweep repairs what Redis missed. */
  project(facts: ConversationFacts): Promise<void>;
  /** Dispatches what the change made possible, in the background. */
  dispatch(facts: ConversationFacts): void;
  /** Null while Redis can't say. */
  place(conversationId: string): Promise<QueuePlace | null>;
};

/** A conversation after a change, as both audiences see it. */
export type Settled = { facts: ConversationFacts; visitor: VisitorConversation; staff: StaffConversation };

export type Settle = {
  /** What follows every commit: notices to both audiences, then routing. A resend settles in silence (MSG4). */
  (written: Written): Promise<Settled>;
  /** The views alone, for replies that change nothing. */
  view(facts: ConversationFacts): Promise<Settled>;
};

/** Creates the flow that every change ends with. Notices follow the commit, never before (MSG6). */
export function createSettle(deps: {
  conversations: Conversations;
  routing: RouteConversation;
  publish: Publish;
  /** Called when a commit wrote side effects. */
  wakeOutbox: () => void;
  log: Logger;
}): Settle {
  const { conversations, routing, publish, wakeOutbox, log } = deps;

  async function view(facts: ConversationFacts): Promise<Settled> {
    const place = facts.status === 'queued' ? await routing.place(facts.id) : null;
    return { facts, visitor: visitorView(facts, place), staff: staffView(facts) };
  }

  async function settle(written: Written): Promise<Settled> {
    if (written.sideEffects > 0) wakeOutbox();
    const [facts] = await conversations.facts([written.conversation.id]);
    if (!facts) throw new Error('a committed conversation is gone');
    if (!written.isNew) return view(facts);

    const movesQueues = isRoutingTouched(written);
    if (movesQueues) await routing.project(facts);
    const settled = await view(facts);
    publish.conversation({
      visitorId: facts.visitor_id,
      teamId: facts.team_id,
      holderIds: holdersOf(facts),
      caseTeamId: facts.latest_case?.teamId ?? null,
      visitor: concernsVisitor(written)
        ? { conversation: settled.visitor, entries: entryViews('visitor', written.entries) }
        : null,
      staff: { conversation: settled.staff, entries: entryViews('staff', written.entries) },
    });
    if (mayEndReading(written)) publish.moved(facts.id, formerReaders(written));
    // After the notices, so that "queued" reaches everybody before the "assigned" that it leads to.
    if (movesQueues) routing.dispatch(facts);
    log.debug({ conversation: facts.reference, kinds: written.entries.map(({ kind }) => kind) }, 'settled');
    return settled;
  }

  return Object.assign(settle, { view });
}

/**
 * Whether a visitor may learn that anything happened: a notice without news would tell them of a note (MSG2). Type and
 * language are a part of what they see, although their entries are for staff.
 */
function concernsVisitor({ entries }: Written): boolean {
  return entries.some(
    ({ kind, visitor_seq }) =>
      visitor_seq !== null || kind === 'issue_type_changed' || kind === 'language_changed',
  );
}

const endings: ReadonlySet<EntryKind> = new Set([
  'transferred',
  'requeued',
  'reopened',
  'case_progress',
  'resolved',
  'closed',
]);

/** Whether somebody may have read it only because they held it or its case, and holds it no more. */
function mayEndReading({ entries }: Written): boolean {
  return entries.some(({ kind }) => endings.has(kind));
}

/** Who held it and the team that had it before this change, where they are others now. */
function formerReaders({ before, conversation }: Written): { holderIds: string[]; teamId: string | null } {
  const holderId = before?.assignee_id ?? null;
  const isHeldByOther = holderId !== null && holderId !== conversation.assignee_id;
  const hasLeftTeam = before !== null && before.team_id !== conversation.team_id;
  return { holderIds: isHeldByOther ? [holderId] : [], teamId: hasLeftTeam ? before.team_id : null };
}

/** Messages and notes move nobody in a queue, so that sending costs routing nothing. */
function isRoutingTouched(written: Written): boolean {
  return written.entries.some(({ kind }) => kind !== 'message' && kind !== 'note');
}

/** The agents who hold a conversation: its contact, and the specialist of its open case. */
export function holdersOf(facts: ConversationFacts): string[] {
  const specialist = facts.latest_case?.endedAt === null ? facts.latest_case.specialist?.id : undefined;
  return [facts.assignee_id, specialist].filter((id): id is string => typeof id === 'string');
}

/** The ack of a send, in the sender's numbering (MSG3). */
export function sentAck(reader: Reader, written: Pick<Written, 'entries'>): Sent {
  const entry = written.entries[0];
  const seq = entry && seqFor(reader, entry);
  if (!entry || typeof seq !== 'number') throw new Error('an entry was acked to somebody who can not see it');
  return { id: entry.id, seq, at: entry.at.toISOString() };
}
