import type { UseQueryResult } from '@tanstack/react-query';
import { Inbox, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStrings } from '../../live/console-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty, Failed, SkeletonRows } from '../../ui/States.tsx';

type Props<T> = {
  subtitle: string;
  query: UseQueryResult<{ items: T[] }>;
  /** What rows and forms need besides; a form that opened without it would begin with the wrong choices. */
  needs?: UseQueryResult<unknown>;
  empty: string;
  add?: { label: string; onPress: () => void };
  children: (items: T[]) => ReactNode;
};

/** One admin list: what it is for, a way to add, and its rows in every state. */
export function SectionFrame<T>({ subtitle, query, needs, empty, add, children }: Props<T>) {
  const { settings: words } = useStrings();
  const queries = needs === undefined ? [query] : [query, needs];
  const refetch = () => Promise.all(queries.map((one) => one.refetch()));
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-[640px] text-ink-2">{subtitle}</p>
        {add !== undefined && (
          <Button look="primary" icon={<Plus size={16} aria-hidden />} onClick={add.onPress}>
            {add.label}
          </Button>
        )}
      </div>
      <div className="overflow-x-auto rounded-lg border border-line bg-surface">
        {queries.some((one) => one.isError) ? (
          <Failed text={words.failed} onRetry={() => void refetch()} />
        ) : query.data === undefined || needs?.isPending ? (
          <SkeletonRows rows={4} height={40} />
        ) : query.data.items.length === 0 ? (
          <Empty icon={<Inbox size={28} strokeWidth={1.5} />} text={empty} />
        ) : (
          children(query.data.items)
        )}
      </div>
    </>
  );
}
