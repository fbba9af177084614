import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { useDirectory } from '../../live/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { issueNames } from '../../ui/issue-names.ts';
import { Tag } from '../../ui/Tag.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import type { WaitingRow } from './board.ts';
import { useQueueNames } from '../../live/use-queue-names.ts';

type Props = { row: WaitingRow; onOpen: () => void; onAssign: () => void };

/** One who waits: since when, who, what about and where. */
export function WaitingItem({ row, onOpen, onAssign }: Props) {
  const { queues: words, visitorName, languageTags, languageNames } = useStrings();
  const language = useLanguage();
  const issueTypes = useDirectory().data?.issueTypes ?? [];
  const { team } = useQueueNames(row.queue);
  const name = visitorName(row.visitorLabel);
  const issue = issueNames(row.issueType, issueTypes, language).full;
  const isUrgent = row.priority === 'urgent' || row.severity === 'S1';
  return (
    <li className="flex min-h-13 items-center gap-3 border-t border-line px-4 py-2 first:border-0">
      <span className="w-[62px] shrink-0">
        <Waiting since={row.since} />
      </span>
      <span className="min-w-0 flex-1 md:flex md:items-center md:gap-3">
        <span className="flex min-w-0 items-center gap-[6px] md:w-[232px] md:shrink-0">
          <button
            type="button"
            aria-label={words.open(name)}
            onClick={onOpen}
            className="truncate rounded-xs font-medium hover:text-accent hover:underline"
          >
            {name}
          </button>
          <span title={languageNames[row.queue.language]} className="shrink-0">
            <Tag tone="line">{languageTags[row.queue.language]}</Tag>
          </span>
          {row.severity !== null && (
            <Tag tone={isUrgent ? 'danger' : 'accent'} className="shrink-0">
              {words.case(row.severity)}
            </Tag>
          )}
        </span>
        <span className="block min-w-0 flex-1 truncate text-ink-2">{issue}</span>
        <span className="block truncate text-xs text-ink-3 md:w-[140px] md:shrink-0">{team}</span>
      </span>
      <Button size="sm" aria-label={words.assignName(name)} onClick={onAssign}>
        {words.assign}
      </Button>
    </li>
  );
}
