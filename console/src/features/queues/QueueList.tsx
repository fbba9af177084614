import type { BoardQueue, QueueBoard } from '@haven/shared/routing';
import type { ReactNode } from 'react';
import { useStrings } from '../../live/console-context.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Tag } from '../../ui/Tag.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { queueKey, totalsOf } from './board.ts';
import { Card } from './Card.tsx';
import { useQueueNames } from '../../live/use-queue-names.ts';

type Props = {
  board: QueueBoard;
  /** Null while all are shown. */
  chosenKey: string | null;
  onChoose: (key: string | null) => void;
};

/** The queues, the longest wait first; one of them, or all, is shown beside. */
export function QueueList({ board, chosenKey, onChoose }: Props) {
  const { queues: words } = useStrings();
  const { waiting, oldestSince } = totalsOf(board);
  return (
    <Card title={words.queueList}>
      {board.queues.length === 0 ? (
        <p className="px-4 py-6 text-center text-ink-2">{words.noQueues}</p>
      ) : (
        <ul className="p-1">
          <Item isChosen={chosenKey === null} onChoose={() => onChoose(null)}>
            <b className="flex-1 font-medium">{words.all}</b>
            <Figures length={waiting} oldestSince={oldestSince} />
          </Item>
          {board.queues.map((queue) => (
            <Item
              key={queueKey(queue)}
              isChosen={queueKey(queue) === chosenKey}
              onChoose={() => onChoose(queueKey(queue))}
            >
              <QueueText queue={queue} />
              <Figures length={queue.length} oldestSince={queue.oldestSince} />
            </Item>
          ))}
        </ul>
      )}
    </Card>
  );
}

type ItemProps = { isChosen: boolean; onChoose: () => void; children: ReactNode };

function Item({ isChosen, onChoose, children }: ItemProps) {
  return (
    <li>
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={onChoose}
        className={classNames(
          'flex min-h-12 w-full items-center gap-3 rounded-lg px-3 py-[6px] text-left',
          isChosen ? 'bg-selected' : 'hover:bg-hover',
        )}
      >
        {children}
      </button>
    </li>
  );
}

function QueueText({ queue }: { queue: BoardQueue }) {
  const { queues: words, languageTags, languageNames } = useStrings();
  const { team, inbox } = useQueueNames(queue);
  const { language, serving, free, length } = queue;
  return (
    <span className="min-w-0 flex-1">
      <span className="flex min-w-0 items-center gap-[6px]">
        <b className="truncate font-medium">{team}</b>
        <span title={languageNames[language]} className="shrink-0">
          <Tag tone="line">{languageTags[language]}</Tag>
        </span>
      </span>
      <small className="block truncate text-xs text-ink-3">
        <span className={serving > 0 ? 'text-ink-2' : length > 0 ? 'font-medium text-danger' : ''}>
          {serving === 0 ? words.notServed : words.serving(serving, free)}
        </span>{' '}
        · {inbox}
      </small>
    </span>
  );
}

function Figures({ length, oldestSince }: { length: number; oldestSince: string | null }) {
  const { queues: words } = useStrings();
  return (
    <span className="flex shrink-0 flex-col items-end">
      <span className="num text-md font-semibold">
        <span aria-hidden>{length}</span>
        <span className="sr-only">{words.length(length)}</span>
      </span>
      {oldestSince !== null && <Waiting since={oldestSince} />}
    </span>
  );
}
