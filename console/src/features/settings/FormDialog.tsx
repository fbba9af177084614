import type { Failure } from '@haven/shared/result';
import type { FormEvent, ReactNode } from 'react';
import { useStrings } from '../../live/console-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog, DialogActions } from '../../ui/Dialog.tsx';
import { failureText } from '../../ui/failure-text.ts';

type Props = {
  title: string;
  isBusy: boolean;
  failure: Failure | null;
  /** What a `conflict` means in this form. */
  conflictText?: string;
  /** What `refused` means in this form, with so many open chats in the way. */
  inUseText?: (openConversations: number) => string;
  submitLabel?: string;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** A form in a dialog; what was refused stands above the buttons, and what was typed stays. */
export function FormDialog({
  title,
  isBusy,
  failure,
  conflictText,
  inUseText,
  submitLabel,
  onSubmit,
  onClose,
  children,
}: Props) {
  const strings = useStrings();
  const { common } = strings;
  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit();
  }
  const problem =
    failure === null
      ? null
      : failure.code === 'conflict' && conflictText !== undefined
        ? conflictText
        : failure.details?.['reason'] === 'in_use' && inUseText !== undefined
          ? inUseText(Number(failure.details['openConversations']))
          : failureText(failure, strings);
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        {children}
        {problem !== null && (
          <p role="alert" className="text-danger">
            {problem}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" look="primary" isBusy={isBusy}>
            {submitLabel ?? common.save}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
