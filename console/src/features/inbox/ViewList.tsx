import { Archive, Coffee, Layers, MessagesSquare, Users } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { VList } from 'virtua';
import { useStrings } from '../../live/console-context.tsx';
import { useIsLive, useLive, useLiveState } from '../../live/live-context.tsx';
import type { View } from '../../live/state.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, Failed, SkeletonRows } from '../../ui/States.tsx';
import { ConversationRow } from './ConversationRow.tsx';
import { useRows } from './use-rows.ts';

const icons: Record<View, ReactNode> = {
  mine: <MessagesSquare size={28} strokeWidth={1.5} />,
  queue: <Coffee size={28} strokeWidth={1.5} />,
  team: <Users size={28} strokeWidth={1.5} />,
  escalated: <Layers size={28} strokeWidth={1.5} />,
  closed: <Archive size={28} strokeWidth={1.5} />,
};

/** A hairline under the text, as wide as the text. */
const rowClass =
  'relative px-2 after:absolute after:right-[18px] after:bottom-0 after:left-[61px] after:h-px after:bg-line';

type Props = {
  view: View;
  selectedId: string | null;
  onSelect: (conversationId: string) => void;
  onView: (view: View) => void;
};

/** One list: what is held at once, more on demand. Rows that are held stay in view while it is fetched again. */
export function ViewList({ view, selectedId, onSelect, onView }: Props) {
  const { inbox: words, common } = useStrings();
  const live = useLive();
  const isLive = useIsLive();
  const { phase, cursor } = useLiveState((state) => state.lists[view]);
  const queued = useLiveState((state) => state.counts.queue);
  const rows = useRows(view);

  useEffect(() => {
    if (isLive && phase === 'idle') void live.loadList(view, false);
  }, [live, isLive, phase, view]);

  if (rows.length === 0) {
    if (phase === 'failed')
      return <Failed text={words.failed} onRetry={() => void live.loadList(view, false)} />;
    if (phase !== 'ready') return <SkeletonRows rows={5} />;
    const offersQueue = view === 'mine' && queued > 0;
    return (
      <Empty
        icon={icons[view]}
        text={words.empty[view]}
        action={
          offersQueue && (
            <Button size="sm" onClick={() => onView('queue')}>
              {words.showQueue}
            </Button>
          )
        }
      />
    );
  }
  const rowElements = rows.map((conversation) => (
    <div key={conversation.id} className={rowClass}>
      <ConversationRow
        conversation={conversation}
        isSelected={conversation.id === selectedId}
        onSelect={() => onSelect(conversation.id)}
      />
    </div>
  ));
  return (
    <>
      <p className="flex h-[34px] shrink-0 items-center px-4 text-xs text-ink-2">{words.sort[view]}</p>
      <VList className="min-h-0 flex-1" tabIndex={-1}>
        {[
          ...rowElements,
          ...(cursor === null
            ? []
            : [
                <div key="more" className="grid place-items-center p-3">
                  <Button
                    size="sm"
                    isBusy={phase === 'loading'}
                    onClick={() => void live.loadList(view, true)}
                  >
                    {common.loadMore}
                  </Button>
                </div>,
              ]),
        ]}
      </VList>
    </>
  );
}
