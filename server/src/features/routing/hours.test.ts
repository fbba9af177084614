import type { Hours } from '@haven/shared/queue';
import { hoursProblems } from '@haven/shared/queue';
import { nextChange, openIntervals } from './hours.ts';

const week = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const at = (text: string) => Date.parse(text);
const office = [
  { from: '13:00', until: '18:00' },
  { from: '09:00', until: '12:00' },
];
const shown = (hours: Hours, now: string) =>
  openIntervals(hours, at(now)).map(({ from, until }) =>
    [from, until].map((time) => new Date(time).toISOString().slice(5, 16)).join(' '),
  );

describe('[RT12] the hours of a queue', () => {
  test('are on its own clocks, several a day, the current interval first', () => {
    const hours = { timeZone: 'Asia/Shanghai', week: { ...week, mon: office, tue: office }, holidays: [] };
    // Monday the 2nd of March 2026, 13:30 in Shanghai.
    expect(shown(hours, '2026-03-02T05:30:00Z')).toEqual([
      '03-02T05:00 03-02T10:00',
      '03-03T01:00 03-03T04:00',
      '03-03T05:00 03-03T10:00',
    ]);
  });

  test('end at their end, not a moment later', () => {
    const hours = { timeZone: 'UTC', week: { ...week, mon: office }, holidays: [] };
    expect(shown(hours, '2026-03-02T11:59:59.999Z')[0]).toBe('03-02T09:00 03-02T12:00');
    expect(shown(hours, '2026-03-02T12:00:00Z')[0]).toBe('03-02T13:00 03-02T18:00');
  });

  test('keep to the wall when its clocks change', () => {
    const hours = {
      timeZone: 'Europe/Berlin',
      week: { ...week, sat: office, sun: office, mon: office },
      holidays: [],
    };
    // The night to Sunday the 29th of March 2026.
    expect(shown(hours, '2026-03-28T12:30:00Z').map((interval) => interval.slice(0, 11))).toEqual([
      '03-28T12:00',
      '03-29T07:00',
      '03-29T11:00',
    ]);
  });

  test('run on through midnight without a gap', () => {
    const day = [{ from: '00:00', until: '24:00' }];
    const hours = { timeZone: 'UTC', week: { ...week, mon: day, tue: day }, holidays: [] };
    expect(shown(hours, '2026-03-02T23:59:59Z').slice(0, 2)).toEqual([
      '03-02T00:00 03-03T00:00',
      '03-03T00:00 03-04T00:00',
    ]);
  });

  test('leave holidays out, by the date in the zone', () => {
    const hours = { timeZone: 'America/New_York', week: { ...week, fri: office }, holidays: ['2026-12-25'] };
    expect(shown(hours, '2026-12-24T12:00:00Z')[0]).toBe('01-01T14:00 01-01T17:00');
  });

  test('say when they change next, and are looked at again when no opening is in sight', () => {
    const hours = { timeZone: 'UTC', week: { ...week, mon: office }, holidays: [] };
    const next = (now: string) => nextChange(openIntervals(hours, at(now)), at(now));
    expect(next('2026-03-02T08:00:00Z')).toBe(at('2026-03-02T09:00:00Z'));
    expect(next('2026-03-02T10:00:00Z')).toBe(at('2026-03-02T12:00:00Z'));
    expect(nextChange([], at('2026-03-02T10:00:00Z'))).toBe(at('2026-03-03T10:00:00Z'));
  });
});

describe('[RT12] hours that make no sense are named', () => {
  const good: Hours = { timeZone: 'UTC', week: { ...week, mon: office }, holidays: ['2026-12-25'] };
  test.each<[string, Partial<Hours>, object[]]>([
    ['nothing', {}, []],
    ['a zone that does not exist', { timeZone: 'Mars/Olympus' }, [{ code: 'unknown_time_zone' }]],
    ['no zone', { timeZone: '' }, [{ code: 'unknown_time_zone' }]],
    ['a day that is never open', { week }, [{ code: 'never_open' }]],
    [
      'an interval that ends before it begins',
      { week: { ...week, tue: [{ from: '22:00', until: '06:00' }] } },
      [{ code: 'reversed_interval', at: 'tue' }],
    ],
    [
      'an interval of no length',
      { week: { ...week, tue: [{ from: '09:00', until: '09:00' }] } },
      [{ code: 'reversed_interval', at: 'tue' }],
    ],
    [
      'intervals that overlap',
      { week: { ...week, wed: [...office, { from: '11:59', until: '12:30' }] } },
      [{ code: 'overlapping_intervals', at: 'wed' }],
    ],
    [
      'intervals that touch: fine',
      { week: { ...week, wed: [...office, { from: '12:00', until: '13:00' }] } },
      [],
    ],
    ['a date that is none', { holidays: ['2026-02-30'] }, [{ code: 'no_such_date', at: '2026-02-30' }]],
  ])('%s', (_what, more, problems) => {
    expect(hoursProblems({ ...good, ...more })).toEqual(problems);
  });
});
