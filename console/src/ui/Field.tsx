import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react';
import { classNames } from './class-names.ts';

const control =
  'w-full rounded-md border border-line-control bg-surface px-3 text-sm text-ink transition-colors aria-invalid:border-danger-solid disabled:bg-muted disabled:text-ink-2';

type Labels = { label: string; hint?: ReactNode; error?: string | null | undefined; className?: string };
type Described = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true };

/** A label, its control, a hint beside the label and an error below. */
function Field({
  label,
  hint,
  error,
  className,
  children,
}: Labels & { children: (described: Described) => ReactNode }) {
  const id = useId();
  const hintId = hint !== undefined ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const describedBy = [hintId, errorId].filter(Boolean).join(' ');
  return (
    <div className={classNames('mb-4', className)}>
      <div className="mb-[6px] flex items-baseline justify-between gap-3 text-xs font-medium">
        <label htmlFor={id} className="shrink-0">
          {label}
        </label>
        {hint !== undefined && (
          <small id={hintId} className="num text-right text-xs font-normal text-ink-3">
            {hint}
          </small>
        )}
      </div>
      {children({
        id,
        ...(describedBy !== '' && { 'aria-describedby': describedBy }),
        ...(error && { 'aria-invalid': true }),
      })}
      {error && (
        <p id={errorId} className="mt-1 text-xs text-danger">
          {error}
        </p>
      )}
    </div>
  );
}

type InputProps = Labels & InputHTMLAttributes<HTMLInputElement>;

/** One line of text. */
export function TextField({ label, hint, error, className, ...rest }: InputProps) {
  return (
    <Field label={label} hint={hint} error={error} {...(className !== undefined && { className })}>
      {(described) => (
        <input type="text" {...rest} {...described} className={classNames(control, 'h-[34px]')} />
      )}
    </Field>
  );
}

type AreaProps = Labels & TextareaHTMLAttributes<HTMLTextAreaElement>;

/** Several lines of text. */
export function TextArea({ label, hint, error, className, ...rest }: AreaProps) {
  return (
    <Field label={label} hint={hint} error={error} {...(className !== undefined && { className })}>
      {(described) => (
        <textarea rows={3} {...rest} {...described} className={classNames(control, 'block resize-y py-2')} />
      )}
    </Field>
  );
}

type SelectProps = Labels & SelectHTMLAttributes<HTMLSelectElement>;

/** One of a list. */
export function SelectField({ label, hint, error, className, children, ...rest }: SelectProps) {
  return (
    <Field label={label} hint={hint} error={error} {...(className !== undefined && { className })}>
      {(described) => (
        <select {...rest} {...described} className={classNames(control, 'h-[34px]')}>
          {children}
        </select>
      )}
    </Field>
  );
}
