import { watchFadeMs } from '@haven/shared/limits';
import type { AgentNotices } from '@haven/shared/realtime/agent-events';
import type { NoticeOf } from '@haven/shared/realtime/define';
import { type LiveState, without } from './state.ts';

/** Takes in that somebody watches a conversation, still or no longer; that oneself does is no news. */
export function applyWatch(
  state: LiveState,
  { conversationId, by, isWatching }: NoticeOf<AgentNotices, 'watch:changed'>,
  nowMs: number,
): LiveState {
  if (by.id === state.me.id) return state;
  const others = (state.watchers[conversationId] ?? []).filter(({ agent }) => agent.id !== by.id);
  const watchers = isWatching ? [...others, { agent: by, at: nowMs }] : others;
  return {
    ...state,
    watchers:
      watchers.length === 0
        ? without(state.watchers, conversationId)
        : { ...state.watchers, [conversationId]: watchers },
  };
}

/** Forgets who was not heard of for so long that their end was not said. */
export function fadeWatchers(state: LiveState, nowMs: number): LiveState {
  const isFresh = ({ at }: { at: number }) => nowMs - at < watchFadeMs;
  if (Object.values(state.watchers).every((watchers) => watchers.every(isFresh))) return state;
  const fresh = Object.entries(state.watchers)
    .map(([id, watchers]) => [id, watchers.filter(isFresh)] as const)
    .filter(([, watchers]) => watchers.length > 0);
  return { ...state, watchers: Object.fromEntries(fresh) };
}
