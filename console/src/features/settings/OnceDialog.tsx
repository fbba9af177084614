import { Copy } from 'lucide-react';
import { toast } from 'sonner';
import { useStrings } from '../../live/console-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { Dialog, DialogActions } from '../../ui/Dialog.tsx';

type Props = { title: string; body: string; value: string; done: string; onClose: () => void };

/** A password or a secret that nobody can look up again once this is closed, which takes one of its buttons. */
export function OnceDialog({ title, body, value, done, onClose }: Props) {
  const { common } = useStrings();

  async function copy() {
    if (await copyText(value)) toast.success(common.copied);
  }

  return (
    <Dialog title={title} subtitle={body} onClose={onClose} staysOpen>
      <div className="flex items-center gap-2 rounded-md border border-line bg-muted p-2 pl-3">
        <code className="min-w-0 flex-1 font-mono text-md break-all select-all">{value}</code>
        <Button size="sm" icon={<Copy size={14} aria-hidden />} onClick={() => void copy()}>
          {common.copy}
        </Button>
      </div>
      <DialogActions>
        <Button look="primary" onClick={onClose}>
          {done}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
