import * as z from 'zod/mini';

/** No NUL, which no database keeps, and no half of a surrogate pair, which is no text. */
const keepable = /^[^\u0000\ud800-\udfff]*$/u;

/** Text of at most `max` UTF-16 units that can be stored and shown as it was typed. */
export function textUpTo(max: number) {
  return z.string().check(z.maxLength(max), z.regex(keepable));
}

/** The same, trimmed, and not empty. */
export function requiredTextUpTo(max: number) {
  return z.string().check(z.trim(), z.minLength(1), z.maxLength(max), z.regex(keepable));
}

/** The first `max` code points: cutting between the halves of one would leave no text. */
export function cutText(text: string, max: number): string {
  return text.length <= max ? text : Array.from(text).slice(0, max).join('');
}
