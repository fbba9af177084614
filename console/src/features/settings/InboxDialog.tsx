import { adminEndpoints, type Inbox, originSchema } from '@haven/shared/http/admin-endpoints';
import { inboxKeySchema } from '@haven/shared/http/visitor-endpoints';
import { languages } from '@haven/shared/language';
import { messageMaxChars } from '@haven/shared/limits';
import type { Team } from '@haven/shared/people';
import { useState } from 'react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { Checkboxes } from '../../ui/Choices.tsx';
import { SelectField, TextArea, TextField } from '../../ui/Field.tsx';
import { FormDialog } from './FormDialog.tsx';
import { nameMaxChars } from './limits.ts';
import { LanguagesField } from './LanguagesField.tsx';
import { isFilled, LocalizedFields, noText, trimmed } from './LocalizedFields.tsx';
import { useSave } from './use-items.ts';

type Props = { inbox: Inbox | null; teams: readonly Team[]; onClose: () => void };

/** Makes or edits an inbox. Only first-line teams answer chats; tier 2 is reached by escalation. */
export function InboxDialog({ inbox, teams, onClose }: Props) {
  const { settings: words } = useStrings();
  const { inboxes, fields } = words;
  const language = useLanguage();
  const { save, isBusy, failure } = useSave('inboxes');
  const firstLine = teams.filter(({ tier }) => tier === 1);
  const [isChecked, setChecked] = useState(false);
  const [key, setKey] = useState('');
  const [originText, setOriginText] = useState((inbox?.origins ?? []).join('\n'));
  const [form, setForm] = useState({
    name: inbox?.name ?? noText,
    greeting: inbox?.greeting ?? noText,
    languages: inbox?.languages ?? [...languages],
    teamIds: inbox?.teamIds ?? firstLine.map(({ id }) => id),
    defaultTeamId: inbox?.defaultTeamId ?? firstLine[0]?.id ?? '',
  });
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const origins = originText
    .split('\n')
    .map((line) => line.trim().replace(/\/$/, ''))
    .filter((line) => line !== '');
  const badOrigin = origins.find((line) => !originSchema.safeParse(line).success);
  const isKeyOk = inbox !== null || inboxKeySchema.safeParse(key).success;
  const offered = firstLine.filter(({ id }) => form.teamIds.includes(id));
  const defaultTeamId = offered.some(({ id }) => id === form.defaultTeamId)
    ? form.defaultTeamId
    : (offered[0]?.id ?? '');

  async function submit() {
    setChecked(true);
    const isComplete =
      isFilled(form.name) && isFilled(form.greeting) && form.languages.length > 0 && offered.length > 0;
    if (!isComplete || !isKeyOk || badOrigin !== undefined) return;
    const body = {
      ...form,
      defaultTeamId,
      name: trimmed(form.name),
      greeting: trimmed(form.greeting),
      origins,
    };
    const done =
      inbox === null
        ? await save(adminEndpoints.createInbox, { body: { ...body, key } })
        : await save(adminEndpoints.updateInbox, { params: { id: inbox.id }, body });
    if (!done.ok) return;
    toast.success(words.saved);
    onClose();
  }

  function whatHinders({ reason, openConversations, teamId }: Record<string, unknown>): string | null {
    if (reason === 'in_use') return inboxes.teamInUse(Number(openConversations));
    if (reason !== 'overflow_team') return null;
    return inboxes.overflowTeam(teams.find(({ id }) => id === teamId)?.name[language] ?? '');
  }

  return (
    <FormDialog
      title={inbox === null ? inboxes.add : inbox.name[language]}
      isBusy={isBusy}
      failure={failure}
      conflictText={inboxes.conflict}
      refusedText={whatHinders}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {inbox === null && (
        <TextField
          label={inboxes.key}
          hint={`${inboxes.keyHint}; ${fields.fixed}`}
          value={key}
          error={isChecked && !isKeyOk ? inboxes.badKey : null}
          onChange={(event) => setKey(event.target.value.toLowerCase())}
        />
      )}
      <LocalizedFields
        label={inboxes.name}
        value={form.name}
        maxLength={nameMaxChars}
        isChecked={isChecked}
        onChange={(name) => change({ name })}
      />
      <LocalizedFields
        label={inboxes.greeting}
        value={form.greeting}
        maxLength={messageMaxChars}
        isChecked={isChecked}
        rows={2}
        onChange={(greeting) => change({ greeting })}
      />
      <LanguagesField
        values={form.languages}
        isChecked={isChecked}
        onChange={(next) => change({ languages: next })}
      />
      <Checkboxes
        label={fields.teams}
        values={form.teamIds}
        error={isChecked && offered.length === 0 ? fields.oneTeam : null}
        options={firstLine.map((team) => ({ value: team.id, label: team.name[language] }))}
        onChange={(teamIds) => change({ teamIds })}
      />
      <SelectField
        label={inboxes.defaultTeam}
        hint={inboxes.defaultTeamHint}
        value={defaultTeamId}
        onChange={(event) => change({ defaultTeamId: event.target.value })}
      >
        {offered.map((team) => (
          <option key={team.id} value={team.id}>
            {team.name[language]}
          </option>
        ))}
      </SelectField>
      <TextArea
        label={inboxes.origins}
        hint={inboxes.originsHint}
        className="[&_textarea]:font-mono"
        value={originText}
        error={badOrigin === undefined ? null : inboxes.badOrigin(badOrigin)}
        onChange={(event) => setOriginText(event.target.value)}
      />
    </FormDialog>
  );
}
