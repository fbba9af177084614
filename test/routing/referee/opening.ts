import type { Hours, QueueSettings } from '@haven/shared/queue';

/** Two hours open, two hours closed, all day long, on the clocks of UTC. */
const periodMs = 2 * 3_600_000;
const day = ['00', '04', '08', '12', '16', '20'].map((hour) => ({
  from: `${hour}:00`,
  until: `${String(Number(hour) + 2).padStart(2, '0')}:00`,
}));
export const modelHours: Hours = {
  timeZone: 'UTC',
  week: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day },
  holidays: [],
};

/** Within the time that a story takes, some minutes of it, a queue opens or closes. */
const untilChangeMs = 10 * 60_000;

/** When a story begins by its own clock, hours after `now`: every other one begins before an opening. */
export function beginBeforeChange(now: number, story: number): number {
  const change = (Math.floor(now / periodMs) + 1) * periodMs;
  const isWanted = (change / periodMs) % 2 === story % 2;
  return change + (isWanted ? 2 : 1) * periodMs - untilChangeMs;
}

export function isOpenAt({ hours }: QueueSettings, at: number): boolean {
  return hours === null || Math.floor(at / periodMs) % 2 === 0;
}

/** Whether a queue opens or closes between two moments. */
export function changesBetween({ hours }: QueueSettings, from: number, until: number): boolean {
  return hours !== null && Math.floor(from / periodMs) !== Math.floor(until / periodMs);
}
