import { LoaderCircle } from 'lucide-react';
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classNames } from './class-names.ts';

type Look = 'plain' | 'primary' | 'danger' | 'ghost' | 'note';
type Size = 'sm' | 'md' | 'lg';

const looks: Record<Look, string> = {
  plain: 'bg-raised border-line-strong text-ink hover:bg-hover',
  primary: 'bg-accent-solid border-transparent text-on-solid hover:bg-accent-hover',
  danger: 'bg-danger-solid border-transparent text-on-solid',
  ghost: 'bg-transparent border-transparent text-ink-2 hover:bg-hover',
  note: 'bg-note border-transparent text-surface',
};
const sizes: Record<Size, string> = {
  sm: 'h-7 px-[10px] text-xs rounded-sm',
  md: 'h-[34px] px-3 text-sm rounded-md',
  lg: 'h-11 px-4 text-md rounded-[10px]',
};

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: Look;
  size?: Size;
  icon?: ReactNode;
  isBusy?: boolean;
  ref?: Ref<HTMLButtonElement>;
};

/** A button. While busy it keeps its width and shows progress inside. */
export function Button({
  look = 'plain',
  size = 'md',
  icon,
  isBusy = false,
  className,
  children,
  ...rest
}: Props) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled === true || isBusy}
      aria-busy={isBusy || undefined}
      className={classNames(
        'relative inline-flex shrink-0 items-center justify-center gap-[6px] border font-medium leading-none whitespace-nowrap transition-colors',
        'disabled:not-aria-busy:border-transparent disabled:not-aria-busy:bg-muted disabled:not-aria-busy:text-ink-off',
        looks[look],
        sizes[size],
        className,
      )}
    >
      {icon}
      <span className={classNames('inline-flex items-center gap-[6px]', isBusy && 'invisible')}>
        {children}
      </span>
      {isBusy && <LoaderCircle className="spin absolute" size={16} aria-hidden />}
    </button>
  );
}
