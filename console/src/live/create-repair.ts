import type { Id } from '@haven/shared/ids';
import { typingFadeMs } from '@haven/shared/limits';
import { missingAfter } from '@haven/shared/timeline';
import type { StoreApi } from 'zustand/vanilla';
import { applyList, applyOpened, applyPage } from './apply-reply.ts';
import type { AgentConnection } from './agent-connection.ts';
import { type LiveState, without } from './state.ts';
import { isInView } from './views.ts';

/** A notice that is merely late fills its own hole within this many milliseconds; then the hole is pulled (LIVE1). */
const holeGraceMs = 250;
/** Counts that became a guess are fetched at most this often. */
const countsEveryMs = 800;

/**
 * Watches the state for what only a fetch can mend: holes in logs (LIVE1), new chats of one's own, counts that became a
 * guess, and typing hints that nobody took back (LIVE6).
 */
export function createRepair(connection: AgentConnection, store: StoreApi<LiveState>) {
  const pulling = new Set<Id>();
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

  async function pull(conversationId: Id): Promise<void> {
    const timeline = store.getState().timelines[conversationId];
    const after = timeline === undefined ? null : missingAfter(timeline);
    if (after !== null && store.getState().connection === 'live') {
      const page = await connection.command('entry:list', { conversationId, after });
      if (page.ok) store.setState((state) => applyPage(state, conversationId, page.value), true);
      // A refused pull is tried again with the next change or resume, not at once.
      else return void pulling.delete(conversationId);
    }
    pulling.delete(conversationId);
    if (after !== null) look(store.getState());
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
    for (const [id, timeline] of Object.entries(state.timelines)) {
      if (missingAfter(timeline) === null || pulling.has(id)) continue;
      pulling.add(id);
      later(holeGraceMs, () => void pull(id));
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
      });
    },
    stop() {
      unsubscribe?.();
      unsubscribe = null;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      pulling.clear();
      following.clear();
      isCounting = false;
    },
  };
}
