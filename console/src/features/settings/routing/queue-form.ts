import {
  type Hours,
  hoursProblems,
  type HoursProblem,
  hoursSchema,
  type QueueSettings,
  queueSettingsSchema,
  type Weekday,
  weekdays,
} from '@haven/shared/queue';

/** The words of a choice are found by its value. */
export type Choice = QueueSettings['mode'] | QueueSettings['choice'];
/** `number` and `team` are empty where the setting may be null: that switches it off. `team`: another of the inbox. */
type Field = { kind: 'choice'; options: readonly Choice[] } | { kind: 'number' } | { kind: 'team' };
export type FieldKey = Exclude<keyof QueueSettings, 'hours'>;

/** How a queue is run, field by field in the order of the form. A new setting is a line here and its words. */
export const queueFields: Readonly<Record<FieldKey, Field>> = {
  mode: { kind: 'choice', options: ['auto', 'offer', 'manual'] },
  offerSeconds: { kind: 'number' },
  firstReplySeconds: { kind: 'number' },
  choice: { kind: 'choice', options: ['least_load', 'round_robin'] },
  agingMinutes: { kind: 'number' },
  idlePercent: { kind: 'number' },
  longestWaitSeconds: { kind: 'number' },
  longestQueue: { kind: 'number' },
  relaxSkillSeconds: { kind: 'number' },
  relaxLanguageSeconds: { kind: 'number' },
  overflowTeamId: { kind: 'team' },
  overflowSeconds: { kind: 'number' },
};
export const fieldKeys = Object.keys(queueFields) as FieldKey[];

/** Hours as they are typed: intervals by day, and holidays, as text. */
export type HoursDraft = { timeZone: string; week: Record<Weekday, string>; holidays: string };
/** Settings as they are typed. `hours` null: always open. */
export type QueueDraft = { fields: Record<FieldKey, string>; hours: HoursDraft | null };

/** What keeps a field from being stored; of a number the bound that it passed. */
export type FieldProblem = { code: 'too_small' | 'too_big'; bound: number } | { code: 'no_number' };
/** Where in the hours; `at` is a weekday, or the text that is no date. */
export type HoursFault = HoursProblem | { code: 'no_interval'; at: Weekday };
export type QueueProblems = { fields: Partial<Record<FieldKey, FieldProblem>>; hours: HoursFault[] };

/** Settings as text to edit. */
export function draftOf(settings: QueueSettings): QueueDraft {
  const fields = Object.fromEntries(fieldKeys.map((key) => [key, String(settings[key] ?? '')]));
  const { hours } = settings;
  return { fields: fields as Record<FieldKey, string>, hours: hours && hoursDraftOf(hours) };
}

function hoursDraftOf({ timeZone, week, holidays }: Hours): HoursDraft {
  const days = weekdays.map((day) => [
    day,
    week[day].map(({ from, until }) => `${from}-${until}`).join(', '),
  ]);
  return { timeZone, week: Object.fromEntries(days) as HoursDraft['week'], holidays: holidays.join('\n') };
}

/** Office hours in this device's time zone: what a queue that had none begins with. */
export function usualHours(): HoursDraft {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const week = weekdays.map((day) => [day, day === 'sat' || day === 'sun' ? '' : '09:00-18:00']);
  return { timeZone, week: Object.fromEntries(week) as HoursDraft['week'], holidays: '' };
}

/** What was typed as settings, or what is wrong with it. The schema is the contract's, so nothing is said twice. */
export function readDraft(
  draft: QueueDraft,
): { ok: true; settings: QueueSettings } | { ok: false; problems: QueueProblems } {
  const values = fieldKeys.map((key) => [key, valueOf(key, draft.fields[key])] as const);
  const fields: QueueProblems['fields'] = {};
  for (const [key, value] of values) {
    const problem = problemOf(key, value);
    if (problem !== null) fields[key] = problem;
  }
  const hours = draft.hours === null ? null : readHours(draft.hours);
  const faults = Array.isArray(hours) ? hours : [];
  const parsed = queueSettingsSchema.safeParse({ ...Object.fromEntries(values), hours });
  if (parsed.success && faults.length === 0) return { ok: true, settings: parsed.data };
  return { ok: false, problems: { fields, hours: faults } };
}

function valueOf(key: FieldKey, text: string): string | number | null {
  if (text.trim() === '') return null;
  return queueFields[key].kind === 'number' ? Number(text) : text;
}

function problemOf(key: FieldKey, value: unknown): FieldProblem | null {
  const parsed = queueSettingsSchema.shape[key].safeParse(value);
  const issue = parsed.success ? undefined : parsed.error.issues[0];
  if (issue === undefined) return null;
  if (issue.code === 'too_small') return { code: 'too_small', bound: Number(issue.minimum) };
  if (issue.code === 'too_big') return { code: 'too_big', bound: Number(issue.maximum) };
  return { code: 'no_number' };
}

/** Hours as the contract has them, or everything that is wrong with them. */
function readHours({ timeZone, week, holidays }: HoursDraft): Hours | HoursFault[] {
  const parts = (text: string) => text.split(/[,，、;；\n]/).map((part) => part.trim());
  const read = weekdays.map((day) => [day, parts(week[day]).filter(Boolean).map(intervalOf)] as const);
  const unread = read.filter(([, intervals]) => intervals.includes(null));
  if (unread.length > 0) return unread.map(([at]) => ({ code: 'no_interval' as const, at }));
  const typed = {
    timeZone: timeZone.trim(),
    week: Object.fromEntries(read),
    holidays: parts(holidays).filter(Boolean),
  };
  const parsed = hoursSchema.safeParse(typed);
  if (!parsed.success) return parsed.error.issues.map(({ path }) => faultAt(path, typed.holidays));
  const problems = hoursProblems(parsed.data);
  return problems.length > 0 ? problems : parsed.data;
}

/** `9-17:30` and `09:00–18:00` as an interval; null for what is none. */
function intervalOf(text: string): { from: string; until: string } | null {
  const [, from, until] = /^([\d:：]+)\s*[-–—~至]\s*([\d:：]+)$/.exec(text) ?? [];
  return from === undefined || until === undefined ? null : { from: timeOf(from), until: timeOf(until) };
}

function timeOf(text: string): string {
  const [hours = '', minutes = '00'] = text.split(/[:：]/);
  return `${hours.padStart(2, '0')}:${minutes.padStart(2, '0')}`;
}

/** Where the schema refuses something: a day's times, a holiday, or the time zone. */
function faultAt(path: readonly PropertyKey[], holidays: readonly string[]): HoursFault {
  const day = weekdays.find((one) => one === path[1]);
  if (path[0] === 'week' && day !== undefined) return { code: 'no_interval', at: day };
  if (path[0] === 'holidays') return { code: 'no_such_date', at: holidays[Number(path[1])] ?? '' };
  return { code: 'unknown_time_zone' };
}
