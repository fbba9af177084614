/** U+0000, which Postgres stores in no text, and halves of surrogate pairs, which its jsonb refuses. */
const unstorable = /[\0\p{Surrogate}]/u;

/** Whether every text in a parsed JSON value can be stored. Nothing that people type is lost by refusing the rest. */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !unstorable.test(value);
  if (Array.isArray(value)) return value.every(isStorable);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, item]) => isStorable(key) && isStorable(item));
}
