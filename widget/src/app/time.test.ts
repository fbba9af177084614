import { dayOf } from './time.ts';

const words = { today: 'Today', yesterday: 'Yesterday' };
/** Local noon, so that the reader's zone changes nothing. */
const noon = (year: number, month: number, day: number) => new Date(year, month - 1, day, 12);

describe('day', () => {
  const now = noon(2026, 3, 1);

  it.each([
    [noon(2026, 3, 1), 'Today'],
    [noon(2026, 2, 28), 'Yesterday'],
    [noon(2026, 2, 27), 'February 27'],
    [noon(2025, 12, 31), 'December 31, 2025'],
  ])('of %s reads as %s', (at, said) => {
    expect(dayOf(at.toISOString(), 'en', words, now)).toBe(said);
  });
});
