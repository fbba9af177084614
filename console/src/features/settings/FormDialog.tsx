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
  /** What stands in the way in this form, by the details of a refusal; null where they say nothing of it. */
  refusedText?: (details: NonNullable<Failure['details']>) => string | null;
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
  refusedText,
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
        : (refusedText?.(failure.details ?? {}) ?? failureText(failure, strings));
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
