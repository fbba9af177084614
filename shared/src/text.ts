import * as z from 'zod/mini';

/** Text of at most `max` UTF-16 units, kept as it was typed. */
export function textUpTo(max: number) {
  return z.string().check(z.maxLength(max));
}

/** The same, trimmed, and not empty. */
export function requiredTextUpTo(max: number) {
  return z.string().check(z.trim(), z.minLength(1), z.maxLength(max));
}

/** The first `max` code points: cutting between the halves of one would leave no text. */
export function cutText(text: string, max: number): string {
  return text.length <= max ? text : Array.from(text).slice(0, max).join('');
}
