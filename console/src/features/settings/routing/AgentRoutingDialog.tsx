import { type AgentAccount, adminEndpoints } from '@haven/shared/http/admin-endpoints';
import type { SkillSetting } from '@haven/shared/http/skill-endpoints';
import { capacityMax } from '@haven/shared/limits';
import { useState } from 'react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../../live/console-context.tsx';
import { Checkboxes } from '../../../ui/Choices.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { FormDialog } from '../FormDialog.tsx';
import { LanguagesField } from '../LanguagesField.tsx';
import { useSave } from '../use-items.ts';

type Props = { agent: AgentAccount; skills: readonly SkillSetting[]; onClose: () => void };

/** What routing goes by of one agent. */
export function AgentRoutingDialog({ agent, skills, onClose }: Props) {
  const { settings: common, routingPage } = useStrings();
  const { agents: words } = routingPage;
  const language = useLanguage();
  const { save, isBusy, failure } = useSave('agents', 'skills', 'issue-type-needs');
  const [isChecked, setChecked] = useState(false);
  const [capacity, setCapacity] = useState(String(agent.capacity));
  const [languages, setLanguages] = useState(agent.languages);
  const had = skills.filter(({ agentIds }) => agentIds.includes(agent.id)).map(({ key }) => key);
  const [able, setAble] = useState(had);
  const size = Number(capacity);
  const isCapacityOk = Number.isInteger(size) && size >= 1 && size <= capacityMax;

  async function submit() {
    setChecked(true);
    if (!isCapacityOk || languages.length === 0) return;
    const { id, name, role, teamIds, isDisabled } = agent;
    const body = { name, role, teamIds, isDisabled, languages, capacity: size };
    const saved = await save(adminEndpoints.updateAgent, { params: { id }, body });
    if (!saved.ok) return;
    if (able.join() !== had.join()) {
      const done = await save(adminEndpoints.setAgentSkills, { params: { id }, body: { skills: able } });
      if (!done.ok) return;
    }
    toast.success(common.saved);
    onClose();
  }

  return (
    <FormDialog
      title={common.agents.editTitle(agent.name)}
      isBusy={isBusy}
      failure={failure}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField
        label={common.agents.capacity}
        hint={words.capacityHint}
        inputMode="numeric"
        value={capacity}
        error={isChecked && !isCapacityOk ? common.agents.badCapacity(capacityMax) : null}
        onChange={(event) => setCapacity(event.target.value)}
      />
      <LanguagesField values={languages} isChecked={isChecked} onChange={setLanguages} />
      {skills.length > 0 && (
        <Checkboxes
          label={words.skills}
          values={able}
          options={skills.map(({ key, name }) => ({ value: key, label: name[language] }))}
          onChange={setAble}
        />
      )}
    </FormDialog>
  );
}
