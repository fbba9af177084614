import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import type { SkillSetting } from '@haven/shared/http/skill-endpoints';
import { skillKeySchema } from '@haven/shared/skill';
import { useState } from 'react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../../live/console-context.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { FormDialog } from '../FormDialog.tsx';
import { nameMaxChars } from '../limits.ts';
import { isFilled, LocalizedFields, noText, trimmed } from '../LocalizedFields.tsx';
import { useSave } from '../use-items.ts';

type Props = { skill: SkillSetting | null; onClose: () => void };

/** Makes or renames a skill. Its key is for ever: conversations that wait name it. */
export function SkillDialog({ skill, onClose }: Props) {
  const { settings: common, routingPage } = useStrings();
  const { skills: words } = routingPage;
  const language = useLanguage();
  const { save, isBusy, failure } = useSave('skills');
  const [isChecked, setChecked] = useState(false);
  const [key, setKey] = useState(skill?.key ?? '');
  const [name, setName] = useState(skill?.name ?? noText);
  const isKeyOk = skillKeySchema.safeParse(key).success;

  async function submit() {
    setChecked(true);
    if (!isKeyOk || !isFilled(name)) return;
    const body = { name: trimmed(name) };
    const done =
      skill === null
        ? await save(adminEndpoints.createSkill, { body: { ...body, key } })
        : await save(adminEndpoints.updateSkill, { params: { key }, body });
    if (!done.ok) return;
    toast.success(common.saved);
    onClose();
  }

  return (
    <FormDialog
      title={skill === null ? words.add : skill.name[language]}
      isBusy={isBusy}
      failure={failure}
      conflictText={words.conflict}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {skill === null && (
        <TextField
          label={words.key}
          hint={`${words.keyHint}; ${common.fields.fixed}`}
          value={key}
          error={isChecked && !isKeyOk ? words.badKey : null}
          onChange={(event) => setKey(event.target.value.toLowerCase())}
        />
      )}
      <LocalizedFields
        label={words.name}
        value={name}
        maxLength={nameMaxChars}
        isChecked={isChecked}
        onChange={setName}
      />
    </FormDialog>
  );
}
