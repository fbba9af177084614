import * as z from 'zod/mini';

/** Any id of Haven on the wire: a UUID in lower case. Knowing one grants nothing (WIRE5). */
export const idSchema = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/));
export type Id = string;

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * Makes a UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, then random bits, so that ids sort by birth.
 * `nowMs` is Unix time, `random` at least 10 random bytes: both are passed in because this package has neither.
 */
export function uuidV7(nowMs: number, random: Uint8Array): Id {
  const bytes = new Uint8Array(16);
  bytes.set(random.subarray(0, 10), 6);
  let rest = nowMs;
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const text = Array.from(bytes, (byte) => hex[byte]).join('');
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
}

/** Letters and digits that are not mistaken for one another when read aloud (no 0/O, 1/I/L, U/V). */
const alphabet = '23456789ABCDEFGHJKMNPQRSTWXYZ';

/** The label that people see and say: `HV-XXXX-XXXX`. A label, never a key. `random` holds 8 or more random bytes. */
export function conversationReference(random: Uint8Array): string {
  const letters = Array.from(random.subarray(0, 8), (byte) => alphabet[byte % alphabet.length]).join('');
  return `HV-${letters.slice(0, 4)}-${letters.slice(4)}`;
}
