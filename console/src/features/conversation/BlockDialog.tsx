import type { StaffConversation } from '@haven/shared/conversation';
import { remarkMaxChars } from '@haven/shared/limits';
import { useState } from 'react';
import { useStrings } from '../../live/console-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog, DialogActions } from '../../ui/Dialog.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { useAsk } from './use-ask.ts';

/** Refuses a visitor, with a reason. */
export function BlockDialog({
  conversation,
  onClose,
}: {
  conversation: StaffConversation;
  onClose: () => void;
}) {
  const { block: words, common } = useStrings();
  const { ask, isBusy } = useAsk();
  const [reason, setReason] = useState('');

  async function submit() {
    const body = { conversationId: conversation.id, reason: reason.trim() };
    if (await ask('visitor:block', body, words.done)) onClose();
  }

  return (
    <Dialog role="alertdialog" title={words.title} subtitle={words.body} onClose={onClose}>
      <TextArea
        label={words.reason}
        placeholder={words.reasonPlaceholder}
        value={reason}
        maxLength={remarkMaxChars}
        onChange={(event) => setReason(event.target.value)}
      />
      <DialogActions>
        <Button onClick={onClose}>{common.cancel}</Button>
        <Button look="danger" disabled={reason.trim() === ''} isBusy={isBusy} onClick={() => void submit()}>
          {words.submit}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
