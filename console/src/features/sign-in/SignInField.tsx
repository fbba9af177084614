import { type InputHTMLAttributes, type Ref, useId } from 'react';

type Props = InputHTMLAttributes<HTMLInputElement> & {
  label: string;
  error?: string | null;
  ref?: Ref<HTMLInputElement>;
};

/** A tall field with its label above, as on the sign-in card. */
export function SignInField({ label, error, ...rest }: Props) {
  const id = useId();
  return (
    <div className="mb-4">
      <label htmlFor={id} className="mb-[6px] block font-medium">
        {label}
      </label>
      <input
        {...rest}
        id={id}
        {...(error && { 'aria-invalid': true, 'aria-describedby': `${id}-error` })}
        className="h-11 w-full rounded-[10px] border border-line-control bg-surface px-[14px] text-[16px] aria-invalid:border-danger-solid"
      />
      {error && (
        <p id={`${id}-error`} className="mt-1 text-xs text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
