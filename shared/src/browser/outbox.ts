import { backoffMs } from '../backoff.ts';
import type { Sent } from '../entry.ts';
import type { Id } from '../ids.ts';
import { type Failure, isRetryable, type Result } from '../result.ts';

/** One message on its way. Everything needed to send it again after anything. */
export type OutboxItem = {
  readonly conversationId: Id;
  readonly clientMessageId: Id;
  readonly kind: 'message' | 'note';
  readonly text: string;
  readonly attachmentIds: readonly Id[];
};

/** Where the outbox keeps its items, oldest first. In memory today; IndexedDB has the same shape (LIVE4). */
export type OutboxStore = {
  all(): OutboxItem[];
  put(item: OutboxItem): void;
  remove(clientMessageId: Id): void;
};

export type OutboxDeps = {
  store?: OutboxStore;
  /** One attempt. `unavailable` when there is no connection. */
  send: (item: OutboxItem) => Promise<Result<Sent>>;
  /** Acked: committed on the server (MSG3). */
  onSent: (item: OutboxItem, sent: Sent) => void;
  /** Refused for good; the item left the outbox, its text is in the timeline's failed draft. */
  onFailed: (item: OutboxItem, failure: Failure) => void;
  random?: () => number;
};

export type Outbox = {
  /** Queues a message behind those of the same conversation, or again after the user said "retry". */
  add(item: OutboxItem): void;
  /** The connection is live: whatever waits for a retry goes now. */
  wake(): void;
  /** Forgets everything: the session ended. */
  clear(): void;
  /** What is not acked yet, oldest first. */
  pending(): OutboxItem[];
};

/** Keeps items in memory: they survive every reconnect, not a reload. */
export function createMemoryStore(): OutboxStore {
  const items = new Map<Id, OutboxItem>();
  return {
    all: () => [...items.values()],
    put: (item) => void items.set(item.clientMessageId, item),
    remove: (clientMessageId) => void items.delete(clientMessageId),
  };
}

/** One conversation's lane: its order is the order of sending. */
type Lane = { attempt: number; isSending: boolean; timer: ReturnType<typeof setTimeout> | null };

/**
 * Sends messages in order, one in flight per conversation, with the same `clientMessageId` until the ack (MSG4, LIVE4).
 * What a retry can outlive is retried with backoff for ever; anything else goes to `onFailed` and the next one follows.
 */
export function createOutbox(deps: OutboxDeps): Outbox {
  const { send, onSent, onFailed, store = createMemoryStore(), random = Math.random } = deps;
  const lanes = new Map<Id, Lane>();
  // Raised by `clear`, so that an answer to an attempt of the ended session touches nothing.
  let era = 0;

  function laneOf(conversationId: Id): Lane {
    const lane = lanes.get(conversationId) ?? { attempt: 0, isSending: false, timer: null };
    lanes.set(conversationId, lane);
    return lane;
  }

  function stopTimer(lane: Lane): void {
    if (lane.timer !== null) clearTimeout(lane.timer);
    lane.timer = null;
  }

  async function pump(conversationId: Id): Promise<void> {
    const lane = laneOf(conversationId);
    const item = store.all().find((other) => other.conversationId === conversationId);
    if (lane.isSending || lane.timer !== null || item === undefined) return;
    lane.isSending = true;
    const startedIn = era;
    const answer = await send(item);
    if (startedIn !== era) return;
    lane.isSending = false;
    settle(lane, item, answer);
    void pump(conversationId);
  }

  function settle(lane: Lane, item: OutboxItem, answer: Result<Sent>): void {
    if (!answer.ok && isRetryable(answer.error.code)) {
      const waitMs = Math.max(backoffMs(lane.attempt, random), answer.error.retryAfterMs ?? 0);
      lane.attempt += 1;
      lane.timer = setTimeout(() => {
        lane.timer = null;
        void pump(item.conversationId);
      }, waitMs);
      return;
    }
    lane.attempt = 0;
    store.remove(item.clientMessageId);
    if (answer.ok) onSent(item, answer.value);
    else onFailed(item, answer.error);
  }

  return {
    add(item) {
      store.put(item);
      void pump(item.conversationId);
    },
    wake() {
      for (const conversationId of new Set(store.all().map((item) => item.conversationId))) {
        stopTimer(laneOf(conversationId));
        void pump(conversationId);
      }
    },
    clear() {
      era += 1;
      for (const lane of lanes.values()) stopTimer(lane);
      lanes.clear();
      for (const item of store.all()) store.remove(item.clientMessageId);
    },
    pending: () => store.all(),
  };
}
