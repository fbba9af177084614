import * as z from 'zod/mini';

/** Socket.IO namespaces, one per audience. */
export const visitorNamespace = '/visitor';
export const agentNamespace = '/agent';
/** The path under which the engine listens, on Haven's own origin. */
export const socketPath = '/socket';

/** What a visitor's socket says in the handshake's `auth`: the token is never in a URL. */
export const visitorAuthSchema = z.strictObject({
  protocol: z.number(),
  token: z.string().check(z.maxLength(128)),
});
/** An agent's socket is known by its cookie. */
export const agentAuthSchema = z.strictObject({ protocol: z.number() });

/** `connect_error.data` of a refused handshake: `{ code, retryAfterMs? }`. `outdated` means: reload (WIRE3). */
export const handshakeRefusalSchema = z.object({
  code: z.enum(['unauthenticated', 'outdated', 'busy', 'rate_limited', 'unavailable', 'internal']),
  retryAfterMs: z.optional(z.number()),
});
