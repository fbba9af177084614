import { adminEndpoints, type Inbox, type Webhook } from '@haven/shared/http/admin-endpoints';
import { webhookUrlMaxChars } from '@haven/shared/limits';
import { webhookTopics, webhookWords, type WebhookWords } from '@haven/shared/webhook';
import { useState } from 'react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { Checkbox, Checkboxes } from '../../ui/Choices.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { FormDialog } from './FormDialog.tsx';
import { useSave } from './use-items.ts';

type Props = {
  webhook: Webhook | null;
  inboxes: readonly Inbox[];
  onClose: () => void;
  onSecret: (secret: string) => void;
};

/** Makes or edits a webhook. A new one answers with the secret, which is shown once. */
export function WebhookDialog({ webhook, inboxes, onClose, onSecret }: Props) {
  const strings = useStrings();
  const { settings: words } = strings;
  const { webhooks } = words;
  const language = useLanguage();
  const { save, isBusy, failure } = useSave('webhooks');
  const [isChecked, setChecked] = useState(false);
  const [inboxId, setInboxId] = useState(webhook?.inboxId ?? inboxes[0]?.id ?? '');
  const [form, setForm] = useState({
    url: webhook?.url ?? '',
    topics: webhook?.topics ?? [...webhookTopics],
    words: webhook?.words ?? ('none' as const),
    isEnabled: webhook?.isEnabled ?? true,
  });
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const url = form.url.trim();
  const isUrlOk = URL.canParse(url) && /^https?:/.test(url);
  // The server alone knows which hosts and ports it may call.
  const isRefused = failure?.code === 'invalid' && failure.details?.['field'] === 'url';
  const urlError = isRefused ? webhooks.refusedUrl : isChecked && !isUrlOk ? webhooks.badUrl : null;

  async function submit() {
    setChecked(true);
    if (!isUrlOk || form.topics.length === 0) return;
    const body = { ...form, url };
    if (webhook === null) {
      const made = await save(adminEndpoints.createWebhook, { body: { ...body, inboxId } });
      if (!made.ok) return;
      onSecret(made.value.secret);
    } else {
      const saved = await save(adminEndpoints.updateWebhook, { params: { id: webhook.id }, body });
      if (!saved.ok) return;
      toast.success(words.saved);
    }
    onClose();
  }

  return (
    <FormDialog
      title={webhook === null ? webhooks.add : webhooks.editTitle}
      isBusy={isBusy}
      failure={isRefused ? null : failure}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {webhook === null && (
        <SelectField
          label={webhooks.inbox}
          value={inboxId}
          onChange={(event) => setInboxId(event.target.value)}
        >
          {inboxes.map((inbox) => (
            <option key={inbox.id} value={inbox.id}>
              {inbox.name[language]}
            </option>
          ))}
        </SelectField>
      )}
      <TextField
        label={webhooks.url}
        hint={webhooks.urlHint}
        type="url"
        value={form.url}
        maxLength={webhookUrlMaxChars}
        error={urlError}
        onChange={(event) => change({ url: event.target.value })}
      />
      <Checkboxes
        label={webhooks.topics}
        values={form.topics}
        error={isChecked && form.topics.length === 0 ? webhooks.oneTopic : null}
        options={webhookTopics.map((topic) => ({ value: topic, label: webhooks.topicNames[topic] }))}
        onChange={(topics) => change({ topics })}
      />
      <SelectField
        label={webhooks.words}
        hint={webhooks.wordsHint}
        value={form.words}
        onChange={(event) => change({ words: event.target.value as WebhookWords })}
      >
        {webhookWords.map((one) => (
          <option key={one} value={one}>
            {webhooks.wordsNames[one]}
          </option>
        ))}
      </SelectField>
      <Checkbox isOn={form.isEnabled} onChange={(isEnabled) => change({ isEnabled })}>
        {webhooks.enabled}
      </Checkbox>
    </FormDialog>
  );
}
