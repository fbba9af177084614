/** U+0000, which Postgres stores in no text, and halves of surrogate pairs, which its jsonb refuses. */
const unstorable = /[\0\p{Surrogate}]/u;

/**
 * Whether every text in a parsed JSON value can be stored. Nothing that people type is lost by refusing the rest.
 * With a list of its own instead of recursion: a body of 64 KiB nests deeper than the stack.
 */
export function isStorable(value: unknown): boolean {
  const rest: unknown[] = [value];
  while (rest.length > 0) {
    const item = rest.pop();
    if (typeof item === 'string' && unstorable.test(item)) return false;
    if (typeof item === 'object' && item !== null) rest.push(...Object.keys(item), ...Object.values(item));
  }
  return true;
}
