import { platforms } from '@haven/shared/contact';
import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { useState } from 'react';
import { toast } from 'sonner';
import { useStrings } from '../../../live/console-context.tsx';
import { useDirectory } from '../../../live/queries.ts';
import { SelectField, TextField } from '../../../ui/Field.tsx';
import { FormDialog } from '../FormDialog.tsx';
import { SectionFrame } from '../SectionFrame.tsx';
import { Cell, Row, Table } from '../Table.tsx';
import { useItems, useSave } from '../use-items.ts';
import { useInboxName } from './LinksPart.tsx';
import { RemoveButton } from './RemoveButton.tsx';
import { SafetyPart } from './SafetyPart.tsx';

/** What is official: websites, addresses, numbers and handles. */
export function ContactsPart() {
  const strings = useStrings();
  const { contacts: words } = strings.official.settings;
  const query = useItems('official-contacts', adminEndpoints.listOfficialContacts);
  const nameOf = useInboxName();
  const [isAdding, setAdding] = useState(false);

  return (
    <SafetyPart title={words.title}>
      <SectionFrame
        subtitle={words.subtitle}
        query={query}
        empty={words.empty}
        add={{ label: words.add, onPress: () => setAdding(true) }}
      >
        {(items) => (
          <Table columns={[{ title: words.contact }, { title: words.inbox, isExtra: true }]}>
            {items.map(({ id, inboxId, kind, platform, value }) => (
              <Row key={id}>
                <Cell>
                  <b className="font-mono text-sm font-medium break-all">
                    {kind === 'handle' ? `@${value}` : value}
                  </b>
                  <small className="block text-xs text-ink-3">
                    {words.kinds[kind]}
                    {platform !== '' && ` · ${platform}`}
                  </small>
                </Cell>
                <Cell isExtra>{inboxId === null ? words.everyInbox : nameOf(inboxId)}</Cell>
                <Cell className="text-right">
                  <RemoveButton
                    list="official-contacts"
                    endpoint={adminEndpoints.removeOfficialContact}
                    id={id}
                    label={words.remove}
                  />
                </Cell>
              </Row>
            ))}
          </Table>
        )}
      </SectionFrame>
      <p className="mt-2 text-xs">
        <a href="/verify" target="_blank" rel="noreferrer" className="text-accent underline">
          {words.page}
        </a>
      </p>
      {isAdding && <ContactDialog onClose={() => setAdding(false)} />}
    </SafetyPart>
  );
}

function ContactDialog({ onClose }: { onClose: () => void }) {
  const { official, settings } = useStrings();
  const { contacts: words } = official.settings;
  const inboxes = useDirectory().data?.inboxes ?? [];
  const nameOf = useInboxName();
  const { save, isBusy, failure } = useSave('official-contacts');
  const [form, setForm] = useState({ contact: '', platform: '', inboxId: '' });
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });

  async function submit() {
    const platform = platforms.find((one) => one === form.platform);
    const body = { inboxId: form.inboxId || null, contact: form.contact, ...(platform && { platform }) };
    const done = await save(adminEndpoints.addOfficialContact, { body });
    if (!done.ok) return;
    toast.success(settings.saved);
    onClose();
  }

  return (
    <FormDialog
      title={words.add}
      isBusy={isBusy}
      failure={failure?.code === 'invalid' ? null : failure}
      conflictText={words.conflict}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField
        label={words.contact}
        value={form.contact}
        placeholder={words.contactHint}
        error={failure?.code === 'invalid' ? words.bad : null}
        onChange={(event) => change({ contact: event.target.value })}
      />
      <SelectField
        label={words.platform}
        value={form.platform}
        onChange={(event) => change({ platform: event.target.value })}
      >
        <option value="">{words.noPlatform}</option>
        {platforms.map((platform) => (
          <option key={platform}>{platform}</option>
        ))}
      </SelectField>
      <SelectField
        label={words.inbox}
        value={form.inboxId}
        onChange={(event) => change({ inboxId: event.target.value })}
      >
        <option value="">{words.everyInbox}</option>
        {inboxes.map(({ id }) => (
          <option key={id} value={id}>
            {nameOf(id)}
          </option>
        ))}
      </SelectField>
    </FormDialog>
  );
}
