import * as z from 'zod/mini';
import { textUpTo } from './text.ts';

/** How a host's backend may sign who a visitor is. The last two need no secret to be shared. */
export const identityAlgorithms = ['HS256', 'ES256', 'EdDSA'] as const;
export type IdentityAlgorithm = (typeof identityAlgorithms)[number];

/** Characters of a host's token: claims of the size below in base64url, with room. */
export const hostTokenMaxChars = 8_192;
/** A token is made for one exchange, in milliseconds from `iat` to `exp`. */
export const hostTokenMaxLifeMs = 10 * 60_000;
/** How far a host's clock may be off, in milliseconds. */
export const hostClockSkewMs = 60_000;
/** Keys of one inbox that are in use: one, the next one, and a few apps. */
export const liveKeysMost = 5;

export const kidSchema = z.string().check(z.regex(/^[A-Za-z0-9._-]{1,64}$/));

/** What a host may say of its user beside `sub`; all of it is shown to staff as verified. */
export const verifiedSchema = z.strictObject({
  name: z.optional(textUpTo(60)),
  email: z.optional(z.string().check(z.maxLength(254), z.regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/))),
  locale: z.optional(z.string().check(z.regex(/^[A-Za-z0-9-]{2,35}$/))),
  /** Of the user's wallet: public, and never a proof that they own them beyond the host's word. */
  addresses: z.optional(z.array(z.string().check(z.regex(/^[\x21-\x7e]{1,128}$/))).check(z.maxLength(20))),
  appVersion: z.optional(textUpTo(40)),
});
export type Verified = z.infer<typeof verifiedSchema>;

/** The host's word for a visitor as staff see it: their e-mail only in part (SAFE10). */
export const verifiedViewSchema = z.strictObject({ ...verifiedSchema.shape, at: z.string() });

/** Why a token was refused. Told to the host's developer while debugging is on, and to nobody else. */
export const tokenProblems = [
  'malformed',
  'header',
  'unknown_key',
  'algorithm',
  'signature',
  'claims',
  'reserved_name',
  'secret',
  'audience',
  'expired',
  'lives_too_long',
  'not_yet_valid',
  'used_before',
  'blocked',
] as const;
export type TokenProblem = (typeof tokenProblems)[number];

/**
 * Whether a text is, or holds, the private half of a key or a shared secret: PEM, JWK, or the base64 of either PKCS #8 or
 * SEC 1 without its first and last lines. Careful rather than exact: what only looks like one is pasted anew.
 */
export function holdsPrivateKey(text: string): boolean {
  const isJwk = /["']?\b(?:d|k|p|q)["']?\s*:\s*["']/.test(text);
  return /PRIVATE KEY/.test(text) || isJwk || /^\s*M[A-Za-z0-9+/]{1,3}(?:AgE|CAQ)/.test(text);
}
