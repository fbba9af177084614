import { remarkMaxChars } from '@haven/shared/limits';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { useConsole, useStrings } from '../live/console-context.tsx';
import { useLive } from '../live/live-context.tsx';
import { Button } from '../ui/Button.tsx';
import { Segments } from '../ui/Choices.tsx';
import { Dialog, DialogActions } from '../ui/Dialog.tsx';
import { failureText } from '../ui/failure-text.ts';
import { TextArea } from '../ui/Field.tsx';

type Way = 'finish' | 'hand_over';

/** How to sign out while chats are open, so that nobody is left behind (RT10). */
export function SignOutDialog({ chats, onClose }: { chats: number; onClose: () => void }) {
  const strings = useStrings();
  const { signOut: words, common } = strings;
  const { session } = useConsole();
  const live = useLive();
  const [way, setWay] = useState<Way>('finish');
  const [note, setNote] = useState('');
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const answer = await (way === 'finish' ? live.finishShift() : live.handOver(note.trim()));
    setBusy(false);
    if (!answer.ok) return toast.error(failureText(answer.error, strings));
    onClose();
    if (way === 'hand_over') return session.signOut();
    toast.success(words.finishing);
  }

  return (
    <Dialog title={words.title} subtitle={words.subtitle(chats)} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Segments
          label={words.way}
          value={way}
          options={[
            { value: 'finish', label: words.finish },
            { value: 'hand_over', label: words.handOver },
          ]}
          onChange={setWay}
        />
        <p role="status" className="mb-4 text-ink-2">
          {way === 'finish' ? words.finishHint : words.handOverHint}
        </p>
        {way === 'hand_over' && (
          <TextArea
            label={words.note}
            hint={words.noteHint}
            value={note}
            maxLength={remarkMaxChars}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
        <DialogActions>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" look="primary" isBusy={isBusy}>
            {way === 'finish' ? words.submitFinish : words.submitHandOver}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
