import * as z from 'zod/mini';
import { sentSchema } from '../entry.ts';
import { idSchema } from '../ids.ts';
import { languageSchema } from '../language.ts';
import { challengeSchema, evmAddressSchema, nonceSchema, signatureSchema } from '../ownership.ts';
import { command } from './define.ts';

/** Proving that an address is one's own, where an agent asked for it (SAFE7). */
export const ownershipCommands = {
  /** Says whether the app that this session runs in can have messages signed. Agents may ask for a proof only where one can. */
  'ownership:offer': command(z.strictObject({ canSign: z.boolean() }), z.strictObject({})),
  /**
   * What is to be signed, for one proof of an address. `entryId` names the request; `conflict` when it was answered or
   * withdrawn, `rate_limited` when they try many.
   */
  'ownership:begin': command(
    z.strictObject({
      conversationId: idSchema,
      entryId: idSchema,
      address: evmAddressSchema,
      language: languageSchema,
    }),
    z.strictObject({ challenge: challengeSchema }),
  ),
  /**
   * Proves it, once: a resend is answered with the first ack (MSG4). `conflict` with `details` `{ reason }` `used` or
   * `expired`; `invalid` with `{ reason: 'signature' }`, which uses the nonce up; `unavailable` with `{ reason: 'network' }`
   * when only a contract could tell and no node can be asked, which does not.
   */
  'ownership:prove': command(
    z.strictObject({
      conversationId: idSchema,
      clientMessageId: idSchema,
      nonce: nonceSchema,
      signature: signatureSchema,
    }),
    sentSchema,
  ),
};
