import { weekdays } from '@haven/shared/queue';
import { useId } from 'react';
import { useStrings } from '../../../live/console-context.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Choices.tsx';
import { TextArea, TextField } from '../../../ui/Field.tsx';
import { type HoursDraft, type HoursFault, usualHours } from './queue-form.ts';

type Props = {
  hours: HoursDraft | null;
  faults: readonly HoursFault[];
  onChange: (hours: HoursDraft | null) => void;
};

const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;

/** When a queue is open: always, or the intervals of each day on the clocks of a time zone, without holidays. */
export function HoursFields({ hours, faults, onChange }: Props) {
  const { routingPage } = useStrings();
  const { hours: words } = routingPage;
  const zonesId = useId();
  const textOf = (fault: HoursFault | undefined) => (fault === undefined ? null : words.problems[fault.code]);
  const faultWith = (code: HoursFault['code']) => faults.find((one) => one.code === code);
  const noDate = faultWith('no_such_date');
  return (
    <fieldset className="mt-2 border-t border-line pt-4">
      <legend className="sr-only">{words.title}</legend>
      <Checkbox isOn={hours === null} onChange={(isAlways) => onChange(isAlways ? null : usualHours())}>
        {words.always}
      </Checkbox>
      {hours !== null && (
        <div className="mt-4">
          <TextField
            label={words.timeZone}
            list={zonesId}
            autoComplete="off"
            value={hours.timeZone}
            error={textOf(faultWith('unknown_time_zone'))}
            onChange={(event) => onChange({ ...hours, timeZone: event.target.value })}
          />
          <datalist id={zonesId}>
            {Intl.supportedValuesOf('timeZone').map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </datalist>
          <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
            <p className="text-xs text-ink-3">{words.intervalsHint}</p>
            <Button
              size="sm"
              onClick={() =>
                onChange({
                  ...hours,
                  week: {
                    ...hours.week,
                    ...Object.fromEntries(workdays.map((day) => [day, hours.week.mon])),
                  },
                })
              }
            >
              {words.copyMonday}
            </Button>
          </div>
          <div className="grid gap-x-3 sm:grid-cols-2">
            {weekdays.map((day) => (
              <TextField
                key={day}
                className="!mb-3"
                label={words.days[day]}
                placeholder={words.closed}
                value={hours.week[day]}
                error={textOf(faults.find((one) => 'at' in one && one.at === day))}
                onChange={(event) =>
                  onChange({ ...hours, week: { ...hours.week, [day]: event.target.value } })
                }
              />
            ))}
          </div>
          {faultWith('never_open') && (
            <p role="alert" className="mb-3 text-xs text-danger">
              {words.problems.never_open}
            </p>
          )}
          <TextArea
            label={words.holidays}
            hint={words.holidaysHint}
            rows={2}
            value={hours.holidays}
            error={noDate && 'at' in noDate ? `${noDate.at ?? ''}: ${words.problems.no_such_date}` : null}
            onChange={(event) => onChange({ ...hours, holidays: event.target.value })}
          />
        </div>
      )}
    </fieldset>
  );
}
