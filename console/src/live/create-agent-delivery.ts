import { createDelivery, type Delivery } from '@haven/shared/browser/delivery';
import { createDeviceStore } from '@haven/shared/browser/device-store';
import type { Id } from '@haven/shared/ids';
import { type OutboxItem, waitingCount } from '@haven/shared/outbox-item';
import type { StoreApi } from 'zustand/vanilla';
import type { AgentConnection } from './agent-connection.ts';
import { applyResumed, haveOf, withTimeline } from './apply-reply.ts';
import type { SecretGuard } from './create-secret-guard.ts';
import type { LiveState } from './state.ts';

type Deps = {
  connection: AgentConnection;
  store: StoreApi<LiveState>;
  /** Looks at what is about to leave: an earlier page may have kept it without looking (SAFE1). */
  guard: Pick<SecretGuard, 'judge'>;
  onSecret: (item: OutboxItem) => void;
  onUnkept: () => void;
  /** A message failed in a conversation that is not before the agent. Told once for each. */
  onStranded: (item: OutboxItem) => void;
};

/** The delivery core over every log that the console holds; notes and messages alike. */
export function createAgentDelivery(deps: Deps): Delivery {
  const { connection, store, guard, onSecret, onUnkept, onStranded } = deps;
  const told = new Set<Id>();
  async function send(item: OutboxItem) {
    const { kind, conversationId, clientMessageId, text, to, attachments, declared } = item;
    const judged = await guard.judge(text, declared);
    if (!judged.ok) return judged;
    const message = { conversationId, clientMessageId, text };
    const whisper = to === undefined ? {} : { to: to.id };
    return kind === 'note'
      ? connection.command('entry:note', { ...message, ...whisper }, declared)
      : connection.command(
          'entry:send',
          { ...message, attachmentIds: attachments.map(({ id }) => id) },
          declared,
        );
  }

  const delivery = createDelivery({
    logs: {
      ids: () => Object.keys(store.getState().timelines),
      get: (conversationId) => store.getState().timelines[conversationId],
      change: (conversationId, by) =>
        store.setState((state) => {
          const timeline = state.timelines[conversationId];
          return timeline === undefined ? state : withTimeline(state, conversationId, by(timeline));
        }, true),
    },
    store: createDeviceStore({
      scope: 'console',
      owner: async () => store.getState().me.id,
      onBlocked: onUnkept,
    }),
    send,
    onSecret,
    page: (conversationId, after) => connection.command('entry:list', { conversationId, after }),
    isLive: () => store.getState().connection === 'live',
    async resume() {
      const answer = await connection.command('conversation:resume', { have: haveOf(store.getState()) });
      if (answer.ok) store.setState((state) => applyResumed(state, answer.value), true);
      return answer;
    },
    onItems(items) {
      const waiting = waitingCount(items);
      if (waiting !== store.getState().waiting) store.setState({ waiting });
      for (const item of items) if (item.failure !== null && !isHeld(item.conversationId)) tell(item);
    },
  });

  function isHeld(conversationId: Id): boolean {
    return store.getState().timelines[conversationId] !== undefined;
  }

  function tell(item: OutboxItem): void {
    if (told.has(item.clientMessageId)) return;
    told.add(item.clientMessageId);
    onStranded(item);
  }

  return delivery;
}
