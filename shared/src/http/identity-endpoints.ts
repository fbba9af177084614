import * as z from 'zod/mini';
import { idSchema } from '../ids.ts';
import { identityAlgorithms, kidSchema } from '../identity.ts';
import { textUpTo } from '../text.ts';
import { endpoint } from './define.ts';

export const identityKeySchema = z.strictObject({
  id: idSchema,
  kid: z.string(),
  algorithm: z.enum(identityAlgorithms),
  /** PEM; null for a shared secret, which is never shown again. */
  publicKey: z.nullable(z.string()),
  createdAt: z.string(),
  lastUsedAt: z.nullable(z.string()),
  retiredAt: z.nullable(z.string()),
});
export type IdentityKey = z.infer<typeof identityKeySchema>;

/** How one inbox knows its visitors; `id` is the inbox's. */
export const inboxIdentitySchema = z.strictObject({
  id: idSchema,
  /** Nobody may chat without the host's word. */
  isRequired: z.boolean(),
  /** Until when refused tokens are explained; null when they are not. */
  debugUntil: z.nullable(z.string()),
  keys: z.array(identityKeySchema),
});
export type InboxIdentity = z.infer<typeof inboxIdentitySchema>;

/** Host-signed identity: a part of the administrator's endpoints. */
export const identityEndpoints = {
  listIdentity: endpoint('GET', '/api/admin/identity', {
    reply: z.strictObject({ items: z.array(inboxIdentitySchema) }),
  }),
  /** `refused` with `details.reason` `no_key` when it would lock everybody out. */
  updateIdentity: endpoint('PATCH', '/api/admin/inboxes/:id/identity', {
    body: z.strictObject({ isRequired: z.boolean() }),
    reply: inboxIdentitySchema,
  }),
  /** Explains refused tokens for an hour, or no longer. */
  debugIdentity: endpoint('POST', '/api/admin/inboxes/:id/identity-debug', {
    body: z.strictObject({ isOn: z.boolean() }),
    reply: inboxIdentitySchema,
  }),
  /**
   * Adds a key. HS256: without `publicKey`, and the answer has the secret, which is shown this once. ES256 and EdDSA:
   * a public key as PEM or JWK. `invalid` with `details.reason` `private_key`, `not_a_key` or `wrong_key`; `conflict`
   * for a `kid` that was used before; `refused` with `too_many`.
   */
  createIdentityKey: endpoint('POST', '/api/admin/inboxes/:id/identity-keys', {
    body: z.strictObject({
      kid: kidSchema,
      algorithm: z.enum(identityAlgorithms),
      publicKey: z.nullable(textUpTo(4_000)),
    }),
    reply: z.strictObject({ key: identityKeySchema, secret: z.nullable(z.string()) }),
  }),
  /** Takes a key out of use, for ever: what it signed is refused from then on. `refused` for the last one of an inbox that needs it. */
  retireIdentityKey: endpoint('DELETE', '/api/admin/identity-keys/:id', { reply: z.strictObject({}) }),
};
