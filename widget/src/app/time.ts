import type { Language } from '@haven/shared/language';

/** A time of day in the reader's own zone, such as `14:26`. */
export function timeOf(at: string, language: Language): string {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(at),
  );
}

/** A day as it is said: the words for today and yesterday, else the date, with the year where it is another one. */
export function dayOf(
  at: string,
  language: Language,
  words: { today: string; yesterday: string },
  now: Date = new Date(),
): string {
  const day = new Date(at);
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (day.toDateString() === now.toDateString()) return words.today;
  if (day.toDateString() === yesterday.toDateString()) return words.yesterday;
  const year = day.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const };
  return new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', ...year }).format(day);
}
