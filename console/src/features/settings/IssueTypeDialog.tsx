import { adminEndpoints, type IssueTypeSetting } from '@haven/shared/http/admin-endpoints';
import { type CollectKey, collectKeys, issueTypeKeySchema, priorities } from '@haven/shared/issue-type';
import type { Team } from '@haven/shared/people';
import { useState } from 'react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { Checkbox, Checkboxes } from '../../ui/Choices.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { FormDialog } from './FormDialog.tsx';
import { nameMaxChars } from './limits.ts';
import { isFilled, LocalizedFields, noText, trimmed } from './LocalizedFields.tsx';
import { useSave } from './use-items.ts';

type Props = { item: IssueTypeSetting | null; teams: readonly Team[]; onClose: () => void };

/** Makes or edits an issue type. Its key is for ever: conversations name it. */
export function IssueTypeDialog({ item, teams, onClose }: Props) {
  const { settings: words, customer, issues } = useStrings();
  const { issueTypes, fields } = words;
  const language = useLanguage();
  const { save, isBusy, failure } = useSave('issue-types');
  const [isChecked, setChecked] = useState(false);
  const [key, setKey] = useState(item?.key ?? '');
  const [form, setForm] = useState({
    label: item?.label ?? noText,
    priority: item?.priority ?? 'normal',
    collect: item?.collect ?? ([] as CollectKey[]),
    teamId: item?.teamId ?? null,
    isRetired: item?.isRetired ?? false,
  });
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const isKeyOk = issueTypeKeySchema.safeParse(key).success;

  async function submit() {
    setChecked(true);
    if (!isKeyOk || !isFilled(form.label)) return;
    const body = { ...form, label: trimmed(form.label) };
    const done =
      item === null
        ? await save(adminEndpoints.createIssueType, { body: { ...body, key } })
        : await save(adminEndpoints.updateIssueType, { params: { key: item.key }, body });
    if (!done.ok) return;
    toast.success(words.saved);
    onClose();
  }

  return (
    <FormDialog
      title={item === null ? issueTypes.add : item.label[language]}
      isBusy={isBusy}
      failure={failure}
      conflictText={issueTypes.conflict}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {item === null && (
        <TextField
          label={issueTypes.key}
          hint={`${issueTypes.keyHint}; ${fields.fixed}`}
          value={key}
          error={isChecked && !isKeyOk ? issueTypes.badKey : null}
          onChange={(event) => setKey(event.target.value.toLowerCase())}
        />
      )}
      <LocalizedFields
        label={issueTypes.label}
        value={form.label}
        maxLength={nameMaxChars}
        isChecked={isChecked}
        onChange={(label) => change({ label })}
      />
      <SelectField
        label={issueTypes.priority}
        value={form.priority}
        onChange={(event) =>
          change({ priority: priorities.find((one) => one === event.target.value) ?? 'normal' })
        }
      >
        {priorities.map((priority) => (
          <option key={priority} value={priority}>
            {customer.priorities[priority]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={issueTypes.team}
        value={form.teamId ?? ''}
        onChange={(event) => change({ teamId: event.target.value === '' ? null : event.target.value })}
      >
        <option value="">{issueTypes.inboxDefault}</option>
        {teams
          .filter(({ tier }) => tier === 1)
          .map((team) => (
            <option key={team.id} value={team.id}>
              {team.name[language]}
            </option>
          ))}
      </SelectField>
      <Checkboxes
        label={issueTypes.collect}
        values={form.collect}
        options={collectKeys.map((value) => ({ value, label: issues.collect[value] }))}
        onChange={(collect) => change({ collect })}
      />
      <Checkbox isOn={form.isRetired} onChange={(isRetired) => change({ isRetired })}>
        {issueTypes.retire}
      </Checkbox>
    </FormDialog>
  );
}
