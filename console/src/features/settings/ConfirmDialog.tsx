import { useStrings } from '../../live/console-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog, DialogActions } from '../../ui/Dialog.tsx';

type Props = {
  question: string;
  action: string;
  isBusy: boolean;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks before something that others notice at once or that nothing brings back. */
export function ConfirmDialog({ question, action, isBusy, onConfirm, onClose }: Props) {
  const { common } = useStrings();
  return (
    <Dialog role="alertdialog" title={action} subtitle={question} onClose={onClose}>
      <DialogActions>
        <Button onClick={onClose}>{common.cancel}</Button>
        <Button look="danger" isBusy={isBusy} onClick={onConfirm}>
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
