import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

/** What was stored although somebody will wait for it, and what to do. */
export function Warning({ children }: { children: ReactNode }) {
  return (
    <p className="mt-1 flex items-start gap-[6px] text-xs text-warn">
      <TriangleAlert size={14} className="mt-px shrink-0" aria-hidden />
      <span>{children}</span>
    </p>
  );
}
