import type { StaffConversation } from '@haven/shared/conversation';
import { useMemo } from 'react';
import { useLiveState } from '../../live/live-context.tsx';
import type { View } from '../../live/state.ts';
import { listOf } from '../../live/views.ts';

/** The conversations of a list, in its order. */
export function useRows(view: View): StaffConversation[] {
  const conversations = useLiveState((state) => state.conversations);
  const me = useLiveState((state) => state.me);
  return useMemo(() => listOf(view, { conversations, me }), [view, conversations, me]);
}
