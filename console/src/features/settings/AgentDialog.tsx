import { type AgentAccount, adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { emailSchema } from '@haven/shared/http/agent-endpoints';
import { capacityMax } from '@haven/shared/limits';
import { roles, type Team } from '@haven/shared/people';
import { useState } from 'react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { Checkboxes } from '../../ui/Choices.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import type { OneTimePassword } from './one-time-password.ts';
import { FormDialog } from './FormDialog.tsx';
import { LanguagesField } from './LanguagesField.tsx';
import { nameMaxChars } from './limits.ts';
import { useSave } from './use-items.ts';

type Props = {
  agent: AgentAccount | null;
  teams: readonly Team[];
  onClose: () => void;
  onPassword: (password: OneTimePassword) => void;
};

/** Makes or edits an account. A new one answers with a password that is shown once. */
export function AgentDialog({ agent, teams, onClose, onPassword }: Props) {
  const { settings: words } = useStrings();
  const { agents, fields } = words;
  const language = useLanguage();
  const { save, isBusy, failure } = useSave('agents');
  const [isChecked, setChecked] = useState(false);
  const [email, setEmail] = useState('');
  const [capacity, setCapacity] = useState(String(agent?.capacity ?? 4));
  const [form, setForm] = useState({
    name: agent?.name ?? '',
    role: agent?.role ?? ('agent' as const),
    teamIds: agent?.teamIds ?? [],
    languages: agent?.languages ?? [language],
  });
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const size = Number(capacity);
  const isCapacityOk = Number.isInteger(size) && size >= 1 && size <= capacityMax;
  const isEmailOk = agent !== null || emailSchema.safeParse(email).success;

  async function submit() {
    setChecked(true);
    if (form.name.trim() === '' || form.languages.length === 0 || !isCapacityOk || !isEmailOk) return;
    const body = { ...form, name: form.name.trim(), capacity: size };
    if (agent === null) {
      const made = await save(adminEndpoints.createAgent, { body: { ...body, email } });
      if (!made.ok) return;
      onPassword({ name: made.value.agent.name, password: made.value.password });
    } else {
      const { id, isDisabled } = agent;
      const saved = await save(adminEndpoints.updateAgent, { params: { id }, body: { ...body, isDisabled } });
      if (!saved.ok) return;
      toast.success(words.saved);
    }
    onClose();
  }

  return (
    <FormDialog
      title={agent === null ? agents.addTitle : agents.editTitle(agent.name)}
      isBusy={isBusy}
      failure={failure}
      conflictText={agents.conflict}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField
        label={agents.name}
        hint={agents.nameHint}
        value={form.name}
        maxLength={nameMaxChars}
        error={isChecked && form.name.trim() === '' ? fields.required : null}
        onChange={(event) => change({ name: event.target.value })}
      />
      {agent === null && (
        <TextField
          label={agents.email}
          type="email"
          autoComplete="off"
          value={email}
          error={isChecked && !isEmailOk ? agents.badEmail : null}
          onChange={(event) => setEmail(event.target.value)}
        />
      )}
      <SelectField
        label={agents.role}
        hint={agents.roleHints[form.role]}
        value={form.role}
        onChange={(event) => change({ role: roles.find((one) => one === event.target.value) ?? 'agent' })}
      >
        {roles.map((role) => (
          <option key={role} value={role}>
            {agents.roles[role]}
          </option>
        ))}
      </SelectField>
      <Checkboxes
        label={fields.teams}
        values={form.teamIds}
        options={teams.map((team) => ({ value: team.id, label: team.name[language] }))}
        onChange={(teamIds) => change({ teamIds })}
      />
      <LanguagesField
        values={form.languages}
        isChecked={isChecked}
        onChange={(next) => change({ languages: next })}
      />
      <TextField
        label={agents.capacity}
        type="number"
        min={1}
        max={capacityMax}
        value={capacity}
        error={isChecked && !isCapacityOk ? agents.badCapacity(capacityMax) : null}
        onChange={(event) => setCapacity(event.target.value)}
      />
    </FormDialog>
  );
}
