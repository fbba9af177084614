import { newId } from '@haven/shared/browser/ids';
import { createOutbox } from '@haven/shared/browser/outbox';
import type { Id } from '@haven/shared/ids';
import {
  acked,
  addDraft,
  type Draft,
  type DraftAttachment,
  dropDraft,
  failDraft,
  retryDraft,
  type Timeline,
} from '@haven/shared/timeline';
import type { Store } from '../store.ts';
import { changeHeld, type LiveState } from './live-state.ts';
import type { VisitorConnection } from './visitor-connection.ts';

type Deps = {
  connection: () => Pick<VisitorConnection, 'command'>;
  state: Store<LiveState>;
  /** A message was acked: its entry should be here in a moment. */
  onSent: () => void;
};

/** The visitor's own messages on their way: shown at once, sent in order, kept until they are acked (LIVE4). */
export function createMessages({ connection, state, onSent }: Deps) {
  const outbox = createOutbox({
    send: ({ conversationId, clientMessageId, text, attachmentIds }) =>
      connection().command('entry:send', {
        conversationId,
        clientMessageId,
        text,
        attachmentIds: [...attachmentIds],
      }),
    onSent({ conversationId, clientMessageId }, sent) {
      change(conversationId, (timeline) => acked(timeline, clientMessageId, sent));
      onSent();
    },
    onFailed: ({ conversationId, clientMessageId }, failure) =>
      change(conversationId, (timeline) => failDraft(timeline, clientMessageId, failure)),
  });

  function change(conversationId: Id, by: (timeline: Timeline) => Timeline): void {
    state.update((current) =>
      changeHeld(current, conversationId, (held) => ({ ...held, timeline: by(held.timeline) })),
    );
  }

  function enqueue(conversationId: Id, draft: Pick<Draft, 'clientMessageId' | 'text' | 'attachments'>): void {
    const { clientMessageId, text, attachments } = draft;
    const attachmentIds = attachments.map(({ attachment }) => attachment.id);
    outbox.add({ conversationId, clientMessageId, kind: 'message', text, attachmentIds });
  }

  function findDraft(clientMessageId: Id): { conversationId: Id; draft: Draft } | null {
    const { held } = state.get();
    const draft = held?.timeline.drafts.find((each) => each.clientMessageId === clientMessageId);
    return held && draft ? { conversationId: held.conversation.id, draft } : null;
  }

  return {
    /** Shows a message at once and sends it in its turn. */
    send(text: string, attachments: readonly DraftAttachment[]): void {
      const conversationId = state.get().held?.conversation.id;
      if (conversationId === undefined) return;
      const draft = { clientMessageId: newId(), text, attachments };
      change(conversationId, (timeline) => addDraft(timeline, draft));
      enqueue(conversationId, draft);
    },
    /** Sends a failed message again. */
    retry(clientMessageId: Id): void {
      const found = findDraft(clientMessageId);
      if (!found) return;
      change(found.conversationId, (timeline) => retryDraft(timeline, clientMessageId));
      enqueue(found.conversationId, found.draft);
    },
    /** Takes a failed message away and returns its text, to be edited. */
    takeBack(clientMessageId: Id): string {
      const found = findDraft(clientMessageId);
      if (!found) return '';
      change(found.conversationId, (timeline) => dropDraft(timeline, clientMessageId));
      return found.draft.text;
    },
    /** The connection is live: whatever waits goes now. */
    wake: () => outbox.wake(),
    /** Forgets everything: the session ended. */
    clear: () => outbox.clear(),
  };
}
