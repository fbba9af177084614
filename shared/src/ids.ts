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
  const time = nowMs.toString(16).padStart(12, '0');
  const at = (index: number) => hex[random[index] ?? 0] ?? '';
  const version = hex[((random[0] ?? 0) & 0x0f) | 0x70] ?? '';
  const variant = hex[((random[2] ?? 0) & 0x3f) | 0x80] ?? '';
  const tail = at(4) + at(5) + at(6) + at(7) + at(8) + at(9);
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}${at(1)}-${variant}${at(3)}-${tail}`;
}

/** Letters and digits that are not mistaken for one another when read aloud (no 0/O, 1/I/L, U/V). */
const alphabet = '23456789ABCDEFGHJKMNPQRSTWXYZ';

/** The label that people see and say: `HV-XXXX-XXXX`. A label, never a key. `random` holds 8 or more random bytes. */
export function conversationReference(random: Uint8Array): string {
  const letters = Array.from(random.subarray(0, 8), (byte) => alphabet[byte % alphabet.length]).join('');
  return `HV-${letters.slice(0, 4)}-${letters.slice(4)}`;
}
