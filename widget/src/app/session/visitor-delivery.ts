import { createDelivery, type Delivery } from '@haven/shared/browser/delivery';
import { createDeviceStore } from '@haven/shared/browser/device-store';
import { type OutboxItem, waitingCount } from '@haven/shared/outbox-item';
import { type Failure, ok, type Result } from '@haven/shared/result';
import { lastSeq } from '@haven/shared/timeline';
import type { SecretGuard } from '../safety/guard.ts';
import type { Store } from '../store.ts';
import { applyConversation, applyPage, changeHeld, type LiveState } from './live-state.ts';
import { ownerOfToken } from './owner-of-token.ts';
import type { TokenStore } from './token-store.ts';
import type { VisitorConnection } from './visitor-connection.ts';

type Deps = {
  connection: () => Pick<VisitorConnection, 'command'>;
  inboxKey: string;
  tokens: TokenStore;
  state: Store<LiveState>;
  onUnkept: () => void;
  judge: SecretGuard['judge'];
  onSecret: (item: OutboxItem, failure: Failure) => void;
};

/** The delivery core over the visitor's one held conversation. */
export function createVisitorDelivery(deps: Deps): Delivery {
  const { connection, inboxKey, tokens, state, onUnkept, judge, onSecret } = deps;
  const heldLog = (conversationId: string) => {
    const { held } = state.get();
    return held?.conversation.id === conversationId ? held.timeline : undefined;
  };

  /** Catches up with everything held (LIVE2). */
  async function resume(): Promise<Result<unknown>> {
    const { held } = state.get();
    const have = held === null ? {} : { [held.conversation.id]: lastSeq(held.timeline) };
    const answer = await connection().command('conversation:resume', { have });
    if (!answer.ok) return answer;
    const { conversations, gone } = answer.value;
    state.update((current) => {
      const isGone = held !== null && gone.includes(held.conversation.id);
      return conversations.reduce(
        (next, { conversation, entries, headSeq }) =>
          applyPage(applyConversation(next, conversation), conversation.id, entries, { headSeq }),
        isGone ? { ...current, held: null } : current,
      );
    });
    return ok(null);
  }

  const delivery = createDelivery({
    logs: {
      ids: () => {
        const { held } = state.get();
        return held === null ? [] : [held.conversation.id];
      },
      get: heldLog,
      change: (conversationId, by) =>
        state.update((current) =>
          changeHeld(current, conversationId, (held) => ({ ...held, timeline: by(held.timeline) })),
        ),
    },
    store: createDeviceStore({
      scope: inboxKey,
      owner: async () => {
        const token = tokens.get();
        return token === null ? null : (tokens.owner() ?? ownerOfToken(token));
      },
      onBlocked() {
        state.update((current) => ({ ...current, isKept: false }));
        onUnkept();
      },
    }),
    async send({ conversationId, clientMessageId, text, attachments, declared }) {
      const judged = await judge(text, declared);
      if (!judged.ok) return judged;
      const attachmentIds = attachments.map(({ id }) => id);
      const message = { conversationId, clientMessageId, text, attachmentIds };
      return connection().command('entry:send', message, declared);
    },
    onSecret,
    page: (conversationId, after) => connection().command('entry:list', { conversationId, after }),
    isLive: () => state.get().connection === 'live',
    resume,
    onItems(items) {
      const failed = items.filter(({ failure }) => failure !== null);
      state.update((current) => ({ ...current, waiting: waitingCount(items), failed }));
    },
  });
  state.watch(delivery.look);
  return delivery;
}
