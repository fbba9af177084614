import * as z from 'zod/mini';
import { diagnosisSchema } from '../chain/diagnosis.ts';
import { networkIdSchema } from '../chain/network-id.ts';
import { sentSchema } from '../entry.ts';
import { idSchema } from '../ids.ts';
import { requiredTextUpTo } from '../text.ts';
import { command } from './define.ts';

/** A hash, or an explorer's link to it; 64 bare digits go with the declaration that they are no key (SAFE3). */
const hash = requiredTextUpTo(300);

/** Looking into transactions, for staff (SAFE8). */
export const transactionCommands = {
  /**
   * Looks now. Without a network it is looked for on all that have hashes of this form. `invalid` for what is no hash;
   * `not_found` when no network that is configured has such hashes.
   */
  'transaction:diagnose': command(
    z.strictObject({ conversationId: idSchema, hash, network: z.optional(networkIdSchema) }),
    z.strictObject({ diagnosis: diagnosisSchema }),
  ),
  /** Shows it to the visitor as a card, which is kept up to date until it is final. For whoever may work on the chat. */
  'transaction:share': command(
    z.strictObject({ conversationId: idSchema, clientMessageId: idSchema, hash, network: networkIdSchema }),
    sentSchema,
  ),
};
