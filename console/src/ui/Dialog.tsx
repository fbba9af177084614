import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { useStrings } from '../live/console-context.tsx';
import { classNames } from './class-names.ts';
import { IconButton } from './IconButton.tsx';

type Props = {
  title: string;
  subtitle?: string;
  onClose: () => void;
  children: ReactNode;
  /** Beside the main part: what the visitor will see. */
  aside?: ReactNode;
  /** `alertdialog` for what cannot be undone. */
  role?: 'dialog' | 'alertdialog';
  /** Only its buttons close it: what it shows cannot be had again. */
  staysOpen?: boolean;
};

/** A dialog over the page: it traps focus, starts on its title, closes with Escape and gives focus back. */
export function Dialog({
  title,
  subtitle,
  onClose,
  children,
  aside,
  role = 'dialog',
  staysOpen = false,
}: Props) {
  const { common } = useStrings();
  const [opener] = useState(openerNow);
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        {/* Not the library's overlay: it locks scrolling by an inline style, which the content security policy forbids. */}
        <div className="appear fixed inset-0 z-40 flex overflow-y-auto bg-scrim p-4">
          <Radix.Content
            role={role}
            aria-modal
            {...(subtitle === undefined && { 'aria-describedby': undefined })}
            onOpenAutoFocus={startOnTitle}
            onEscapeKeyDown={(event) => staysOpen && event.preventDefault()}
            onInteractOutside={(event) => staysOpen && event.preventDefault()}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              opener?.focus();
            }}
            className={classNames(
              'relative m-auto w-full overflow-hidden rounded-xl bg-surface text-sm shadow-lg',
              aside ? 'grid max-w-[920px] md:grid-cols-[1fr_348px]' : 'max-w-[520px]',
            )}
          >
            <div className="min-w-0 px-6 pt-[22px] pb-5">
              <Radix.Title tabIndex={-1} data-dialog-title className="pr-8 text-xl font-semibold">
                {title}
              </Radix.Title>
              {subtitle !== undefined && (
                <Radix.Description className="text-ink-2">{subtitle}</Radix.Description>
              )}
              <div className="mt-[18px]">{children}</div>
            </div>
            {aside}
            <Radix.Close asChild>
              <IconButton label={common.close} className="absolute top-4 right-4">
                <X size={18} aria-hidden />
              </IconButton>
            </Radix.Close>
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Focus begins on the one field that was asked for, else on the title. */
function startOnTitle(event: Event): void {
  const dialog = event.currentTarget as HTMLElement;
  const first =
    dialog.querySelector<HTMLElement>('[data-autofocus]') ??
    dialog.querySelector<HTMLElement>('[data-dialog-title]');
  if (first === null) return;
  event.preventDefault();
  first.focus();
}

/** Where focus goes back to: what was pressed, or the button of the menu that it was chosen from. */
function openerNow(): HTMLElement | null {
  const pressed = document.activeElement;
  const menuButtonId = pressed?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  const opener = menuButtonId == null ? pressed : document.getElementById(menuButtonId);
  return opener instanceof HTMLElement ? opener : null;
}

/** The row of buttons that ends a dialog. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mt-5 flex flex-wrap items-center justify-end gap-2">{children}</div>;
}
