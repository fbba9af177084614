import type { Failure } from '@haven/shared/result';
import { useEffect, useState } from 'react';
import { useIsLive, useLive, useLiveState } from '../../live/live-context.tsx';

/** The queues, followed while the page is on the screen, and anew with every connection. */
export function useBoard() {
  const live = useLive();
  const isLive = useIsLive();
  const board = useLiveState((state) => state.board);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (!isLive) return;
    let isCurrent = true;
    void live.followQueues().then((answer) => {
      if (isCurrent) setFailure(answer.ok ? null : answer.error);
    });
    return () => {
      isCurrent = false;
    };
  }, [live, isLive, attempt]);

  useEffect(() => () => live.leaveQueues(), [live]);

  return { board, failure, isLive, retry: () => setAttempt(attempt + 1) };
}
