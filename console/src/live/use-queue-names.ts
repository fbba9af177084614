import type { BoardQueue } from '@haven/shared/routing';
import { useLanguage } from './console-context.tsx';
import { useDirectory } from './queries.ts';

/** What a queue's team and inbox are called; a dash for one that was made a moment ago. */
export function useQueueNames({ teamId, inboxId }: Pick<BoardQueue, 'teamId' | 'inboxId'>) {
  const language = useLanguage();
  const directory = useDirectory().data;
  const nameIn = (items: readonly { id: string; name: Record<typeof language, string> }[] = [], id: string) =>
    items.find((one) => one.id === id)?.name[language] ?? '–';
  return { team: nameIn(directory?.teams, teamId), inbox: nameIn(directory?.inboxes, inboxId) };
}
