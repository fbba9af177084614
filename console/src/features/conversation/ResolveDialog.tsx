import type { StaffConversation } from '@haven/shared/conversation';
import { remarkMaxChars } from '@haven/shared/limits';
import { type FormEvent, useState } from 'react';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { useDirectory } from '../../live/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog, DialogActions } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import { issueNames } from '../../ui/issue-names.ts';
import { useAsk } from './use-ask.ts';

/** Calls a conversation resolved and records the cause in a line. */
export function ResolveDialog({
  conversation,
  onClose,
}: {
  conversation: StaffConversation;
  onClose: () => void;
}) {
  const { resolve: words, common } = useStrings();
  const language = useLanguage();
  const issueTypes = useDirectory().data?.issueTypes ?? [];
  const { ask, isBusy } = useAsk();
  const [cause, setCause] = useState('');
  const { id: conversationId, epoch, issueType, visitorIssueType } = conversation;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (cause.trim() === '') return;
    if (await ask('conversation:resolve', { conversationId, epoch, cause: cause.trim() }, words.done))
      onClose();
  }

  return (
    <Dialog title={words.title} subtitle={words.subtitle} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <dl className="mb-4 rounded-md bg-muted px-3 py-2">
          <dt className="text-xs text-ink-3">{words.type}</dt>
          <dd>
            {issueNames(issueType, issueTypes, language).full}{' '}
            <span className="text-ink-3">
              ({issueType === visitorIssueType ? words.visitorChose : words.setByStaff})
            </span>
          </dd>
        </dl>
        <TextField
          label={words.cause}
          hint={words.causeHint}
          placeholder={words.causePlaceholder}
          value={cause}
          maxLength={remarkMaxChars}
          data-autofocus
          onChange={(event) => setCause(event.target.value)}
        />
        <DialogActions>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" look="primary" disabled={cause.trim() === ''} isBusy={isBusy}>
            {words.submit}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
