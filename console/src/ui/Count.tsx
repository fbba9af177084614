import { unreadCounted } from '@haven/shared/limits';
import { classNames } from './class-names.ts';

/** A number on a filled pill; `label` says what is counted. */
export function Count({ value, label, className }: { value: number; label: string; className?: string }) {
  if (value === 0) return null;
  return (
    <span
      className={classNames(
        'num inline-grid h-[18px] min-w-[18px] place-items-center rounded-full bg-accent-solid px-[5px] text-[11px] leading-none font-semibold text-on-solid',
        className,
      )}
    >
      <span aria-hidden>{value >= unreadCounted ? `${unreadCounted - 1}+` : value}</span>
      <span className="sr-only">{label}</span>
    </span>
  );
}
