import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classNames } from './class-names.ts';

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label'> & {
  label: string;
  children: ReactNode;
  size?: 'sm' | 'md';
  ref?: Ref<HTMLButtonElement>;
};

/** A button that is only an icon; its name is read out and shown on hover. */
export function IconButton({ label, size = 'md', className, children, ...rest }: Props) {
  return (
    <button
      type="button"
      title={label}
      {...rest}
      aria-label={label}
      className={classNames(
        'grid shrink-0 place-items-center text-ink-2 transition-colors hover:bg-hover hover:text-ink disabled:text-ink-off',
        size === 'sm' ? 'size-[26px] rounded-sm' : 'size-8 rounded-md',
        className,
      )}
    >
      {children}
    </button>
  );
}
