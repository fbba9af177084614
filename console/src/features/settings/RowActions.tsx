import type { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { useState } from 'react';
import { toast } from 'sonner';
import { useStrings } from '../../live/console-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { failureText } from '../../ui/failure-text.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { useSave } from './use-items.ts';

type Props = {
  listKey: string;
  id: string;
  name: string;
  endpoint: (typeof adminEndpoints)['deleteFaq' | 'deleteCanned'];
  onEdit: () => void;
};

/** Edit and delete of one row; deleting asks first. */
export function RowActions({ listKey, id, name, endpoint, onEdit }: Props) {
  const strings = useStrings();
  const { settings: words } = strings;
  const { save, isBusy } = useSave(listKey);
  const [isAsked, setAsked] = useState(false);

  async function remove() {
    const done = await save(endpoint, { params: { id } });
    setAsked(false);
    if (!done.ok) toast.error(failureText(done.error, strings));
    else toast.success(words.deleted);
  }

  return (
    <span className="flex justify-end gap-1">
      <Button size="sm" onClick={onEdit}>
        {words.edit}
      </Button>
      <Button size="sm" look="ghost" onClick={() => setAsked(true)}>
        {words.delete}
      </Button>
      {isAsked && (
        <ConfirmDialog
          question={words.deleteSure(name)}
          action={words.delete}
          isBusy={isBusy}
          onConfirm={() => void remove()}
          onClose={() => setAsked(false)}
        />
      )}
    </span>
  );
}
