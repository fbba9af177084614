import type { ReactNode } from 'react';
import { useStrings } from '../../live/console-context.tsx';
import { classNames } from '../../ui/class-names.ts';

/** `isExtra`: left out where there is no room. */
type Column = { title: string; isExtra?: boolean };

/** A plain table; the last column holds actions. */
export function Table({ columns, children }: { columns: readonly Column[]; children: ReactNode }) {
  const { common } = useStrings();
  return (
    <table className="w-full border-collapse text-left text-sm">
      <thead>
        <tr className="text-xs text-ink-3">
          {[...columns, null].map((column) => (
            <th
              key={column?.title ?? ''}
              scope="col"
              className={classNames(
                'px-3 py-2 font-normal whitespace-nowrap first:pl-4',
                column?.isExtra && 'max-md:hidden',
              )}
            >
              {column?.title ?? <span className="sr-only">{common.actions}</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

/** One row of a table. */
export function Row({ children }: { children: ReactNode }) {
  return <tr className="border-t border-line">{children}</tr>;
}

type CellProps = { children: ReactNode; isExtra?: boolean; className?: string };

/** One cell of a row. */
export function Cell({ children, isExtra = false, className }: CellProps) {
  return (
    <td
      className={classNames('px-3 py-[7px] align-middle first:pl-4', isExtra && 'max-md:hidden', className)}
    >
      {children}
    </td>
  );
}
