import type { Sent } from '../entry.ts';
import type { Id } from '../ids.ts';
import { isFull, type OutboxItem } from '../outbox-item.ts';
import { type Failure, ok, type Result } from '../result.ts';
import {
  acked,
  addDraft,
  type Draft,
  type DraftAttachment,
  dropDraft,
  failDraft,
  hasEntryOf,
  retryDraft,
  showOutbox,
} from '../timeline.ts';
import { createGapPull, type GapPullDeps } from './gap-pull.ts';
import { newId } from './ids.ts';
import { createOutbox } from './outbox.ts';
import type { OutboxStore } from './outbox-store.ts';

export type DeliveryDeps = GapPullDeps & {
  store: OutboxStore;
  /** One attempt to send. `unavailable` when there is no connection. */
  send: (item: OutboxItem) => Promise<Result<Sent>>;
  /** Asks for state and log of everything held and takes them in (LIVE2). */
  resume: () => Promise<Result<unknown>>;
  /** The outbox holds something else than before, over all conversations, also such as are not held. */
  onItems?: (items: readonly OutboxItem[]) => void;
  /** A message held a secret: it is not kept any more, and this is the last that is left of it. */
  onSecret?: (item: OutboxItem, failure: Failure) => void;
  makeId?: () => Id;
  now?: () => number;
};

/** What somebody wrote. */
export type Written = Pick<Draft, 'kind' | 'text' | 'to' | 'declared'> & {
  attachments: readonly DraftAttachment[];
};

export type Delivery = ReturnType<typeof createDelivery>;

/**
 * What widget and console share between connection and screen: messages go out once and in order, logs come in whole,
 * and a reload loses nothing. Rules LIVE1, LIVE2, LIVE3, LIVE4, MSG4.
 */
export function createDelivery(deps: DeliveryDeps) {
  const { logs, store, send, resume, onItems, onSecret, makeId = newId, now = Date.now } = deps;
  const gaps = createGapPull(deps);
  const outbox = createOutbox({
    ...deps,
    store,
    send,
    onSent({ conversationId, clientMessageId }, sent) {
      logs.change(conversationId, (timeline) => acked(timeline, clientMessageId, sent));
      gaps.soon();
    },
    onFailed(item, failure) {
      const { conversationId, clientMessageId } = item;
      if (failure.code !== 'secret_blocked')
        return logs.change(conversationId, (timeline) => failDraft(timeline, clientMessageId, failure));
      // Kept before anything could stop it, or stopped by the server alone: the device must not keep it (SAFE1).
      outbox.remove(clientMessageId);
      logs.change(conversationId, (timeline) => dropDraft(timeline, clientMessageId));
      onSecret?.(item, failure);
    },
    onChange: () => onItems?.(outbox.items()),
  });

  function findDraft(conversationId: Id, clientMessageId: Id): Draft | undefined {
    return logs.get(conversationId)?.drafts.find((draft) => draft.clientMessageId === clientMessageId);
  }

  function enqueue(conversationId: Id, draft: Pick<Draft, 'clientMessageId' | keyof Written>): void {
    const { clientMessageId, kind, text, to, declared } = draft;
    const attachments = draft.attachments.map(({ attachment }) => attachment);
    outbox.add({
      conversationId,
      clientMessageId,
      kind,
      text,
      ...(to !== undefined && { to }),
      ...(declared !== undefined && { declared }),
      attachments,
      writtenAt: now(),
      failure: null,
    });
  }

  /** Looks at what is held after any change of it: shows what the outbox keeps, drops what arrived, pulls holes. */
  function look(): void {
    const items = outbox.items();
    for (const conversationId of items.length === 0 ? [] : logs.ids()) {
      const timeline = logs.get(conversationId);
      if (timeline === undefined) continue;
      const own = items.filter((item) => item.conversationId === conversationId);
      for (const { clientMessageId } of own) {
        if (hasEntryOf(timeline, clientMessageId)) outbox.remove(clientMessageId);
      }
      if (showOutbox(timeline, own) !== timeline) {
        logs.change(conversationId, (current) => showOutbox(current, own));
      }
    }
    gaps.soon();
  }

  return {
    /**
     * Shows a message at once, keeps it, and sends it in its turn. False when the outbox is full: the text must stay
     * where it was written. The one door into the outbox: whatever a text must be asked before it is kept on the
     * device or sent is asked here.
     */
    send(conversationId: Id, written: Written): boolean {
      if (isFull(outbox.items())) return false;
      const draft = { ...written, clientMessageId: makeId() };
      logs.change(conversationId, (timeline) => addDraft(timeline, draft));
      enqueue(conversationId, draft);
      return true;
    },
    /** Sends a failed message again, behind what was written since. */
    retry(conversationId: Id, clientMessageId: Id): void {
      const draft = findDraft(conversationId, clientMessageId);
      if (draft === undefined) return;
      enqueue(conversationId, draft);
      logs.change(conversationId, (timeline) => retryDraft(timeline, clientMessageId));
    },
    /** Takes a failed message away, also where its log is not held, and returns its text, to be edited. */
    takeBack(conversationId: Id, clientMessageId: Id): string {
      const kept = outbox.items().find((item) => item.clientMessageId === clientMessageId);
      const text = findDraft(conversationId, clientMessageId)?.text ?? kept?.text ?? '';
      outbox.remove(clientMessageId);
      logs.change(conversationId, (timeline) => dropDraft(timeline, clientMessageId));
      return text;
    },
    look,
    /** What a connection does on (re)connect and in the foreground: resume, pull, then send what waits (LIVE2, LIVE3). */
    async catchUp(): Promise<Result<unknown>> {
      const answer = await resume();
      if (!answer.ok) return answer;
      const pulled = await gaps.now();
      if (!pulled.ok) return pulled;
      void outbox.wake().then(look);
      return ok(null);
    },
    /** Reads what an earlier page left behind, so that it is counted and shown before there is a connection. */
    restore: (): Promise<void> => outbox.wake().then(look),
    /** What is not acked yet, failed ones included, oldest first. */
    items: () => outbox.items(),
    stop(): void {
      gaps.stop();
      outbox.stop();
    },
    /** Forgets everything: the session ended. */
    forget(): Promise<void> {
      gaps.stop();
      return outbox.clear();
    },
  };
}
