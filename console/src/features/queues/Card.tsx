import type { ReactNode } from 'react';

type Props = { title: string; aside?: ReactNode; children: ReactNode };

/** One part of the page. */
export function Card({ title, aside, children }: Props) {
  return (
    <section aria-label={title} className="min-w-0 rounded-xl border border-line bg-surface">
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line px-4 py-2">
        <h2 className="text-md font-semibold">{title}</h2>
        {aside !== undefined && <div className="num text-xs text-ink-2">{aside}</div>}
      </div>
      {children}
    </section>
  );
}
