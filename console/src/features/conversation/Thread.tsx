import type { StaffConversation } from '@haven/shared/conversation';
import { firstSeq, lastSeq, shown, type Timeline } from '@haven/shared/timeline';
import { ArrowDown } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { useStrings } from '../../live/console-context.tsx';
import { useLive, useMe } from '../../live/live-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { ThreadRow } from './ThreadRow.tsx';
import { threadItems } from './thread-items.ts';
import { useReadMarker } from './use-read-marker.ts';

/** Within this many pixels of the end somebody reads the newest message. */
const endSlackPx = 48;
/** Within this many pixels of the beginning the page before is fetched. */
const earlierSlackPx = 240;

/** The log of a conversation, its newest line at the bottom; older pages come as one scrolls up. */
export function Thread({ conversation, timeline }: { conversation: StaffConversation; timeline: Timeline }) {
  const { conversation: words } = useStrings();
  const me = useMe();
  const live = useLive();
  const items = useMemo(() => threadItems(shown(timeline), me), [timeline, me]);
  const handle = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const [isLoading, setLoading] = useState(false);
  const first = firstSeq(timeline);
  const isShifted = useIsShifted(first);
  useReadMarker({ conversation, seq: lastSeq(timeline), isAtEnd });

  useLayoutEffect(() => {
    if (isAtEnd && items.length > 0) handle.current?.scrollToIndex(items.length - 1, { align: 'end' });
  }, [items, isAtEnd]);

  // A keyboard that opens or a window that shrinks must not hide the newest line.
  useEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const observer = new ResizeObserver(() => {
      if (box.dataset.end === 'true') box.scrollTop = box.scrollHeight;
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  async function loadEarlier() {
    if (isLoading || first === null || first <= 1) return;
    setLoading(true);
    await live.loadEarlier(conversation.id);
    setLoading(false);
  }

  function onScroll() {
    const box = scroller.current;
    if (box === null) return;
    setAtEnd(box.scrollHeight - box.scrollTop - box.clientHeight < endSlackPx);
    if (box.scrollTop < earlierSlackPx) void loadEarlier();
  }

  function toEnd() {
    handle.current?.scrollToIndex(items.length - 1, { align: 'end' });
    setAtEnd(true);
  }

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="log"
        aria-label={words.log}
        // Old lines that come into view while scrolling up are not news.
        aria-live={isAtEnd ? 'polite' : 'off'}
        // A region that scrolls must be reachable by keyboard.
        tabIndex={0}
        data-end={isAtEnd}
        onScroll={onScroll}
        className="flex h-full flex-col overflow-y-auto px-4 pt-3 [overflow-anchor:none] focus-visible:shadow-[inset_0_0_0_2px_var(--accent)] md:px-5"
      >
        <div className="grow" />
        {isLoading && <p className="pb-2 text-center text-xs text-ink-3">{words.loadEarlier}</p>}
        <Virtualizer ref={handle} scrollRef={scroller} shift={isShifted}>
          {items.map((item) => (
            <ThreadRow key={item.key} item={item} conversation={conversation} me={me} />
          ))}
        </Virtualizer>
      </div>
      {!isAtEnd && (
        <div className="absolute right-5 bottom-3">
          <Button size="sm" className="shadow-md" icon={<ArrowDown size={14} aria-hidden />} onClick={toEnd}>
            {conversation.unread > 0 ? words.newMessages : words.jumpToEnd}
          </Button>
        </div>
      )}
    </div>
  );
}

/** True in the render in which lines came in at the beginning: the list then keeps its place. */
function useIsShifted(first: number | null): boolean {
  const before = useRef(first);
  const isShifted = before.current !== null && first !== null && first < before.current;
  useEffect(() => {
    before.current = first;
  });
  return isShifted;
}
