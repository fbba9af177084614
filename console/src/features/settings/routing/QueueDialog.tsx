import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import type { QueueSetting } from '@haven/shared/http/queue-endpoints';
import { type HoursProblem, type OverflowProblem, overflowProblemCodes } from '@haven/shared/queue';
import type { Failure } from '@haven/shared/result';
import { useState } from 'react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../../live/console-context.tsx';
import { useDirectory } from '../../../live/queries.ts';
import { SelectField, TextField } from '../../../ui/Field.tsx';
import { useQueueNames } from '../../../live/use-queue-names.ts';
import { FormDialog } from '../FormDialog.tsx';
import { useItems, useSave } from '../use-items.ts';
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
  const overflow = overflowProblemIn(failure);
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
      failure={told.length > 0 || overflow !== null ? null : failure}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {fieldKeys.map((key) => (
        <SettingField
          key={key}
          name={key}
          queue={queue}
          refused={key === 'overflowTeamId' ? overflow : null}
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
  queue: QueueSetting;
  /** What the server finds wrong with it. */
  refused: OverflowProblem | null;
  value: string;
  problem: FieldProblem | undefined;
  onChange: (text: string) => void;
};

function SettingField({ name, queue, refused, value, problem, onChange }: FieldProps) {
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
  if (field.kind === 'team')
    return (
      <TeamField
        {...common}
        queue={queue}
        error={refused === null ? null : problems[refused]}
        onChange={onChange}
      />
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

type TeamFieldProps = {
  label: string;
  hint: string;
  value: string;
  queue: QueueSetting;
  error: string | null;
  onChange: (teamId: string) => void;
};

/** Another team that answers chats of the queue's inbox, or none. */
function TeamField({ queue, onChange, ...common }: TeamFieldProps) {
  const { options } = useStrings().routingPage;
  const language = useLanguage();
  const inboxes = useItems('inboxes', adminEndpoints.listInboxes).data?.items ?? [];
  const teams = useDirectory().data?.teams ?? [];
  const teamIds = inboxes.find(({ id }) => id === queue.inboxId)?.teamIds ?? [];
  const others = teams.filter(({ id }) => id !== queue.teamId && teamIds.includes(id));
  return (
    <SelectField {...common} onChange={(event) => onChange(event.target.value)}>
      <option value="">{options.noTeam}</option>
      {others.map(({ id, name }) => (
        <option key={id} value={id}>
          {name[language]}
        </option>
      ))}
    </SelectField>
  );
}

/** What the server finds wrong with the overflow team. */
function overflowProblemIn(failure: Failure | null): OverflowProblem | null {
  const problem = failure?.details?.['problem'];
  return overflowProblemCodes.find((code) => code === problem) ?? null;
}

/** What the server finds wrong with the hours; it may know other time zones than this browser. */
function hoursProblemsIn(failure: Failure | null): HoursProblem[] {
  const { field, problems } = failure?.details ?? {};
  return field === 'hours' && Array.isArray(problems) ? (problems as HoursProblem[]) : [];
}
