import type { Sent } from '@haven/shared/entry';
import { ok, type Result } from '@haven/shared/result';
import type { Clock } from '../clock.ts';
import { previewOf } from '../features/conversations/compose.ts';
import { entryView } from '../features/conversations/entries.ts';
import type { Appended } from '../storage/postgres/append.ts';
import type { NewEntry } from '../storage/postgres/write.ts';
import type { Writer } from '../storage/postgres/writer.ts';
import type { Publish } from './publish.ts';
import type { FollowTurns } from './follow-turns.ts';
import type { TellStates } from './tell-states.ts';

/**
 * Appends a message or a note where nothing else changes: the writer proves the right under the row's lock, so nothing
 * is looked up before and nothing after, and many are committed together (MSG3). `null`: look at the state first.
 */
export type AppendEntry = (
  conversationId: string,
  entry: NewEntry,
  inboxId: string | null,
) => Promise<Result<Sent> | null>;

type Deps = {
  /** Called when a commit wrote side effects. */
  wakeOutbox: () => void;
  writer: Pick<Writer, 'append'>;
  clock: Clock;
  publish: Publish;
  turns: Pick<FollowTurns, 'mark'>;
  tellStates: TellStates;
};

/** Creates the short way from a send to its ack and its notices. Rules MSG1-MSG6. */
export function createAppendEntry(deps: Deps): AppendEntry {
  const { writer, clock, publish, turns, tellStates, wakeOutbox } = deps;

  function tell(conversationId: string, entry: NewEntry, appended: Appended): void {
    const stored = {
      id: entry.id,
      conversation_id: conversationId,
      staff_seq: appended.staffSeq,
      visitor_seq: appended.visitorSeq,
      at: appended.at,
      author_kind: entry.author.kind,
      author_id: entry.author.id,
      author_name: entry.author.name,
      client_message_id: entry.clientMessageId,
      body: entry.body,
    };
    const staff = entryView('staff', stored);
    if (staff === null) throw new Error('an entry that staff cannot see');
    const { visitorId, holderIds } = appended;
    publish.entry({ conversationId, visitorId, holderIds, visitor: entryView('visitor', stored), staff });
    // First, so that routing follows from what is read to tell the state.
    if (appended.turns) turns.mark(conversationId);
    tellStates.mark(conversationId);
  }

  return async function appendEntry(conversationId, entry, inboxId) {
    const at = new Date(clock.now());
    const preview = entry.body.kind === 'message' ? previewOf(entry, at) : null;
    const appended = await writer.append({ conversationId, inboxId, entry, preview, at });
    if (appended === null || !appended.ok) return appended;
    const { isNew, entryId, staffSeq, visitorSeq, sideEffects, at: storedAt } = appended.value;
    if (sideEffects > 0) wakeOutbox();
    // A resend stays silent to others (MSG4).
    if (isNew) tell(conversationId, entry, appended.value);
    const seq = entry.author.kind === 'visitor' ? visitorSeq : staffSeq;
    if (seq === null) throw new Error('an entry was acked to somebody who can not see it');
    return ok({ id: entryId, seq, at: storedAt.toISOString() });
  };
}
