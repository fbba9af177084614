import * as z from 'zod/mini';

/** The closed set of error codes on the wire (WIRE2). A code never carries a sentence: the interface has the words. */
export const errorCodes = [
  'invalid',
  'unauthenticated',
  'not_found',
  'conflict',
  'conversation_closed',
  'too_large',
  'rate_limited',
  'busy',
  'unavailable',
  'outdated',
  'secret_blocked',
  'refused',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Codes that the same request, repeated later, can outlive. All others go to the user with the text kept (LIVE4). */
const retryable: ReadonlySet<ErrorCode> = new Set(['rate_limited', 'busy', 'unavailable', 'internal']);

/** Whether a client's outbox should try again after this code. */
export function isRetryable(code: ErrorCode): boolean {
  return retryable.has(code);
}

export const failureSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  retryAfterMs: z.optional(z.number()),
  details: z.optional(z.record(z.string(), z.unknown())),
});
export type Failure = z.infer<typeof failureSchema>;

export type Ok<T> = { ok: true; value: T };
export type Refusal = { ok: false; error: Failure };
/** What every command and every flow answers with. */
export type Result<T> = Ok<T> | Refusal;

/** Wraps a value as a success. */
export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

/** Builds a refusal. `message` is for developers' eyes only and must not contain anything secret. */
export function refuse(code: ErrorCode, more: Partial<Omit<Failure, 'code'>> = {}): Refusal {
  return { ok: false, error: { message: code, ...more, code } };
}

/** Parses the frame of an ack; the command's own reply schema parses `value`. */
export const ackSchema = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: failureSchema }),
]);
