import type { Result } from '@haven/shared/result';
import type { StoreApi } from 'zustand/vanilla';
import type { AgentConnection } from './agent-connection.ts';
import { applyConversation } from './apply-notice.ts';
import { applyOfferList, endOffer, offerKey, type Offered } from './offers.ts';
import type { LiveState } from './state.ts';

/** So long after its end an offer that is still held is asked about: the notice of its end may be lost (LIVE1). */
const overdueMs = 2_000;

type Deps = { connection: Pick<AgentConnection, 'command'>; store: StoreApi<LiveState> };

/**
 * Keeps what is offered to the agent (RT8): asked for with every connection, when one comes of a conversation that is
 * not known here, and when one should have ended by now.
 */
export function createOffers({ connection, store }: Deps) {
  /** Offers of unknown conversations that were asked about: once each. */
  const asked = new Set<string>();
  let isAsking = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unsubscribe: (() => void) | null = null;

  async function list(): Promise<void> {
    if (isAsking || store.getState().connection !== 'live') return;
    isAsking = true;
    const before = store.getState().offers;
    const answer = await connection.command('offer:list', {});
    isAsking = false;
    if (!answer.ok || unsubscribe === null) return;
    const { offers, conversations } = answer.value;
    store.setState((state) => {
      const known = conversations.reduce(applyUncounted, state);
      return applyOfferList(known, offers, before);
    }, true);
  }

  /** Asks again at the moment when the next offer is overdue. */
  function watchEnds({ offers }: LiveState): void {
    clearTimeout(timer);
    const ends = offers.map(({ expiresAt }) => Date.parse(expiresAt));
    if (ends.length === 0) return;
    const inMs = Math.max(0, Math.min(...ends) - Date.now()) + overdueMs;
    timer = setTimeout(() => {
      void list().then(() => watchEnds(store.getState()));
    }, inMs);
  }

  function look(now: LiveState, before: LiveState): void {
    if (now.connection === 'live' && before.connection !== 'live') void list();
    if (now.offers === before.offers) return;
    watchEnds(now);
    const unknown = now.offers.filter((one) => now.conversations[one.conversationId] === undefined);
    const fresh = unknown.map(offerKey).filter((key) => !asked.has(key));
    for (const key of fresh) asked.add(key);
    if (fresh.length > 0) void list();
  }

  return {
    /** Lets an offer go to the next. What the server no longer offers is gone from here as well. */
    async declineOffer({ conversationId, caseId }: Offered): Promise<Result<null>> {
      const answer = await connection.command('offer:decline', { conversationId, caseId });
      const isOver = answer.ok || answer.error.code === 'conflict';
      if (isOver)
        store.setState((state) => endOffer(state, { conversationId, caseId, reason: 'declined' }), true);
      return isOver ? { ok: true, value: null } : answer;
    },
    /** The agent has seen why the last one ended. */
    dismissEnded: () => store.setState({ endedOffer: null }),
    refreshOffers: () => void list(),
    start() {
      unsubscribe ??= store.subscribe(look);
    },
    stop() {
      unsubscribe?.();
      unsubscribe = null;
      clearTimeout(timer);
    },
  };
}

/** Something that a list may never have shown: what the counts say of it is the server's to tell. */
function applyUncounted(state: LiveState, conversation: Parameters<typeof applyConversation>[1]): LiveState {
  const { counts, countsAreStale } = state;
  return { ...applyConversation(state, conversation), counts, countsAreStale };
}
