import { createDelivery, type Delivery } from '@haven/shared/browser/delivery';
import { createDeviceStore } from '@haven/shared/browser/device-store';
import type { OutboxItem } from '@haven/shared/outbox-item';
import type { StoreApi } from 'zustand/vanilla';
import type { AgentConnection } from './agent-connection.ts';
import { applyResumed, haveOf, withTimeline } from './apply-reply.ts';
import type { LiveState } from './state.ts';

type Deps = { connection: AgentConnection; store: StoreApi<LiveState>; onUnkept: () => void };

/** The delivery core over every log that the console holds; notes and messages alike. */
export function createAgentDelivery({ connection, store, onUnkept }: Deps): Delivery {
  const send = ({ kind, conversationId, clientMessageId, text, attachments }: OutboxItem) =>
    kind === 'note'
      ? connection.command('entry:note', { conversationId, clientMessageId, text })
      : connection.command('entry:send', {
          conversationId,
          clientMessageId,
          text,
          attachmentIds: attachments.map(({ id }) => id),
        });

  return createDelivery({
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
    page: (conversationId, after) => connection.command('entry:list', { conversationId, after }),
    isLive: () => store.getState().connection === 'live',
    async resume() {
      const answer = await connection.command('conversation:resume', { have: haveOf(store.getState()) });
      if (answer.ok) store.setState((state) => applyResumed(state, answer.value), true);
      return answer;
    },
    onWaiting: (waiting) => store.setState({ waiting }),
  });
}
