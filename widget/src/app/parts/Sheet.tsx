import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { useDialog } from './use-dialog.ts';

type Props = { title: string; close: () => void; children: ComponentChildren };

/** A sheet over the screen, above what it asks about. */
export function Sheet({ title, close, children }: Props) {
  const sheetRef = useRef<HTMLDialogElement>(null);
  useDialog(sheetRef, close);
  return (
    <div
      class="scrim"
      role="presentation"
      onClick={(event) => {
        if (event.target === event.currentTarget) close();
      }}
    >
      <dialog open ref={sheetRef} class="sheet" aria-modal="true" aria-labelledby="sheet-title">
        <h2 id="sheet-title" data-focus tabIndex={-1}>
          {title}
        </h2>
        {children}
      </dialog>
    </div>
  );
}

type ConfirmProps = {
  title: string;
  note: string;
  confirm: string;
  keep: string;
  problem: string | null;
  onConfirm: () => void;
  close: () => void;
};

/** Asks before something that cannot be taken back. */
export function ConfirmSheet({ title, note, confirm, keep, problem, onConfirm, close }: ConfirmProps) {
  return (
    <Sheet title={title} close={close}>
      <p class="sheet-note">{note}</p>
      <p class="problem" role="alert">
        {problem}
      </p>
      <div class="sheet-acts">
        <button type="button" class="btn btn-lg btn-block btn-primary" onClick={close}>
          {keep}
        </button>
        <button type="button" class="btn btn-lg btn-block" onClick={onConfirm}>
          {confirm}
        </button>
      </div>
    </Sheet>
  );
}
