import type { Id } from '@haven/shared/ids';
import { typingFadeMs, watchFadeMs } from '@haven/shared/limits';
import type { StoreApi } from 'zustand/vanilla';
import { applyList, applyOpened } from './apply-reply.ts';
import type { AgentConnection } from './agent-connection.ts';
import { type LiveState, without } from './state.ts';
import { isInView } from './views.ts';
import { fadeWatchers } from './watchers.ts';

/** Counts that became a guess are fetched at most this often. */
const countsEveryMs = 800;

/**
 * Watches the state for what only a fetch can mend: new chats of one's own, counts that became a guess, and typing hints
 * that nobody took back (LIVE6). Holes in logs are the delivery core's.
 */
export function createRepair(connection: AgentConnection, store: StoreApi<LiveState>) {
  const following = new Set<Id>();
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let isCounting = false;
  let unsubscribe: (() => void) | null = null;

  function later(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    timers.add(timer);
  }

  /** Follows a chat from the moment it is one's own, so that it opens at once and its read markers arrive. */
  async function follow(conversationId: Id): Promise<void> {
    const answer = await connection.command('conversation:open', { conversationId });
    if (!answer.ok) return;
    store.setState((state) => applyOpened(state, answer.value), true);
    following.delete(conversationId);
  }

  async function count(): Promise<void> {
    const { clock } = store.getState();
    const page = await connection.command('conversation:list', { view: 'mine', cursor: null });
    isCounting = false;
    if (page.ok)
      store.setState((state) => applyList(state, 'mine', page.value, { cursor: null, clock }), true);
  }

  function look(state: LiveState): void {
    if (state.connection !== 'live') {
      // What was refused or lost is asked for again by the next connection, not with every notice.
      following.clear();
      return;
    }
    for (const conversation of Object.values(state.conversations)) {
      const { id } = conversation;
      if (state.timelines[id] !== undefined || following.has(id) || !isInView('mine', conversation, state.me))
        continue;
      following.add(id);
      void follow(id);
    }
    if (!state.countsAreStale || isCounting) return;
    isCounting = true;
    later(countsEveryMs, () => void count());
  }

  function fade(state: LiveState, before: LiveState): void {
    for (const [id, hint] of Object.entries(state.typing)) {
      if (before.typing[id] === hint) continue;
      later(typingFadeMs, () =>
        store.setState(
          (now) => (now.typing[id] === hint ? { ...now, typing: without(now.typing, id) } : now),
          true,
        ),
      );
    }
  }

  return {
    start() {
      unsubscribe ??= store.subscribe((state, before) => {
        look(state);
        if (state.typing !== before.typing) fade(state, before);
        if (state.watchers !== before.watchers)
          later(watchFadeMs, () => store.setState((now) => fadeWatchers(now, Date.now()), true));
      });
    },
    stop() {
      unsubscribe?.();
      unsubscribe = null;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      following.clear();
      isCounting = false;
    },
  };
}
