import { noticeEndpoints } from '@haven/shared/http/notice-endpoints';
import { noticeTextMaxChars } from '@haven/shared/limits';
import type { ManagedNotice } from '@haven/shared/service-notice';
import { useState } from 'react';
import { toast } from 'sonner';
import { useStrings } from '../../../live/console-context.tsx';
import { FormDialog } from '../FormDialog.tsx';
import { LocalizedFields, noText, trimmed } from '../LocalizedFields.tsx';
import { useSave } from '../use-items.ts';
import { useRefusedText } from './use-refused-text.ts';

/** Ends a notice for everybody; who asked is told, with what the operator adds. */
export function EndNoticeDialog({ notice, onClose }: { notice: ManagedNotice; onClose: () => void }) {
  const { notices: words } = useStrings();
  const { save, isBusy, failure } = useSave('service-notices');
  const refusedText = useRefusedText();
  const [ending, setEnding] = useState(noText);

  async function submit() {
    const done = await save(noticeEndpoints.endNotice, {
      params: { id: notice.id },
      body: { ending: trimmed(ending) },
    });
    if (!done.ok) return;
    toast.success(words.endedToast);
    onClose();
  }

  return (
    <FormDialog
      title={words.endTitle}
      isBusy={isBusy}
      failure={failure}
      conflictText={words.gone}
      refusedText={refusedText}
      submitLabel={words.end}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <p className="mb-4 text-ink-2">{words.endHint(notice.followers)}</p>
      {notice.followers > 0 && (
        <LocalizedFields
          label={words.ending}
          hint={words.optional}
          value={ending}
          maxLength={noticeTextMaxChars}
          isChecked={false}
          rows={3}
          onChange={setEnding}
        />
      )}
    </FormDialog>
  );
}
