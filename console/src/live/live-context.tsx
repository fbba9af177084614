import type { StaffConversation } from '@haven/shared/conversation';
import type { Id } from '@haven/shared/ids';
import type { SignedInAgent } from '@haven/shared/people';
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Live } from './create-live.ts';
import type { LiveState } from './state.ts';

const LiveContext = createContext<Live | null>(null);
export const LiveProvider = LiveContext.Provider;

/** What the signed-in agent can ask of the server. */
export function useLive(): Live {
  const live = useContext(LiveContext);
  if (live === null) throw new Error('LiveProvider is missing');
  return live;
}

/** A part of the live state; `select` must return something stable. */
export function useLiveState<T>(select: (state: LiveState) => T): T {
  return useStore(useLive().store, select);
}

/** The signed-in agent, as of now. */
export function useMe(): SignedInAgent {
  return useLiveState((state) => state.me);
}

/** A conversation's state, when it is held. */
export function useConversation(conversationId: Id): StaffConversation | undefined {
  return useLiveState((state) => state.conversations[conversationId]);
}

/** Whether commands reach the server right now. */
export function useIsLive(): boolean {
  return useLiveState((state) => state.connection === 'live');
}
