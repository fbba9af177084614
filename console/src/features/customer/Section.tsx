import type { ReactNode } from 'react';

/** One part of the context panel. */
export function Section({
  title,
  aside,
  children,
}: {
  title?: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="shrink-0 border-b border-line px-4 pt-[10px] pb-[11px] last:border-0">
      {title !== undefined && (
        <div className="mb-[6px] flex items-center justify-between gap-2">
          <h3 className="text-xs font-medium !tracking-normal text-ink-3">{title}</h3>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}

/** A name and its value. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-2xs leading-[15px] text-ink-3">{name}</dt>
      <dd className="flex min-w-0 items-center gap-[6px] leading-[18px] break-words">{children}</dd>
    </div>
  );
}

/** Facts in two columns. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-2 gap-x-4 gap-y-[7px]">{children}</dl>;
}
