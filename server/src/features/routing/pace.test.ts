import { waitRange } from './pace.ts';

const minute = 60_000;
const departures = (count: number, gapMs: number, agents = 1) =>
  Array.from({ length: count }, () => ({ gapMs, agents }));

describe('[RT11] the estimate of a wait', () => {
  it('is the place by the pace, as a range around it', () => {
    const pace = { departures: departures(15, minute), agents: 1 };
    const first = waitRange(0, pace);
    const tenth = waitRange(9, pace);
    expect(first).toEqual({ fromMinutes: 1, toMinutes: 3 });
    expect(tenth).toEqual({ fromMinutes: 5, toMinutes: 15 });
  });

  it('depends on how many agents are there, before anybody has left with the new number (peers ignore it)', () => {
    const measured = departures(10, 2 * minute, 2);
    const half = waitRange(3, { departures: measured, agents: 1 });
    const same = waitRange(3, { departures: measured, agents: 2 });
    const double = waitRange(3, { departures: measured, agents: 4 });
    expect(half?.toMinutes).toBeGreaterThan(same?.toMinutes ?? Infinity);
    expect(same?.toMinutes).toBeGreaterThan(double?.toMinutes ?? Infinity);
    expect(double).toEqual({ fromMinutes: 1, toMinutes: 7 });
  });

  it('is narrower the more it is known of', () => {
    const width = (count: number) => {
      const range = waitRange(9, { departures: departures(count, minute), agents: 1 });
      return (range?.toMinutes ?? Infinity) - (range?.fromMinutes ?? 0);
    };
    expect(width(50)).toBeLessThan(width(4));
  });

  it.each([
    ['nobody takes chats', { departures: departures(9, minute), agents: 0 }],
    ['too few have left', { departures: departures(2, minute), agents: 1 }],
    ['it would be more than an hour', { departures: departures(9, 30 * minute), agents: 1 }],
  ])('is none where %s', (_why, pace) => {
    expect(waitRange(4, pace)).toBeNull();
  });

  it('never says none at all', () => {
    expect(waitRange(0, { departures: departures(20, 0), agents: 3 })).toEqual({
      fromMinutes: 1,
      toMinutes: 1,
    });
  });
});
