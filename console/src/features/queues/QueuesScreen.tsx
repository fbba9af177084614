import { useState } from 'react';
import { useStrings } from '../../live/console-context.tsx';
import { useDirectory } from '../../live/queries.ts';
import { classNames } from '../../ui/class-names.ts';
import { failureText } from '../../ui/failure-text.ts';
import { Failed, SkeletonRows } from '../../ui/States.tsx';
import { AgentGrid } from './AgentGrid.tsx';
import { queueKey, type WaitingRow } from './board.ts';
import { QueueList } from './QueueList.tsx';
import { Totals } from './Totals.tsx';
import { useBoard } from './use-board.ts';
import { WaitingList } from './WaitingList.tsx';

type Props = { onOpen: (conversationId: string) => void; onAssign: (row: WaitingRow) => void };

/** The queues of one's teams, who waits in them and who serves them, as it is now. */
export function QueuesScreen({ onOpen, onAssign }: Props) {
  const strings = useStrings();
  const { queues: words } = strings;
  const { board: followed, failure, isLive, retry } = useBoard();
  // Without names a queue is a row of dashes; should they not come at all, that is better than nothing.
  const board = useDirectory().isPending ? null : followed;
  const [chosenKey, setChosenKey] = useState<string | null>(null);
  const chosen = board?.queues.find((queue) => queueKey(queue) === chosenKey);
  // Positioned, so that what is for screen readers alone is laid out in here and not beside the page.
  return (
    <div className="relative min-h-0 flex-1 overflow-x-hidden overflow-y-auto bg-canvas px-4 py-5 md:px-7">
      <div className="mx-auto flex max-w-[1320px] flex-col gap-4">
        <header className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <h1 className="text-xl font-semibold">{words.title}</h1>
          {board !== null && (
            <p role="status" className="flex items-center gap-[6px] text-xs text-ink-2">
              <i
                aria-hidden
                className={classNames('size-[7px] rounded-full', isLive ? 'bg-ok-solid' : 'bg-warn-solid')}
              />
              {isLive ? words.live : words.stale}
            </p>
          )}
        </header>
        {board === null && failure !== null && (
          <Failed
            text={failure.code === 'unavailable' ? words.failed : failureText(failure, strings)}
            onRetry={retry}
          />
        )}
        {board === null && failure === null && <SkeletonRows rows={6} />}
        {board !== null && (
          <>
            <Totals board={board} />
            <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,380px)_minmax(0,1fr)]">
              <QueueList
                board={board}
                chosenKey={chosen === undefined ? null : chosenKey}
                onChoose={setChosenKey}
              />
              <WaitingList board={board} chosen={chosen} onOpen={onOpen} onAssign={onAssign} />
            </div>
            <AgentGrid agents={board.agents} />
          </>
        )}
      </div>
    </div>
  );
}
