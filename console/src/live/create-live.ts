import { createConnection, type RevokedReason } from '@haven/shared/browser/connection';
import { watchForeground } from '@haven/shared/browser/foreground';
import { createOutbox, type Outbox, type OutboxItem } from '@haven/shared/browser/outbox';
import type { SignedInAgent } from '@haven/shared/people';
import { agentCommands, agentNotices } from '@haven/shared/realtime/agent-events';
import { agentNamespace } from '@haven/shared/realtime/handshake';
import { acked, emptyTimeline, failDraft } from '@haven/shared/timeline';
import { protocolVersion } from '@haven/shared/version';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type AgentNotice, applyNotice } from './apply-notice.ts';
import { applyResumed, haveOf, withTimeline } from './apply-reply.ts';
import type { AgentConnection } from './agent-connection.ts';
import { type Actions, createActions } from './create-actions.ts';
import { createRepair } from './create-repair.ts';
import { initialState, type LiveState } from './state.ts';

export type LiveDeps = {
  me: SignedInAgent;
  /** Told after a notice was applied: sound, title and desktop notices follow from it. */
  onNotice: (notice: AgentNotice, before: LiveState, after: LiveState) => void;
};

/** One signed-in agent's live view of the server, and what they can ask of it. */
export type Live = Actions & {
  store: StoreApi<LiveState>;
  start(): void;
  stop(): void;
  /** Why the session ended, once it did. */
  revokedReason(): RevokedReason | null;
  /** What was sent and is not acked yet, oldest first. */
  pending(): OutboxItem[];
};

/** Connects state, connection and outbox. Nothing happens before `start`. Rules LIVE1 to LIVE4, LIVE6, LIVE8. */
export function createLive({ me, onNotice }: LiveDeps): Live {
  const store = createStore<LiveState>(() => initialState(me));
  const connection: AgentConnection = createConnection({
    namespace: agentNamespace,
    commands: agentCommands,
    notices: agentNotices,
    auth: () => ({ protocol: protocolVersion }),
    watch: watchForeground,
    onState(state) {
      store.setState({ connection: state });
      if (state === 'live') outbox.wake();
    },
    async onLive() {
      const answer = await connection.command('conversation:resume', { have: haveOf(store.getState()) });
      if (answer.ok) store.setState((state) => applyResumed(state, answer.value), true);
      return answer;
    },
    onNotice(notice) {
      const before = store.getState();
      const after = applyNotice(before, notice, Date.now());
      store.setState(after, true);
      onNotice(notice, before, after);
    },
  });
  const outbox = createAgentOutbox(connection, store);
  const repair = createRepair(connection, store);

  return {
    ...createActions({ connection, store, outbox }),
    store,
    start() {
      repair.start();
      connection.start();
    },
    stop() {
      connection.stop();
      repair.stop();
      outbox.clear();
    },
    revokedReason: () => connection.revokedReason(),
    pending: () => outbox.pending(),
  };
}

/** Sends messages and notes alike: in order, one at a time per conversation, until acked (LIVE4). */
function createAgentOutbox(connection: AgentConnection, store: StoreApi<LiveState>): Outbox {
  const send = ({ kind, conversationId, clientMessageId, text, attachmentIds }: OutboxItem) =>
    kind === 'note'
      ? connection.command('entry:note', { conversationId, clientMessageId, text })
      : connection.command('entry:send', {
          conversationId,
          clientMessageId,
          text,
          attachmentIds: [...attachmentIds],
        });
  return createOutbox({
    send,
    onSent: ({ conversationId, clientMessageId }, sent) =>
      store.setState((state) => {
        const timeline = state.timelines[conversationId] ?? emptyTimeline();
        return withTimeline(state, conversationId, acked(timeline, clientMessageId, sent));
      }, true),
    onFailed: ({ conversationId, clientMessageId }, failure) =>
      store.setState((state) => {
        const timeline = state.timelines[conversationId] ?? emptyTimeline();
        return withTimeline(state, conversationId, failDraft(timeline, clientMessageId, failure));
      }, true),
  });
}
