import { createDelivery } from '@haven/shared/browser/delivery';
import type { OutboxStore } from '@haven/shared/browser/outbox-store';
import type { Entry } from '@haven/shared/entry';
import { ok, refuse, type Result } from '@haven/shared/result';
import { applyEntries, emptyTimeline, lastSeq, type Timeline } from '@haven/shared/timeline';
import { conversationId, type Fate, type LossyServer, type Side } from './lossy-server.ts';
import type { createModelClock } from './model-clock.ts';

type Deps = {
  side: Side;
  server: LossyServer;
  store: OutboxStore;
  clock: ReturnType<typeof createModelClock>;
  /** What the next request meets. */
  fate: () => Fate;
  makeId: () => string;
};

/** One page of somebody: the real delivery core, over a wire that waits until the model lets it through. */
export function createModelTab({ side, server, store, clock, fate, makeId }: Deps) {
  let timeline: Timeline = emptyTimeline(0);
  let isLive = false;
  let isGone = false;
  let isCaughtUp = false;
  let look: () => void = () => undefined;
  /** Requests under way, and notices not yet heard. */
  const requests: (() => void)[] = [];
  const notices: Entry[] = [];
  let heard = server.log(side).length;

  function change(by: (current: Timeline) => Timeline): void {
    const next = by(timeline);
    if (next === timeline || isGone) return;
    timeline = next;
    look();
  }

  /** A request reaches the server when the model says so, and its answer is there at once. */
  function ask<T>(answer: (fate: Fate) => Result<T>): Promise<Result<T>> {
    if (!isLive) return Promise.resolve(refuse('unavailable'));
    return new Promise((resolve) =>
      requests.push(() => resolve(isLive ? answer(fate()) : refuse('unavailable'))),
    );
  }

  const delivery = createDelivery({
    logs: { ids: () => [conversationId], get: () => timeline, change: (_, by) => change(by) },
    store,
    send: (item) => ask((met) => server.send(side, item, met)),
    page: (_, after) => ask((met) => server.page(side, after, met)),
    isLive: () => isLive,
    async resume() {
      const answer = await ask((met) => server.page(side, lastSeq(timeline), met));
      if (!answer.ok) return answer;
      const { entries, headSeq } = answer.value;
      change((current) => applyEntries(current, entries, { headSeq }));
      return ok(null);
    },
    random: () => 0.5,
    schedule: clock.schedule,
    now: clock.now,
    makeId,
  });
  look = delivery.look;
  void delivery.restore();

  return {
    timeline: () => timeline,
    items: () => delivery.items(),
    write: (text: string, kind: 'message' | 'note') =>
      delivery.send(conversationId, { kind, text, attachments: [] }),
    /** Says "retry" to the first failed draft. */
    retry(): void {
      const failed = timeline.drafts.find((draft) => draft.state === 'failed');
      if (failed) delivery.retry(conversationId, failed.clientMessageId);
    },
    connect(): void {
      isLive = true;
      isCaughtUp = false;
      void delivery.catchUp().then((answer) => (isCaughtUp = answer.ok));
    },
    /** Whether a connection would be content: it is live and its resume succeeded. */
    isSettled: () => isLive && isCaughtUp,
    /** Cuts the connection: what is under way is answered as lost, notices meanwhile never come. */
    cut(): void {
      isLive = false;
      notices.length = 0;
      for (const request of requests.splice(0)) request();
    },
    /** Lets one request through; which one is up to the model, as a wire may reorder. */
    serve(which: number): void {
      const [request] = requests.splice(which % Math.max(1, requests.length), 1);
      request?.();
    },
    /** Takes from the log what this tab is told of, as far as it is connected. */
    listen(): void {
      const log = server.log(side);
      if (isLive) notices.push(...log.slice(heard));
      heard = log.length;
    },
    /** A notice arrives, in any order, perhaps twice, or is lost. */
    hear(which: number, how: 'once' | 'twice' | 'lost'): void {
      const at = which % Math.max(1, notices.length);
      const entry = notices[at];
      if (entry === undefined) return;
      if (how !== 'twice') notices.splice(at, 1);
      if (how !== 'lost') change((current) => applyEntries(current, [entry]));
    },
    /** The page is closed, killed or reloaded: nothing of it runs on. */
    end(): void {
      isGone = true;
      isLive = false;
      delivery.stop();
    },
  };
}
export type ModelTab = ReturnType<typeof createModelTab>;
