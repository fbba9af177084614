import type { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { toast } from 'sonner';
import { useStrings } from '../../../live/console-context.tsx';
import { Button } from '../../../ui/Button.tsx';
import { failureText } from '../../../ui/failure-text.ts';
import { useSave } from '../use-items.ts';

type Props = {
  /** The list that it is taken from, see `useItems`. */
  list: string;
  endpoint: (typeof adminEndpoints)['removeOfficialContact' | 'removeRefusedPhrase'];
  id: string;
  label: string;
};

/** Takes one row out of a list at once: it is typed anew in a moment. */
export function RemoveButton({ list, endpoint, id, label }: Props) {
  const strings = useStrings();
  const { save, isBusy } = useSave(list);

  async function remove() {
    const done = await save(endpoint, { params: { id } });
    if (!done.ok) toast.error(failureText(done.error, strings));
  }

  return (
    <Button size="sm" disabled={isBusy} onClick={() => void remove()}>
      {label}
    </Button>
  );
}
