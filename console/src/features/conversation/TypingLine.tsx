import { useStrings } from '../../live/console-context.tsx';
import { useLiveState } from '../../live/live-context.tsx';

/** Who is typing; announced once per burst. Its room is always kept, so that nothing jumps. */
export function TypingLine({
  conversationId,
  visitorLabel,
}: {
  conversationId: string;
  visitorLabel: string;
}) {
  const { conversation: words, visitorName } = useStrings();
  const typing = useLiveState((state) => state.typing[conversationId]);
  return (
    <p role="status" className="flex h-[26px] shrink-0 items-center gap-2 px-5 pb-[10px] text-xs text-ink-3">
      {typing !== undefined && (
        <>
          <span className="dots inline-flex gap-[3px]" aria-hidden>
            <i />
            <i />
            <i />
          </span>
          {typing.by === 'visitor'
            ? words.visitorTyping(visitorName(visitorLabel))
            : words.typing(typing.name ?? '')}
        </>
      )}
    </p>
  );
}
