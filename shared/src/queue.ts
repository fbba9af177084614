import * as z from 'zod/mini';
import { idSchema } from './ids.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** `09:30` on the queue's clocks; `24:00` ends a day. */
const timeSchema = z.string().check(z.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/));
const intervalSchema = z.strictObject({ from: timeSchema, until: timeSchema });
const daySchema = z.array(intervalSchema).check(z.maxLength(6));

/** When a queue is served (RT12). */
export const hoursSchema = z.strictObject({
  /** An IANA name such as `Asia/Shanghai`. */
  timeZone: z.string().check(z.maxLength(60)),
  week: z.strictObject({
    mon: daySchema,
    tue: daySchema,
    wed: daySchema,
    thu: daySchema,
    fri: daySchema,
    sat: daySchema,
    sun: daySchema,
  }),
  /** Dates such as `2026-12-25` on which it stays closed. */
  holidays: z.array(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))).check(z.maxLength(100)),
});
export type Hours = z.infer<typeof hoursSchema>;

/** How long a chat waits before a requirement is dropped; null: it never is (RT7). */
const relaxSecondsSchema = z.nullable(z.int().check(z.minimum(10), z.maximum(86_400)));

/** How the queue of one inbox and team is run. */
export const queueSettingsSchema = z.strictObject({
  /**
   * `auto`: routing assigns at once. `offer`: it asks an agent first, then the next. `manual`: agents take from the
   * queue by hand (RT8).
   */
  mode: z.enum(['auto', 'offer', 'manual']),
  /** How long an agent has to accept an offer. */
  offerSeconds: z.int().check(z.minimum(5), z.maximum(300)),
  /** Who has not replied so long after an assignment loses it to the next; null: nobody does (RT8). */
  firstReplySeconds: z.nullable(z.int().check(z.minimum(10), z.maximum(3_600))),
  /** T: one band forward counts as this much waiting (RT3); 0: priority does not matter. */
  agingMinutes: z.int().check(z.minimum(0), z.maximum(240)),
  /** Among the eligible: the lowest share of capacity in use, or who was given nothing for longest (RT5). */
  choice: z.enum(['least_load', 'round_robin']),
  /** What a chat in which support spoke last takes of its agent's capacity, in percent of its weight (RT6). */
  idlePercent: z.int().check(z.minimum(0), z.maximum(100)),
  /** Who has waited longer is told to leave a message (RT13). */
  longestWaitSeconds: z.int().check(z.minimum(60), z.maximum(86_400)),
  /** Who stands further back leaves a message (RT13). */
  longestQueue: z.int().check(z.minimum(1), z.maximum(1_000)),
  /** Then no skills are asked for any more. */
  relaxSkillSeconds: relaxSecondsSchema,
  /** Then any language will do. */
  relaxLanguageSeconds: relaxSecondsSchema,
  /** Then the overflow team has it; null: only before the longest wait ends, where such a team is named (RT13). */
  overflowSeconds: relaxSecondsSchema,
  /** Another team of tier 1 of the inbox. Null: nobody has it instead, and `overflowSeconds` is null as well. */
  overflowTeamId: z.nullable(idSchema),
  /** Null: always open. Outside: leave a message, which is answered first at opening (RT12). */
  hours: z.nullable(hoursSchema),
});
export type QueueSettings = z.infer<typeof queueSettingsSchema>;

export const defaultQueueSettings: QueueSettings = {
  mode: 'auto',
  offerSeconds: 20,
  firstReplySeconds: null,
  agingMinutes: 5,
  choice: 'least_load',
  idlePercent: 30,
  longestWaitSeconds: 30 * 60,
  longestQueue: 200,
  relaxSkillSeconds: null,
  relaxLanguageSeconds: null,
  overflowSeconds: null,
  overflowTeamId: null,
  hours: null,
};

/** Why an overflow can't be stored: its own team, one that does not answer chats of the inbox, a time without a team, or a queue of cases. */
export const overflowProblemCodes = ['own_team', 'not_in_inbox', 'no_team', 'cases_stay'] as const;
export type OverflowProblem = (typeof overflowProblemCodes)[number];

export const hoursProblemCodes = [
  'unknown_time_zone',
  'reversed_interval',
  'overlapping_intervals',
  'never_open',
  'no_such_date',
] as const;
/** Why hours can't be stored; `at` is a weekday, or a date that is none. */
export type HoursProblem = { code: (typeof hoursProblemCodes)[number]; at?: string };

/** What is wrong with hours that the schema takes; nothing for good ones. Pure. */
export function hoursProblems({ timeZone, week, holidays }: Hours): HoursProblem[] {
  const days = weekdays.flatMap((day) => dayProblems(week[day]).map((code) => ({ code, at: day })));
  const dates = holidays.filter((date) => !isDate(date)).map((at) => ({ code: 'no_such_date' as const, at }));
  return [
    ...(isTimeZone(timeZone) ? [] : [{ code: 'unknown_time_zone' as const }]),
    ...days,
    ...(weekdays.every((day) => week[day].length === 0) ? [{ code: 'never_open' as const }] : []),
    ...dates,
  ];
}

function dayProblems(intervals: Hours['week'][Weekday]): HoursProblem['code'][] {
  if (intervals.some(({ from, until }) => from >= until)) return ['reversed_interval'];
  const sorted = [...intervals].sort((a, b) => (a.from < b.from ? -1 : 1));
  const isOverlapping = sorted.some(({ from }, index) => from < (sorted[index - 1]?.until ?? ''));
  return isOverlapping ? ['overlapping_intervals'] : [];
}

function isDate(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name !== '';
  } catch {
    return false;
  }
}
