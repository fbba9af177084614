import { RadioGroup } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

type SegmentsProps<T extends string> = {
  label: string;
  hint?: ReactNode;
  value: T;
  options: readonly { value: T; label: ReactNode; lang?: string }[];
  onChange: (value: T) => void;
  /** The label is read out but not drawn. */
  isBare?: boolean;
};

/** A few short options side by side, one of which is chosen. */
export function Segments<T extends string>({
  label,
  hint,
  value,
  options,
  onChange,
  isBare = false,
}: SegmentsProps<T>) {
  const id = useId();
  return (
    <div className={isBare ? '' : 'mb-4'}>
      <div className={isBare ? 'sr-only' : 'mb-[6px] flex justify-between gap-3 text-xs font-medium'}>
        <span id={id}>{label}</span>
        {hint !== undefined && <small className="text-xs font-normal text-ink-3">{hint}</small>}
      </div>
      <RadioGroup.Root
        aria-labelledby={id}
        value={value}
        onValueChange={(next) => onChange(next as T)}
        className="flex flex-wrap gap-px rounded-md border border-line-strong bg-subtle p-[2px]"
      >
        {options.map((option) => (
          <RadioGroup.Item
            key={option.value}
            value={option.value}
            lang={option.lang}
            className={classNames(
              'h-7 flex-1 rounded-sm px-[9px] text-center text-xs font-medium whitespace-nowrap text-ink-2 transition-colors',
              'data-[state=checked]:bg-surface data-[state=checked]:text-ink dark:data-[state=checked]:bg-muted data-[state=checked]:not-focus-visible:shadow-[var(--shadow-sm),0_0_0_1px_var(--border)]',
            )}
          >
            {option.label}
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    </div>
  );
}

type CheckboxesProps<T extends string> = {
  label: string;
  error?: string | null;
  values: readonly T[];
  options: readonly { value: T; label: ReactNode; lang?: string }[];
  onChange: (values: T[]) => void;
};

/** Any of a list. */
export function Checkboxes<T extends string>({
  label,
  error,
  values,
  options,
  onChange,
}: CheckboxesProps<T>) {
  const toggle = (value: T) =>
    onChange(options.map((option) => option.value).filter((one) => values.includes(one) !== (one === value)));
  return (
    <fieldset className="mb-4">
      <legend className="mb-[6px] text-xs font-medium">{label}</legend>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(140px,1fr))] gap-x-3 gap-y-1">
        {options.map((option) => (
          <Checkbox
            key={option.value}
            isOn={values.includes(option.value)}
            onChange={() => toggle(option.value)}
          >
            <span lang={option.lang}>{option.label}</span>
          </Checkbox>
        ))}
      </div>
      {error && <p className="mt-1 text-xs text-danger">{error}</p>}
    </fieldset>
  );
}

type CheckboxProps = { isOn: boolean; onChange: (isOn: boolean) => void; children: ReactNode };

/** Yes or no. */
export function Checkbox({ isOn, onChange, children }: CheckboxProps) {
  return (
    <label className="flex min-h-6 cursor-pointer items-center gap-2">
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 shrink-0 rounded-xs accent-[var(--accent-solid)]"
      />
      {children}
    </label>
  );
}
