import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import type { QueueSetting } from '@haven/shared/http/queue-endpoints';
import type { HoursProblem } from '@haven/shared/queue';
import type { Failure } from '@haven/shared/result';
import { useState } from 'react';
import { toast } from 'sonner';
import { useStrings } from '../../../live/console-context.tsx';
import { SelectField, TextField } from '../../../ui/Field.tsx';
import { useQueueNames } from '../../../live/use-queue-names.ts';
import { FormDialog } from '../FormDialog.tsx';
import { useSave } from '../use-items.ts';
import { HoursFields } from './HoursFields.tsx';
import {
  draftOf,
  type FieldKey,
  fieldKeys,
  type FieldProblem,
  type HoursFault,
  queueFields,
  readDraft,
} from './queue-form.ts';

type Props = { queue: QueueSetting; onClose: () => void };

/** Edits how one queue is run. What is wrong stands beside its field, whether found here or by the server. */
export function QueueDialog({ queue, onClose }: Props) {
  const { settings: common, routingPage } = useStrings();
  const { queues: words } = routingPage;
  const { team, inbox } = useQueueNames(queue);
  const { save, isBusy, failure } = useSave('queues');
  const [isChecked, setChecked] = useState(false);
  const [draft, setDraft] = useState(() => draftOf(queue.settings));
  const read = readDraft(draft);
  const told = hoursProblemsIn(failure);
  const faults: readonly HoursFault[] = isChecked && !read.ok ? read.problems.hours : told;

  async function submit() {
    setChecked(true);
    if (!read.ok) return;
    const { inboxId, teamId } = queue;
    const done = await save(adminEndpoints.updateQueue, {
      body: { inboxId, teamId, settings: read.settings },
    });
    if (!done.ok) return;
    toast.success(common.saved);
    onClose();
  }

  return (
    <FormDialog
      title={words.editTitle(team, inbox)}
      isBusy={isBusy}
      failure={told.length > 0 ? null : failure}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {fieldKeys.map((key) => (
        <SettingField
          key={key}
          name={key}
          value={draft.fields[key]}
          problem={isChecked && !read.ok ? read.problems.fields[key] : undefined}
          onChange={(text) => setDraft({ ...draft, fields: { ...draft.fields, [key]: text } })}
        />
      ))}
      <HoursFields hours={draft.hours} faults={faults} onChange={(hours) => setDraft({ ...draft, hours })} />
    </FormDialog>
  );
}

type FieldProps = {
  name: FieldKey;
  value: string;
  problem: FieldProblem | undefined;
  onChange: (text: string) => void;
};

function SettingField({ name, value, problem, onChange }: FieldProps) {
  const { routingPage } = useStrings();
  const { fields, options, problems } = routingPage;
  const field = queueFields[name];
  const common = { label: fields[name].label, hint: fields[name].hint, value };
  if (field.kind === 'choice')
    return (
      <SelectField {...common} onChange={(event) => onChange(event.target.value)}>
        {field.options.map((option) => (
          <option key={option} value={option}>
            {options[option]}
          </option>
        ))}
      </SelectField>
    );
  return (
    <TextField
      {...common}
      inputMode="numeric"
      error={
        problem === undefined
          ? null
          : problem.code === 'no_number'
            ? problems.no_number
            : problems[problem.code](problem.bound)
      }
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** What the server finds wrong with the hours; it may know other time zones than this browser. */
function hoursProblemsIn(failure: Failure | null): HoursProblem[] {
  const { field, problems } = failure?.details ?? {};
  return field === 'hours' && Array.isArray(problems) ? (problems as HoursProblem[]) : [];
}
