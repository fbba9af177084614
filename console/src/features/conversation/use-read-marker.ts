import type { StaffConversation } from '@haven/shared/conversation';
import { useEffect, useState } from 'react';
import { useIsLive, useLive, useMe } from '../../live/live-context.tsx';
import { isWorkedBy } from '../../live/views.ts';

type Args = { conversation: StaffConversation; seq: number; isAtEnd: boolean };

/** Says that everything was read once its end is really in view, of a chat that the agent works on. */
export function useReadMarker({ conversation, seq, isAtEnd }: Args): void {
  const live = useLive();
  const me = useMe();
  const isLive = useIsLive();
  const isVisible = useIsVisible();
  const { id, readSeq, status } = conversation;
  const isDue =
    isLive &&
    isVisible &&
    isAtEnd &&
    status !== 'closed' &&
    isWorkedBy(conversation, me) &&
    seq > readSeq.mine;
  useEffect(() => {
    if (isDue) void live.markRead(id, seq);
  }, [isDue, live, id, seq]);
}

/** Whether the page is in front of somebody. */
function useIsVisible(): boolean {
  const [isVisible, setVisible] = useState(() => isShown());
  useEffect(() => {
    const look = () => setVisible(isShown());
    document.addEventListener('visibilitychange', look);
    window.addEventListener('focus', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('focus', look);
    };
  }, []);
  return isVisible;
}

function isShown(): boolean {
  return document.visibilityState === 'visible';
}
