/** The `code` of a system or driver error, e.g. 'EEXIST' or '23505'; undefined for anything else that was thrown. */
export function errorCode(error: unknown): string | undefined {
  return errorText(error, 'code');
}

/** A text property of something thrown, which need not be an Error of this realm (tests run in one of their own). */
export function errorText(error: unknown, property: 'code' | 'constraint' | 'message'): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const value: unknown = Reflect.get(error, property);
  return typeof value === 'string' ? value : undefined;
}
