import { CircleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useStrings } from '../live/console-context.tsx';
import { Button } from './Button.tsx';

/** Before this many milliseconds nothing is drawn: what comes fast should not flicker. */
const skeletonAfterMs = 200;

/** Rows in the shape of what is coming. */
export function SkeletonRows({ rows, height = 64 }: { rows: number; height?: number }) {
  const { common } = useStrings();
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), skeletonAfterMs);
    return () => clearTimeout(timer);
  }, []);
  if (!isShown) return null;
  return (
    <div role="status" className="flex flex-col gap-3 p-4">
      <span className="sr-only">{common.loading}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="skeleton flex gap-3" style={{ height }} aria-hidden>
          <span className="size-8 shrink-0 rounded-full bg-muted" />
          <span className="flex flex-1 flex-col gap-2 pt-1">
            <span className="h-3 w-1/2 rounded-xs bg-muted" />
            <span className="h-3 w-5/6 rounded-xs bg-muted" />
          </span>
        </div>
      ))}
    </div>
  );
}

/** Nothing here: one icon, one sentence, at most one thing to do. */
export function Empty({
  icon,
  text,
  hint,
  action,
}: {
  icon: ReactNode;
  text: string;
  hint?: string;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-12 text-center text-ink-2">
      <span className="text-ink-3" aria-hidden>
        {icon}
      </span>
      <p>{text}</p>
      {hint !== undefined && <p className="text-xs text-ink-3">{hint}</p>}
      {action}
    </div>
  );
}

/** Something failed: what happened and a way out. */
export function Failed({ text, onRetry }: { text: string; onRetry: () => void }) {
  const { common } = useStrings();
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-6 py-12 text-center text-ink-2">
      <CircleAlert size={24} className="text-danger" aria-hidden />
      <p>{text}</p>
      <Button size="sm" onClick={onRetry}>
        {common.retry}
      </Button>
    </div>
  );
}
