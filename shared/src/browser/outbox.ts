import { backoffMs } from '../backoff.ts';
import type { Sent } from '../entry.ts';
import type { Id } from '../ids.ts';
import { isTooOld, nextToSend, type OutboxItem } from '../outbox-item.ts';
import { type Failure, isRetryable, refuse, type Result } from '../result.ts';
import type { OutboxStore } from './outbox-store.ts';
import { pageSchedule, type Schedule } from './schedule.ts';

export type OutboxDeps = {
  store: OutboxStore;
  /** One attempt. `unavailable` when there is no connection. */
  send: (item: OutboxItem) => Promise<Result<Sent>>;
  /** Acked: committed on the server (MSG3). */
  onSent: (item: OutboxItem, sent: Sent) => void;
  /** Not to be sent any more by itself; it stays in the store with the reason until its author decides. */
  onFailed: (item: OutboxItem, failure: Failure) => void;
  /** `items` says something else than before. */
  onChange?: () => void;
  random?: () => number;
  schedule?: Schedule;
  now?: () => number;
};

export type Outbox = {
  /** What is not acked yet, failed ones included, oldest first, as far as it was read or written by this page. */
  items(): readonly OutboxItem[];
  /** Keeps a message behind those of the same conversation, then sends it in its turn; also again, after a failure. */
  add(item: OutboxItem): void;
  /** Takes a message out: its author took it back, or the log proves that it arrived. */
  remove(clientMessageId: Id): void;
  /** Reads what is kept, as after a reload, and sends at once whatever waits: the connection is live (LIVE3). */
  wake(): Promise<void>;
  /** Sends nothing any more until the next `wake`; everything stays kept. */
  stop(): void;
  /** Forgets everything: the session ended. */
  clear(): Promise<void>;
};

/** One conversation's lane. `hasNews`: something was added while it was busy, so that it looks once more. */
type Lane = { attempt: number; isBusy: boolean; hasNews: boolean; cancelWait: (() => void) | null };

/**
 * Sends messages in order, one in flight per conversation, with the same `clientMessageId` until the ack (MSG4, LIVE4).
 * What a retry can outlive is retried with backoff for ever; anything else goes to `onFailed` and the next one follows.
 *
 * Several tabs may share the store, and no lock is held: each sends the oldest item of the shared store and goes on
 * only when that one was acked, so that two tabs at worst send the same message twice, which the server folds into one
 * (MSG4), and none overtakes another. A lock would save that double, and would let a tab that its device has frozen
 * hold up the one that is used.
 */
export function createOutbox(deps: OutboxDeps): Outbox {
  const { store, send, onSent, onFailed, onChange, random = Math.random } = deps;
  const { schedule = pageSchedule, now = Date.now } = deps;
  const lanes = new Map<Id, Lane>();
  let items: readonly OutboxItem[] = [];
  /** Added, and perhaps not yet in the store: what is read from there does not contradict it. */
  const unwritten = new Set<Id>();
  /** Taken out, and perhaps still in what was read from the store a moment before. */
  const removed = new Set<Id>();
  // Raised when the session pauses or ends, so that an answer to an earlier attempt touches nothing.
  let era = 0;

  function hold(next: readonly OutboxItem[]): void {
    items = next;
    onChange?.();
  }

  function laneOf(conversationId: Id): Lane {
    const lane = lanes.get(conversationId) ?? { attempt: 0, isBusy: false, hasNews: false, cancelWait: null };
    lanes.set(conversationId, lane);
    return lane;
  }

  function stopWait(lane: Lane): void {
    lane.cancelWait?.();
    lane.cancelWait = null;
  }

  async function pump(conversationId: Id): Promise<void> {
    const lane = laneOf(conversationId);
    lane.hasNews = true;
    if (lane.isBusy) return;
    lane.isBusy = true;
    const startedIn = era;
    while (lane.hasNews && lane.cancelWait === null) {
      lane.hasNews = false;
      const kept = (await store.all()).filter(({ clientMessageId }) => !removed.has(clientMessageId));
      const item = nextToSend(kept, conversationId);
      if (startedIn !== era) return;
      if (item === undefined) continue;
      const answer = await send(item);
      if (startedIn !== era) return;
      await settle(lane, item, answer);
      if (startedIn !== era) return;
    }
    lane.isBusy = false;
  }

  async function settle(lane: Lane, item: OutboxItem, answer: Result<Sent>): Promise<void> {
    lane.hasNews = true;
    if (!answer.ok && isRetryable(answer.error.code)) {
      const waitMs = Math.max(backoffMs(lane.attempt, random), answer.error.retryAfterMs ?? 0);
      lane.attempt += 1;
      lane.cancelWait = schedule(() => {
        lane.cancelWait = null;
        void pump(item.conversationId);
      }, waitMs);
      return;
    }
    lane.attempt = 0;
    if (!answer.ok) return fail(item, answer.error);
    onSent(item, answer.value);
    await takeOut(item.clientMessageId);
  }

  async function fail(item: OutboxItem, failure: Failure): Promise<void> {
    const failed = { ...item, failure };
    hold(items.map((other) => (other.clientMessageId === item.clientMessageId ? failed : other)));
    onFailed(item, failure);
    await store.update(failed);
  }

  async function takeOut(clientMessageId: Id): Promise<void> {
    removed.add(clientMessageId);
    hold(items.filter((item) => item.clientMessageId !== clientMessageId));
    await store.remove(clientMessageId);
  }

  async function keep(item: OutboxItem): Promise<void> {
    const startedIn = era;
    unwritten.add(item.clientMessageId);
    await store.append(item);
    unwritten.delete(item.clientMessageId);
    if (startedIn === era) void pump(item.conversationId);
  }

  function stop(): void {
    era += 1;
    for (const lane of lanes.values()) stopWait(lane);
    lanes.clear();
  }

  return {
    items: () => items,
    add(item) {
      removed.delete(item.clientMessageId);
      hold([...items.filter((other) => other.clientMessageId !== item.clientMessageId), item]);
      void keep(item);
    },
    remove: (clientMessageId) => void takeOut(clientMessageId),
    async wake() {
      const startedIn = era;
      const stored = await store.all();
      if (startedIn !== era) return;
      const storedIds = new Set(stored.map(({ clientMessageId }) => clientMessageId));
      const kept = stored.filter(({ clientMessageId }) => !removed.has(clientMessageId));
      const added = items.filter(
        ({ clientMessageId }) => unwritten.has(clientMessageId) && !storedIds.has(clientMessageId),
      );
      hold([...kept, ...added]);
      for (const item of kept.filter((each) => isTooOld(each, now()))) {
        await fail(item, refuse('unavailable', { message: 'too old' }).error);
      }
      if (startedIn !== era) return;
      for (const conversationId of new Set(items.map((item) => item.conversationId))) {
        const lane = laneOf(conversationId);
        stopWait(lane);
        void pump(conversationId);
      }
    },
    stop,
    clear() {
      stop();
      hold([]);
      return store.clear();
    },
  };
}
