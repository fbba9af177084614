import * as z from 'zod/mini';

/** No half of a surrogate pair, which is no text, and no NUL, which no database keeps. */
const keepable = [z.regex(/^[^\ud800-\udfff]*$/u), z.refine<string>((text) => !text.includes('\0'))] as const;

/** Text of at most `max` UTF-16 units that can be stored and shown as it was typed. */
export function textUpTo(max: number) {
  return z.string().check(z.maxLength(max), ...keepable);
}

/** The same, trimmed, and not empty. */
export function requiredTextUpTo(max: number) {
  return z.string().check(z.trim(), z.minLength(1), z.maxLength(max), ...keepable);
}

/** The first `max` code points: cutting between the halves of one would leave no text. */
export function cutText(text: string, max: number): string {
  return text.length <= max ? text : Array.from(text).slice(0, max).join('');
}
