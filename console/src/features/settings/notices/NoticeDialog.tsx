import { networkIdSchema } from '@haven/shared/chain/network-id';
import { wellKnownNetworks } from '@haven/shared/chain/networks';
import { noticeEndpoints } from '@haven/shared/http/notice-endpoints';
import { noticeTextMaxChars, questionMaxChars } from '@haven/shared/limits';
import { type ManagedNotice, noticeSeverities, type NoticeDraft } from '@haven/shared/service-notice';
import { useState } from 'react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../../live/console-context.tsx';
import { Segments } from '../../../ui/Choices.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { FormDialog } from '../FormDialog.tsx';
import { isFilled, LocalizedFields, noText, trimmed } from '../LocalizedFields.tsx';
import { useSave } from '../use-items.ts';
import { useRefusedText } from './use-refused-text.ts';

type Scope = 'all' | 'network' | 'version';

const scopes = ['all', 'network', 'version'] as const;
/** Writes a notice, or changes one that has not ended. */
export function NoticeDialog({ notice, onClose }: { notice: ManagedNotice | null; onClose: () => void }) {
  const { notices: words, settings } = useStrings();
  const { fields } = words;
  const language = useLanguage();
  const { save, isBusy, failure } = useSave('service-notices');
  const refusedText = useRefusedText();
  const [isChecked, setChecked] = useState(false);
  const [severity, setSeverity] = useState(notice?.severity ?? 'degraded');
  const [title, setTitle] = useState(notice?.title ?? noText);
  const [body, setBody] = useState(notice?.body ?? noText);
  const [scope, setScope] = useState<Scope>(scopeOf(notice));
  const [network, setNetwork] = useState(notice?.network ?? '');
  const [appVersion, setAppVersion] = useState(notice?.appVersion ?? '');
  const [link, setLink] = useState(notice?.link ?? '');
  const [startsAt, setStartsAt] = useState(localOf(notice?.startsAt ?? null));
  const [endsAt, setEndsAt] = useState(localOf(notice?.endsAt ?? null));
  const isNetworkBad = scope === 'network' && !networkIdSchema.safeParse(network.trim()).success;
  const isLinkBad = link.trim() !== '' && !/^https:\/\/\S+$/.test(link.trim());
  const isVersionBad = scope === 'version' && appVersion.trim() === '';

  async function submit() {
    setChecked(true);
    if (!isFilled(title) || !isFilled(body) || isNetworkBad || isVersionBad || isLinkBad) return;
    const draft: NoticeDraft = {
      severity,
      title: trimmed(title),
      body: trimmed(body),
      network: scope === 'network' ? network.trim() : null,
      appVersion: scope === 'version' ? appVersion.trim() : null,
      link: link.trim() === '' ? null : link.trim(),
      startsAt: momentOf(startsAt),
      endsAt: momentOf(endsAt),
    };
    const done =
      notice === null
        ? await save(noticeEndpoints.createNotice, { body: draft })
        : await save(noticeEndpoints.updateNotice, { params: { id: notice.id }, body: draft });
    if (!done.ok) return;
    toast.success(done.value.phase === 'scheduled' ? words.scheduledSaved : words.saved);
    onClose();
  }

  return (
    <FormDialog
      title={notice === null ? words.add : settings.edit}
      isBusy={isBusy}
      failure={failure}
      conflictText={words.gone}
      refusedText={refusedText}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Segments
        label={fields.severity}
        value={severity}
        options={noticeSeverities.map((value) => ({ value, label: words.severities[value] }))}
        onChange={setSeverity}
      />
      <Segments
        label={fields.about}
        value={scope}
        options={scopes.map((value) => ({ value, label: fields.scopes[value] }))}
        onChange={setScope}
      />
      {scope === 'network' && (
        <>
          <TextField
            label={fields.network}
            hint={fields.networkHint}
            list="notice-networks"
            value={network}
            error={isChecked && isNetworkBad ? fields.networkBad : null}
            onChange={(event) => setNetwork(event.target.value)}
          />
          <datalist id="notice-networks">
            {wellKnownNetworks.map(({ id, name }) => (
              <option key={id} value={id}>
                {name[language]}
              </option>
            ))}
          </datalist>
        </>
      )}
      {scope === 'version' && (
        <TextField
          label={fields.appVersion}
          value={appVersion}
          maxLength={120}
          error={isChecked && isVersionBad ? settings.fields.required : null}
          onChange={(event) => setAppVersion(event.target.value)}
        />
      )}
      <LocalizedFields
        label={fields.title}
        hint={fields.titleHint}
        value={title}
        maxLength={questionMaxChars}
        isChecked={isChecked}
        onChange={setTitle}
      />
      <LocalizedFields
        label={fields.body}
        hint={fields.bodyHint}
        value={body}
        maxLength={noticeTextMaxChars}
        isChecked={isChecked}
        rows={3}
        onChange={setBody}
      />
      <TextField
        label={fields.link}
        hint={fields.linkHint}
        type="url"
        placeholder="https://"
        value={link}
        maxLength={500}
        error={isChecked && isLinkBad ? fields.linkBad : null}
        onChange={(event) => setLink(event.target.value)}
      />
      <div className="grid gap-x-3 sm:grid-cols-2">
        <TextField
          label={fields.startsAt}
          hint={fields.startsHint}
          type="datetime-local"
          value={startsAt}
          onChange={(event) => setStartsAt(event.target.value)}
        />
        <TextField
          label={fields.endsAt}
          hint={fields.endsHint}
          type="datetime-local"
          value={endsAt}
          onChange={(event) => setEndsAt(event.target.value)}
        />
      </div>
    </FormDialog>
  );
}

function scopeOf(notice: ManagedNotice | null): Scope {
  if (notice?.network != null) return 'network';
  return notice?.appVersion != null ? 'version' : 'all';
}

/** A moment as the field wants it, on this device's clock; empty for none. */
function localOf(moment: string | null): string {
  if (moment === null) return '';
  const date = new Date(moment);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function momentOf(local: string): string | null {
  return local === '' ? null : new Date(local).toISOString();
}
