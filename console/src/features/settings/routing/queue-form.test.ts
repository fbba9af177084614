import { defaultQueueSettings, type Hours } from '@haven/shared/queue';
import { draftOf, type QueueDraft, readDraft, usualHours } from './queue-form.ts';

const none = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const hours: Hours = {
  timeZone: 'Asia/Shanghai',
  week: {
    ...none,
    mon: [
      { from: '09:00', until: '12:00' },
      { from: '13:00', until: '24:00' },
    ],
  },
  holidays: ['2026-10-01'],
};
const team = '00000000-0000-7000-8000-000000000001';
const draft = draftOf({ ...defaultQueueSettings, hours });
const withField = (change: Partial<QueueDraft['fields']>) => ({
  ...draft,
  fields: { ...draft.fields, ...change },
});
const withHours = (change: Partial<QueueDraft['hours']>) => ({
  ...draft,
  hours: { ...usualHours(), ...change },
});
const problems = (typed: QueueDraft) => {
  const read = readDraft(typed);
  return read.ok ? null : read.problems;
};

describe('the form of a queue', () => {
  it('gives back what it was filled with', () => {
    expect(readDraft(draft)).toEqual({ ok: true, settings: { ...defaultQueueSettings, hours } });
    const limited = withField({ firstReplySeconds: '90', overflowTeamId: team, overflowSeconds: '60' });
    expect(readDraft(limited)).toMatchObject({
      settings: { firstReplySeconds: 90, overflowTeamId: team, overflowSeconds: 60, relaxSkillSeconds: null },
    });
    const always = draftOf(defaultQueueSettings);
    expect(readDraft(always)).toEqual({ ok: true, settings: defaultQueueSettings });
  });

  it('says beside each number which bound it passes, or that it is none', () => {
    const typed = withField({
      offerSeconds: '4',
      longestQueue: '1001',
      agingMinutes: '1.5',
      longestWaitSeconds: '',
    });
    expect(problems(typed)?.fields).toEqual({
      offerSeconds: { code: 'too_small', bound: 5 },
      longestQueue: { code: 'too_big', bound: 1000 },
      agingMinutes: { code: 'no_number' },
      longestWaitSeconds: { code: 'no_number' },
    });
  });

  it('[RT12] reads times as people write them', () => {
    const week = { ...usualHours().week, mon: '9-12，13:00–17:30' };
    const read = readDraft(withHours({ week, timeZone: 'Europe/Berlin' }));
    expect(read.ok && read.settings.hours?.week.mon).toEqual([
      { from: '09:00', until: '12:00' },
      { from: '13:00', until: '17:30' },
    ]);
  });

  it('[RT12] names the day, the date or the zone that makes no sense', () => {
    const week = { ...usualHours().week, mon: 'morning', tue: '25:00-26:00' };
    expect(problems(withHours({ week }))?.hours).toEqual([{ code: 'no_interval', at: 'mon' }]);
    expect(problems(withHours({ week: { ...week, mon: '' } }))?.hours).toContainEqual({
      code: 'no_interval',
      at: 'tue',
    });
    const wrong = { ...usualHours().week, mon: '18-9', tue: '9-12, 11-13' };
    expect(
      problems(withHours({ week: wrong, holidays: '2026-02-30', timeZone: 'Mars/Base' }))?.hours,
    ).toEqual([
      { code: 'unknown_time_zone' },
      { code: 'reversed_interval', at: 'mon' },
      { code: 'overlapping_intervals', at: 'tue' },
      { code: 'no_such_date', at: '2026-02-30' },
    ]);
    expect(problems(withHours({ holidays: 'Christmas' }))?.hours).toEqual([
      { code: 'no_such_date', at: 'Christmas' },
    ]);
    const never = Object.fromEntries(Object.keys(none).map((day) => [day, ''])) as QueueDraft['hours'] &
      object;
    expect(problems(withHours({ week: never as never }))?.hours).toEqual([{ code: 'never_open' }]);
  });
});
