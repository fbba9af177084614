import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import type { IssueTypeNeeds, SkillSetting } from '@haven/shared/http/skill-endpoints';
import { skillsPerIssueType, weightMax, weightMin } from '@haven/shared/limits';
import { useState } from 'react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../../live/console-context.tsx';
import { Checkboxes } from '../../../ui/Choices.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { FormDialog } from '../FormDialog.tsx';
import { useSave } from '../use-items.ts';

type Props = {
  needs: IssueTypeNeeds;
  title: string;
  skills: readonly SkillSetting[];
  onClose: () => void;
};

/** Edits what one issue type asks for: skills, and how much of a capacity it takes. */
export function NeedsDialog({ needs, title, skills, onClose }: Props) {
  const { settings: common, routingPage } = useStrings();
  const { needs: words } = routingPage;
  const language = useLanguage();
  const { save, isBusy, failure } = useSave('issue-type-needs', 'skills');
  const [isChecked, setChecked] = useState(false);
  const [asked, setAsked] = useState(needs.skills);
  const [chats, setChats] = useState(String(needs.weight / 100));
  const weight = Math.round(Number(chats) * 100);
  const isWeightOk = weight >= weightMin && weight <= weightMax;
  const hasTooMany = asked.length > skillsPerIssueType;

  async function submit() {
    setChecked(true);
    if (!isWeightOk || hasTooMany) return;
    const done = await save(adminEndpoints.setIssueTypeNeeds, {
      params: { key: needs.key },
      body: { skills: asked, weight },
    });
    if (!done.ok) return;
    // What was stored although nobody could take it now says so in its row.
    if (done.value.warnings.length > 0) toast.warning(words.savedWithWarning);
    else toast.success(common.saved);
    onClose();
  }

  return (
    <FormDialog
      title={title}
      isBusy={isBusy}
      failure={failure}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {skills.length === 0 ? (
        <p className="mb-4 text-ink-2">{words.noSkills}</p>
      ) : (
        <Checkboxes
          label={words.skills}
          values={asked}
          error={isChecked && hasTooMany ? words.tooMany(skillsPerIssueType) : null}
          options={skills.map(({ key, name }) => ({ value: key, label: name[language] }))}
          onChange={setAsked}
        />
      )}
      <TextField
        label={words.weight}
        hint={words.weightHint}
        inputMode="decimal"
        value={chats}
        error={isChecked && !isWeightOk ? words.badWeight(weightMin / 100, weightMax / 100) : null}
        onChange={(event) => setChats(event.target.value)}
      />
    </FormDialog>
  );
}
