import { type Entry, redactionCategories, type RedactionCategory } from '@haven/shared/entry';
import { useState } from 'react';
import { toast } from 'sonner';
import { useStrings } from '../../live/console-context.tsx';
import { useLive } from '../../live/live-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { Segments } from '../../ui/Choices.tsx';
import { Dialog, DialogActions } from '../../ui/Dialog.tsx';
import { failureText } from '../../ui/failure-text.ts';

/** Erasure on a person's request is an admin's work, not a click in a chat. */
type Category = Exclude<RedactionCategory, 'erasure'>;
const categories = redactionCategories.filter((one): one is Category => one !== 'erasure');

/** Asks once, since nothing brings the content back. */
export function RedactDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const strings = useStrings();
  const { redact: words, common } = strings;
  const live = useLive();
  const [category, setCategory] = useState<Category>('secret');
  const [isBusy, setBusy] = useState(false);

  async function submit() {
    setBusy(true);
    const answer = await live.redact({ conversationId: entry.conversationId, entryId: entry.id, category });
    setBusy(false);
    if (!answer.ok) return void toast.error(failureText(answer.error, strings));
    toast.success(words.done);
    onClose();
  }

  return (
    <Dialog role="alertdialog" title={words.title} subtitle={words.body} onClose={onClose}>
      <Segments
        label={words.category}
        value={category}
        options={categories.map((value) => ({ value, label: words.categories[value] }))}
        onChange={setCategory}
      />
      <DialogActions>
        <Button onClick={onClose}>{common.cancel}</Button>
        <Button look="danger" isBusy={isBusy} onClick={() => void submit()}>
          {words.submit}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
