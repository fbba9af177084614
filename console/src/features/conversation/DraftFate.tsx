import { Check, CircleAlert, Clock } from 'lucide-react';
import type { Draft } from '@haven/shared/timeline';
import { useStrings } from '../../live/console-context.tsx';
import { useIsLive, useLive } from '../../live/live-context.tsx';
import { failureText } from '../../ui/failure-text.ts';

/** What became of something of one's own that the log does not show yet; a failed one says why and offers a way on. */
export function DraftFate({ draft, conversationId }: { draft: Draft; conversationId: string }) {
  const strings = useStrings();
  const live = useLive();
  const isLive = useIsLive();
  const { entry: words } = strings;
  if (draft.state === 'failed') {
    return (
      <p className="mt-[3px] flex flex-wrap items-center justify-end gap-x-2 text-xs text-danger">
        <CircleAlert size={14} aria-hidden />
        <span>
          {words.failed}. {draft.failure && failureText(draft.failure, strings)}
        </span>
        <button
          type="button"
          className="rounded-xs font-medium underline"
          onClick={() => live.retry(conversationId, draft)}
        >
          {words.retry}
        </button>
        <button
          type="button"
          className="rounded-xs font-medium underline"
          onClick={() => live.discard(conversationId, draft)}
        >
          {words.discard}
        </button>
      </p>
    );
  }
  const isSent = draft.state === 'sent';
  return (
    <p className="mt-[3px] flex items-center gap-1 text-2xs text-ink-3">
      {isSent ? words.sent : isLive ? words.sending : words.queued}
      {isSent ? <Check size={14} aria-hidden /> : <Clock size={12} aria-hidden />}
    </p>
  );
}
