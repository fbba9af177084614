import { Copy } from 'lucide-react';
import { toast } from 'sonner';
import { useStrings } from '../../live/console-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { Dialog, DialogActions } from '../../ui/Dialog.tsx';

/** A password that nobody can look up again once this is closed. */
export function PasswordDialog({
  name,
  password,
  onClose,
}: {
  name: string;
  password: string;
  onClose: () => void;
}) {
  const {
    settings: { agents: words },
    common,
  } = useStrings();

  async function copy() {
    if (await copyText(password)) toast.success(common.copied);
  }

  return (
    <Dialog title={words.passwordTitle} subtitle={words.passwordBody(name)} onClose={onClose}>
      <div className="flex items-center gap-2 rounded-md border border-line bg-muted p-2 pl-3">
        <code className="min-w-0 flex-1 font-mono text-md break-all select-all">{password}</code>
        <Button size="sm" icon={<Copy size={14} aria-hidden />} onClick={() => void copy()}>
          {common.copy}
        </Button>
      </div>
      <DialogActions>
        <Button look="primary" onClick={onClose}>
          {words.passwordDone}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
