import type { BoardQueue, QueueBoard } from '@haven/shared/routing';
import { Coffee } from 'lucide-react';
import { useStrings } from '../../live/console-context.tsx';
import { Empty } from '../../ui/States.tsx';
import { totalsOf, type WaitingRow, waitingRows } from './board.ts';
import { Card } from './Card.tsx';
import { WaitingItem } from './WaitingItem.tsx';

type Props = {
  board: QueueBoard;
  /** Undefined while all queues are shown. */
  chosen: BoardQueue | undefined;
  onOpen: (conversationId: string) => void;
  onAssign: (row: WaitingRow) => void;
};

/** Who waits, in order. */
export function WaitingList({ board, chosen, onOpen, onAssign }: Props) {
  const { queues: words } = useStrings();
  const rows = waitingRows(board, chosen);
  const total = chosen?.length ?? totalsOf(board).waiting;
  const order = chosen === undefined ? words.orderAll : words.orderOne;
  const part = rows.length < total ? ` · ${words.firstOf(rows.length, total)}` : '';
  return (
    <Card title={words.line} aside={rows.length > 0 && order + part}>
      {rows.length === 0 ? (
        <Empty icon={<Coffee size={28} strokeWidth={1.5} />} text={words.lineEmpty} />
      ) : (
        <ol>
          {rows.map((row) => (
            <WaitingItem
              key={row.caseId ?? row.conversationId}
              row={row}
              onOpen={() => onOpen(row.conversationId)}
              onAssign={() => onAssign(row)}
            />
          ))}
        </ol>
      )}
    </Card>
  );
}
