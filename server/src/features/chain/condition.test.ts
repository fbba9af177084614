import { type Measured, nextStanding, type Standing } from './condition.ts';

const well: Measured = {
  answered: 2,
  failed: 0,
  behind: 0,
  headAgeSeconds: 5,
  blockSeconds: 12,
  fullness: 0.5,
};

function after(...readings: Partial<Measured>[]): string {
  let standing: Standing | null = null;
  for (const reading of readings) standing = nextStanding(standing, { ...well, ...reading });
  return standing?.condition ?? 'none';
}

it.each([
  [{}, 'normal'],
  [{ fullness: 0.7 }, 'busy'],
  [{ fullness: 0.9 }, 'congested'],
  [{ failed: 1, answered: 1 }, 'degraded'],
  [{ behind: 1 }, 'degraded'],
  [{ answered: 0, failed: 2 }, 'halted'],
  [{ headAgeSeconds: 181 }, 'halted'],
  [{ fullness: null }, 'normal'],
])('takes the first reading %j for %s', (reading, condition) => expect(after(reading)).toBe(condition));

it('changes by two readings that agree, and not by one', () => {
  expect(after({}, { fullness: 0.9 })).toBe('normal');
  expect(after({}, { fullness: 0.9 }, {})).toBe('normal');
  expect(after({}, { fullness: 0.9 }, { fullness: 0.7 })).toBe('normal');
  expect(after({}, { fullness: 0.9 }, { fullness: 0.9 })).toBe('congested');
});

it('leaves a condition lower than it entered it', () => {
  const congested = { fullness: 0.9 };
  expect(after(congested, { fullness: 0.78 }, { fullness: 0.78 })).toBe('congested');
  expect(after(congested, { fullness: 0.6 }, { fullness: 0.6 })).toBe('busy');
  expect(after({ fullness: 0.7 }, { fullness: 0.6 }, { fullness: 0.6 })).toBe('busy');
  expect(after({ fullness: 0.7 }, { fullness: 0.5 }, { fullness: 0.5 })).toBe('normal');
});

it('waits as long for a block as its chain usually takes', () => {
  expect(after({ blockSeconds: 600, headAgeSeconds: 3_000 })).toBe('normal');
  expect(after({ blockSeconds: 600, headAgeSeconds: 7_300 })).toBe('halted');
});
