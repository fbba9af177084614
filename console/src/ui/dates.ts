import type { Language } from '@haven/shared/language';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const made = new Map<string, Intl.DateTimeFormat>();

function formatter(
  language: Language,
  style: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${language} ${style}`;
  const format = made.get(key) ?? new Intl.DateTimeFormat(language, options);
  made.set(key, format);
  return format;
}

/** The time of day: `14:22`. */
export function timeOf(at: string, language: Language): string {
  return formatter(language, 'time', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(at),
  );
}

/** The day: `18 May 2026`. */
export function dayOf(at: string, language: Language): string {
  return formatter(language, 'day', { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(at));
}

/** Day and time. */
export function dayAndTimeOf(at: string, language: Language): string {
  return `${dayOf(at, language)} ${timeOf(at, language)}`;
}

/** The time for today, the day for everything earlier: what a list has room for. */
export function shortOf(at: string, nowMs: number, language: Language): string {
  if (isSameDay(at, nowMs)) return timeOf(at, language);
  return formatter(language, 'short', { day: 'numeric', month: 'short' }).format(new Date(at));
}

/** Whether a moment is on the day of `nowMs`, by this device's clock. */
export function isSameDay(at: string, nowMs: number): boolean {
  return new Date(at).toDateString() === new Date(nowMs).toDateString();
}

/** A stopwatch: `0:48`, `41:20`; from an hour on, hours and minutes; from a day on, days. */
export function elapsed(sinceIso: string, nowMs: number, language: Language): string {
  const ms = Math.max(0, nowMs - Date.parse(sinceIso));
  if (ms < hourMs)
    return `${Math.floor(ms / minuteMs)}:${String(Math.floor((ms % minuteMs) / 1000)).padStart(2, '0')}`;
  return elapsedInWords(sinceIso, nowMs, language, 'narrow');
}

/** The same in words, for whoever hears it. */
export function elapsedInWords(
  sinceIso: string,
  nowMs: number,
  language: Language,
  unitDisplay: 'narrow' | 'long' = 'long',
): string {
  const ms = Math.max(0, nowMs - Date.parse(sinceIso));
  const [value, unit] =
    ms >= dayMs
      ? [Math.floor(ms / dayMs), 'day']
      : ms >= hourMs
        ? [Math.floor(ms / hourMs), 'hour']
        : [Math.floor(ms / minuteMs), 'minute'];
  return new Intl.NumberFormat(language, { style: 'unit', unit: String(unit), unitDisplay }).format(
    Number(value),
  );
}
