import type { Id } from '@haven/shared/ids';
import type { Failure } from '@haven/shared/result';
import { useEffect, useRef, useState } from 'react';
import { useIsLive, useLive, useLiveState } from '../../live/live-context.tsx';

/**
 * Opens a conversation when it comes on the screen, and again if it is taken out of one's hands while it is there; a
 * reconnect resumes it like everything else that is held. Leaves it afterwards.
 */
export function useOpenConversation(conversationId: Id): { failure: Failure | null; retry: () => void } {
  const live = useLive();
  const isLive = useIsLive();
  const isHeld = useLiveState((state) => state.timelines[conversationId] !== undefined);
  const openedId = useRef<Id | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (!isLive || (isHeld && openedId.current === conversationId)) return;
    openedId.current = conversationId;
    let isCurrent = true;
    void live.open(conversationId).then((answer) => {
      if (isCurrent) setFailure(answer.ok ? null : answer.error);
    });
    return () => {
      isCurrent = false;
    };
  }, [live, isLive, isHeld, conversationId, attempt]);

  useEffect(
    () => () => {
      openedId.current = null;
      live.leave(conversationId);
    },
    [live, conversationId],
  );

  return { failure, retry: () => setAttempt(attempt + 1) };
}
