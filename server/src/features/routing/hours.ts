import { type Hours, weekdays } from '@haven/shared/queue';

/** Milliseconds since 1970; `until` is no longer open. */
export type Interval = { from: number; until: number };

const dayMs = 86_400_000;
/** Further than the holidays reach that one queue may have in a row. */
const horizonDays = 120;
/** The current one or the next, and those that follow it, so that one may begin in the moment another ends. */
const lookedUp = 3;

/** The next intervals in which a queue is open, the current one first (RT12). Zones are Intl's affair. Pure. */
export function openIntervals({ timeZone, week, holidays }: Hours, now: number): Interval[] {
  const { wallClock, instantOf } = createZone(timeZone);
  const today = Math.floor(wallClock(now) / dayMs) * dayMs;
  const closed = new Set(holidays.map((date) => Date.parse(`${date}T00:00:00Z`)));
  const found: Interval[] = [];
  for (let day = today; day < today + horizonDays * dayMs && found.length < lookedUp; day += dayMs) {
    if (closed.has(day)) continue;
    const intervals = week[weekdays[(new Date(day).getUTCDay() + 6) % 7] ?? 'mon']
      .map(({ from, until }) => ({
        from: instantOf(day + timeMs(from)),
        until: instantOf(day + timeMs(until)),
      }))
      .filter(({ from, until }) => until > now && until > from);
    found.push(...intervals.sort((a, b) => a.from - b.from));
  }
  return found.slice(0, lookedUp);
}

/** When openness changes next; a day from now when no opening is in sight. */
export function nextChange(intervals: readonly Interval[], now: number): number {
  const [first] = intervals;
  if (first === undefined) return now + dayMs;
  return first.from > now ? first.from : first.until;
}

function timeMs(time: string): number {
  const [hours, minutes] = time.split(':');
  return (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** Clocks on a wall, as milliseconds as if they hung in UTC. */
function createZone(timeZone: string) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });

  function wallClock(instant: number): number {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    return Date.UTC(
      read('year'),
      read('month') - 1,
      read('day'),
      read('hour'),
      read('minute'),
      read('second'),
    );
  }

  /** Twice, since the offset at the guess may be the one before a change of clocks. */
  function instantOf(wall: number): number {
    const guess = wall - (wallClock(wall) - wall);
    return wall - (wallClock(guess) - guess);
  }

  return { wallClock, instantOf };
}
