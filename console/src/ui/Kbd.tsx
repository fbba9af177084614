import type { ReactNode } from 'react';

/** A key of the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-grid h-[18px] min-w-[18px] place-items-center rounded-xs border border-line-strong bg-surface px-1 font-sans text-[11px] leading-none text-ink-3">
      {children}
    </kbd>
  );
}
