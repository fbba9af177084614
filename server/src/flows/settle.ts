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
  /** The same after several commits, each of another conversation, with one look at the database for all. */
  all(written: readonly Written[]): Promise<Settled[]>;
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
    const [settled] = await all([written]);
    if (!settled) throw new Error('a committed conversation is gone');
    return settled;
  }

  async function all(written: readonly Written[]): Promise<Settled[]> {
    if (written.some(({ sideEffects }) => sideEffects > 0)) wakeOutbox();
    const found = await conversations.facts(written.map(({ conversation }) => conversation.id));
    const factsOf = new Map(found.map((facts) => [facts.id, facts]));
    const changes = written.map((one) => {
      const facts = factsOf.get(one.conversation.id);
      if (!facts) throw new Error('a committed conversation is gone');
      return { facts, written: one };
    });
    // All stand in their queues before any of them is given out, so that who waited longest is the first.
    const moving = changes.filter((change) => movesQueues(change.written));
    await Promise.all(moving.map(({ facts }) => routing.project(facts)));
    return Promise.all(
      changes.map(async (change) => {
        const settled = await view(change.facts);
        if (change.written.isNew) tell(settled, change.written);
        return settled;
      }),
    );
  }

  function tell({ facts, visitor, staff }: Settled, written: Written): void {
    publish.conversation({
      visitorId: facts.visitor_id,
      teamId: facts.team_id,
      holderIds: holdersOf(facts),
      caseTeamId: facts.latest_case?.teamId ?? null,
      visitor: concernsVisitor(written)
        ? { conversation: visitor, entries: entryViews('visitor', written.entries) }
        : null,
      staff: { conversation: staff, entries: entryViews('staff', written.entries) },
    });
    if (mayEndReading(written)) publish.moved(facts.id, formerReaders(written));
    // After the notices, so that "queued" reaches everybody before the "assigned" that it leads to.
    if (movesQueues(written)) routing.dispatch(facts);
    log.debug({ conversation: facts.reference, kinds: written.entries.map(({ kind }) => kind) }, 'settled');
  }

  return Object.assign(settle, { all, view });
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
  'relaxed',
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

const quiet: ReadonlySet<EntryKind> = new Set([
  'message',
  'note',
  'ownership_proved',
  'playbook_step',
  'playbook_ended',
]);

/**
 * Messages, notes, proofs and marks of playbooks move nobody in a queue, so that sending costs routing nothing, but for the one message after which
 * the visitor of a chat that somebody holds waits, or waits no more: then it takes more or less of their capacity (RT6).
 * Nor does a resend.
 */
function movesQueues({ isNew, entries, before, conversation }: Written): boolean {
  if (!isNew) return false;
  if (entries.some(({ kind }) => !quiet.has(kind))) return true;
  const isWaiting = conversation.waiting_since !== null;
  return (
    conversation.status === 'assigned' && before !== null && (before.waiting_since !== null) !== isWaiting
  );
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
