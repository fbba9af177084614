import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useStrings } from '../app-model.ts';
import { Icon } from './Icon.tsx';

/** This close to the end counts as being there: about one bubble. */
const nearPx = 80;

type Props = { signature: string; ownCount: number; children: ComponentChildren };

/**
 * The log's scroller. It stays at the end while the reader is there, also when the keyboard or an image changes its
 * height; who has scrolled up is left alone and told that something is new.
 */
export function ScrollLog({ signature, ownCount, children }: Props) {
  const { chat } = useStrings();
  const boxRef = useRef<HTMLDivElement>(null);
  const listRef = useRef<HTMLDivElement>(null);
  const isAtEndRef = useRef(true);
  const lastTopRef = useRef(0);
  const lastOwnRef = useRef(ownCount);
  const [hasNew, setHasNew] = useState(false);

  function toEnd(): void {
    if (boxRef.current) boxRef.current.scrollTop = boxRef.current.scrollHeight;
    isAtEndRef.current = true;
    setHasNew(false);
  }

  useLayoutEffect(() => {
    // One's own message is always followed.
    const isOwn = ownCount > lastOwnRef.current;
    lastOwnRef.current = ownCount;
    if (isAtEndRef.current || isOwn) toEnd();
    else setHasNew(true);
  }, [signature, ownCount]);

  useEffect(() => {
    if (!boxRef.current || !listRef.current || !('ResizeObserver' in window)) return;
    const observer = new ResizeObserver(() => {
      if (isAtEndRef.current) toEnd();
    });
    observer.observe(boxRef.current);
    observer.observe(listRef.current);
    return () => observer.disconnect();
  }, []);

  return (
    <div class="log-place">
      <div
        ref={boxRef}
        class="scroll"
        onScroll={({ currentTarget: place }) => {
          const isNear = place.scrollHeight - place.scrollTop - place.clientHeight < nearPx;
          // Away from the end only by going up: content that grew meanwhile looks the same from here.
          if (isNear || place.scrollTop < lastTopRef.current) isAtEndRef.current = isNear;
          lastTopRef.current = place.scrollTop;
          if (isNear) setHasNew(false);
        }}
      >
        {/* A scroller must be reachable without a mouse. oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div ref={listRef} class="thread" role="log" aria-label={chat.log} tabIndex={0}>
          {children}
        </div>
      </div>
      {hasNew && (
        <button type="button" class="to-end" onClick={toEnd}>
          <Icon name="down" size={16} />
          {chat.newMessages}
        </button>
      )}
    </div>
  );
}
