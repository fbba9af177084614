import { Eye } from 'lucide-react';
import { useStrings } from '../../live/console-context.tsx';
import { useLiveState } from '../../live/live-context.tsx';

/** Who looks over one's shoulder (RT16): staff see it, the visitor never does. */
export function WatchersLine({ conversationId }: { conversationId: string }) {
  const { watching: words } = useStrings();
  const watchers = useLiveState((state) => state.watchers[conversationId]);
  return (
    <div role="status" className="shrink-0">
      {watchers !== undefined && watchers.length > 0 && (
        <p className="flex items-center justify-center gap-[6px] border-b border-note-line bg-note-soft px-5 py-[6px] text-xs text-note">
          <Eye size={14} className="shrink-0" aria-hidden />
          {words.watched(watchers.map(({ agent }) => agent.name))}
        </p>
      )}
    </div>
  );
}
