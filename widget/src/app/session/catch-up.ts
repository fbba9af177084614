import { ok, type Result } from '@haven/shared/result';
import { lastSeq, missingAfter } from '@haven/shared/timeline';
import type { Store } from '../store.ts';
import { applyConversation, applyPage, type LiveState } from './live-state.ts';
import type { VisitorConnection } from './visitor-connection.ts';

/** A notice may still be on its way when a hole is seen; only after this is it pulled (LIVE1). */
const pullAfterMs = 300;

type Deps = { connection: () => Pick<VisitorConnection, 'command'>; state: Store<LiveState> };

/** Brings what is held up to date: after a (re)connect, and whenever something turns out to be missing. */
export function createCatchUp({ connection, state }: Deps) {
  let timer: ReturnType<typeof setTimeout> | undefined;

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
    return pull();
  }

  /** Fetches pages until the log has no hole (LIVE1). */
  async function pull(): Promise<Result<unknown>> {
    for (;;) {
      const { held } = state.get();
      const after = held === null ? null : missingAfter(held.timeline);
      if (held === null || after === null) return ok(null);
      const conversationId = held.conversation.id;
      const page = await connection().command('entry:list', { conversationId, after });
      if (!page.ok) return page;
      const { entries, headSeq } = page.value;
      // A page that brings nothing although something should be there would be asked for again without end.
      if (entries.length === 0) return ok(null);
      state.update((current) => applyPage(current, conversationId, entries, { headSeq }));
    }
  }

  function stop(): void {
    clearTimeout(timer);
  }

  return {
    resume,
    /** Pulls what is missing, if it still is after a moment. */
    pullSoon(): void {
      stop();
      timer = setTimeout(() => void pull(), pullAfterMs);
    },
    stop,
  };
}
