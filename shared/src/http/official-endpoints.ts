import * as z from 'zod/mini';
import { contactMaxChars, contactVerdictSchema } from '../contact.ts';
import { hostReasonSchema } from '../hosts.ts';
import { idSchema } from '../ids.ts';
import { requiredTextUpTo } from '../text.ts';
import { endpoint } from './define.ts';

const none = z.strictObject({});
const contactText = requiredTextUpTo(contactMaxChars);
const inboxKey = z.optional(z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/)));

const judgedHostSchema = z.strictObject({ host: z.string(), reasons: z.array(hostReasonSchema) });

/** Open to everybody: nobody needs a conversation to ask whether a contact is official. */
export const officialEndpoints = {
  /** `invalid` for what is no contact at all. Asked by POST, so that it stands in no log of addresses. */
  verifyContact: endpoint('POST', '/api/verify', {
    body: z.strictObject({ contact: contactText, inboxKey }),
    reply: contactVerdictSchema,
  }),
  /** Reports one that is not official to the supervisors; `refused` for one that is. */
  reportContact: endpoint('POST', '/api/verify/reports', {
    body: z.strictObject({ contact: contactText, inboxKey }),
    reply: none,
  }),
  /** What lists say of the hosts of links: official look-alikes, known phishing. Of those that nothing is said of: nothing. */
  judgeHosts: endpoint('POST', '/api/hosts', {
    body: z.strictObject({
      inboxKey,
      inboxId: z.optional(idSchema),
      hosts: z.array(z.string().check(z.maxLength(253))).check(z.maxLength(20)),
    }),
    reply: z.strictObject({ items: z.array(judgedHostSchema) }),
  }),
  /** The raw Ed25519 keys that agents' cards are signed with, in base64url; the newest first. */
  cardKeys: endpoint('GET', '/api/official-keys', {
    reply: z.strictObject({ keys: z.array(z.strictObject({ keyId: z.string(), publicKey: z.string() })) }),
  }),
};
