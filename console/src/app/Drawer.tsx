import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';

/** A panel that comes in from the right where there is no room beside the thread. */
export function Drawer({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <div className="appear fixed inset-0 z-30 bg-scrim">
          <Dialog.Content
            aria-describedby={undefined}
            className="absolute inset-y-0 right-0 flex w-full max-w-[360px] flex-col bg-surface shadow-lg"
          >
            <Dialog.Title className="sr-only">{title}</Dialog.Title>
            {children}
          </Dialog.Content>
        </div>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
