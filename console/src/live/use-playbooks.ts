import type { Entry } from '@haven/shared/entry';
import type { Id } from '@haven/shared/ids';
import type { Playbook, PlaybookKey } from '@haven/shared/playbook';
import { type PlaybookProgress, playbookProgress } from '@haven/shared/playbooks/progress';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useIsLive, useLive, useLiveState } from './live-context.tsx';
import { RefusalError } from './queries.ts';

/** The playbooks with their words, fetched when the first one is shown. */
export function usePlaybooks() {
  return useQuery({
    queryKey: ['playbooks'],
    queryFn: async (): Promise<Readonly<Record<PlaybookKey, Playbook>>> => {
      const { playbooks } = await import('@haven/shared/playbooks/all');
      return playbooks;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

const noEntries: readonly Entry[] = [];

/** How far each playbook of a conversation is: what the server has, and what came since. Null until it is known. */
export function useProgress(conversationId: Id): ReadonlyMap<PlaybookKey, PlaybookProgress> | null {
  const live = useLive();
  const isLive = useIsLive();
  const held = useLiveState(({ timelines }) => timelines[conversationId]?.entries ?? noEntries);
  const { data } = useQuery({
    queryKey: ['playbook-marks', conversationId],
    queryFn: async () => {
      const answer = await live.listMarks(conversationId);
      if (!answer.ok) throw new RefusalError(answer.error);
      return answer.value.entries;
    },
    enabled: isLive,
    staleTime: 0,
  });
  return useMemo(() => (data === undefined ? null : playbookProgress([...data, ...held])), [data, held]);
}
