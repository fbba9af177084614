import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

type MenuProps = {
  trigger: ReactNode;
  children: ReactNode;
  align?: 'start' | 'end';
  side?: 'top' | 'bottom' | 'right';
};

/** A menu that opens from `trigger`, which is one button. */
export function Menu({ trigger, children, align = 'start', side = 'bottom' }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className={surface}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const surface =
  'appear z-20 max-h-[min(640px,var(--radix-dropdown-menu-content-available-height))] min-w-[200px] overflow-y-auto rounded-lg border border-line bg-raised p-1 text-sm shadow-md';
const item =
  'flex min-h-8 w-full items-center gap-2 rounded-sm px-[10px] py-1 text-left outline-none data-[disabled]:text-ink-off data-[highlighted]:bg-selected data-[highlighted]:shadow-none';

type ItemProps = {
  onSelect: () => void;
  icon?: ReactNode;
  children: ReactNode;
  isDanger?: boolean;
  disabled?: boolean;
};

/** One thing to do. */
export function MenuItem({ onSelect, icon, children, isDanger = false, disabled = false }: ItemProps) {
  return (
    <DropdownMenu.Item
      onSelect={onSelect}
      disabled={disabled}
      className={classNames(item, isDanger && 'text-danger')}
    >
      {icon}
      {children}
    </DropdownMenu.Item>
  );
}

type ChoiceProps<T extends string> = {
  label: string;
  value: T;
  options: readonly { value: T; label: ReactNode; lang?: string }[];
  onChange: (value: T) => void;
};

/** One of several. */
export function MenuChoice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={(next) => onChange(next as T)} aria-label={label}>
      <MenuHeading>{label}</MenuHeading>
      {options.map((option) => (
        <DropdownMenu.RadioItem key={option.value} value={option.value} lang={option.lang} className={item}>
          <Bullet />
          {option.label}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

/** On or off. */
export function MenuSwitch({
  isOn,
  onChange,
  children,
}: {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  children: ReactNode;
}) {
  return (
    <DropdownMenu.CheckboxItem
      checked={isOn}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
      className={item}
    >
      <span className="flex-1">{children}</span>
      <span
        aria-hidden
        className={classNames(
          'relative h-[18px] w-[30px] rounded-full transition-colors',
          isOn ? 'bg-accent-solid' : 'bg-line-control',
        )}
      >
        <i
          className={classNames(
            'absolute top-[2px] size-[14px] rounded-full bg-white',
            isOn ? 'left-[14px]' : 'left-[2px]',
          )}
        />
      </span>
    </DropdownMenu.CheckboxItem>
  );
}

/** A heading inside a menu. */
export function MenuHeading({ children }: { children: ReactNode }) {
  return (
    <DropdownMenu.Label className="px-[10px] pt-2 pb-1 text-xs text-ink-3">{children}</DropdownMenu.Label>
  );
}

/** A line between groups. */
export function MenuLine() {
  return <DropdownMenu.Separator className="-mx-1 my-1 h-px bg-line" />;
}

function Bullet() {
  return (
    <span className="grid size-4 shrink-0 place-items-center rounded-full border border-line-control">
      <DropdownMenu.ItemIndicator className="size-2 rounded-full bg-accent-solid" />
    </span>
  );
}
