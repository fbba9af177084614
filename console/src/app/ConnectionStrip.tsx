import { CloudOff, RefreshCw } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { toast } from 'sonner';
import { useStrings } from '../live/console-context.tsx';
import { useLiveState } from '../live/live-context.tsx';
import { Button } from '../ui/Button.tsx';
import { useIsLong } from '../ui/use-is-long.ts';

/** Says that the connection is gone, what that means, and that it came back. */
export function ConnectionStrip() {
  const { connection: words } = useStrings();
  const connection = useLiveState((state) => state.connection);
  const waiting = useLiveState((state) => state.waiting);
  const isShown = useIsLong(connection !== 'live');
  const wasShown = useRef(false);

  useEffect(() => {
    if (wasShown.current && !isShown) toast.success(words.back);
    wasShown.current = isShown;
  }, [isShown, words]);

  if (connection === 'outdated') {
    return (
      <div role="alert" className="flex items-center justify-center gap-3 bg-warn-soft px-4 py-2 text-warn">
        {words.outdated}
        <Button size="sm" icon={<RefreshCw size={14} aria-hidden />} onClick={() => location.reload()}>
          {words.reload}
        </Button>
      </div>
    );
  }
  return (
    <div role="status">
      {isShown && (
        <p className="flex items-center justify-center gap-2 bg-warn-soft px-4 py-2 text-center text-warn">
          <CloudOff size={16} className="shrink-0" aria-hidden />
          {words.lost} {waiting > 0 && words.waiting(waiting)}
        </p>
      )}
    </div>
  );
}
