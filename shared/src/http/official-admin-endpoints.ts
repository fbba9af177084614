import * as z from 'zod/mini';
import { contactKindSchema, contactMaxChars, platformSchema } from '../contact.ts';
import { hostReasonSchema, hostRuleSchema } from '../hosts.ts';
import { idSchema } from '../ids.ts';
import { messageMaxChars } from '../limits.ts';
import { askRules } from '../phishing/lexicon.ts';
import { requiredTextUpTo } from '../text.ts';
import { endpoint } from './define.ts';

const list = <T extends z.ZodMiniType>(item: T) => z.strictObject({ items: z.array(item) });
const none = z.strictObject({});

export const refusedPhraseSchema = z.strictObject({ id: idSchema, phrase: z.string() });
export type RefusedPhrase = z.infer<typeof refusedPhraseSchema>;

const linkHostsSchema = z.strictObject({ inboxId: idSchema, hosts: z.array(hostRuleSchema) });
export type LinkHosts = z.infer<typeof linkHostsSchema>;

export const officialContactSchema = z.strictObject({
  id: idSchema,
  /** Null: of the whole deployment. */
  inboxId: z.nullable(idSchema),
  kind: contactKindSchema,
  platform: z.union([platformSchema, z.literal('')]),
  value: z.string(),
});
export type OfficialContact = z.infer<typeof officialContactSchema>;

const denyListSchema = z.strictObject({
  state: z.enum(['absent', 'loaded', 'broken']),
  hosts: z.number(),
  loadedAt: z.nullable(z.string()),
});
export type DenyListState = z.infer<typeof denyListSchema>;

/** What an agent's text would be refused for; the same shape stands in the `details` of the refusal. */
export const outgoingProblemSchema = z.union([
  z.strictObject({ reason: z.literal('phishing'), rule: z.enum(askRules) }),
  z.strictObject({ reason: z.literal('link'), host: z.string(), why: hostReasonSchema }),
]);
export type OutgoingProblem = z.infer<typeof outgoingProblemSchema>;

/** What proves that support is official (SAFE5, SAFE6): a part of the administrator's endpoints. */
export const officialAdminEndpoints = {
  listRefusedPhrases: endpoint('GET', '/api/admin/refused-phrases', { reply: list(refusedPhraseSchema) }),
  /** Literal text. `invalid` for one without two letters or digits, `conflict` for one that is there, spelled as it may be. */
  addRefusedPhrase: endpoint('POST', '/api/admin/refused-phrases', {
    body: z.strictObject({ phrase: requiredTextUpTo(100) }),
    reply: refusedPhraseSchema,
  }),
  removeRefusedPhrase: endpoint('DELETE', '/api/admin/refused-phrases/:id', { reply: none }),
  /** Whether a text could be sent by an agent of this inbox; nothing is recorded. */
  tryOutgoing: endpoint('POST', '/api/admin/outgoing-trial', {
    body: z.strictObject({ inboxId: idSchema, text: requiredTextUpTo(messageMaxChars) }),
    reply: z.strictObject({ problem: z.nullable(outgoingProblemSchema) }),
  }),
  listLinkHosts: endpoint('GET', '/api/admin/link-hosts', { reply: list(linkHostsSchema) }),
  setLinkHosts: endpoint('PATCH', '/api/admin/link-hosts/:id', {
    body: z.strictObject({ hosts: z.array(hostRuleSchema).check(z.maxLength(200)) }),
    reply: linkHostsSchema,
  }),
  denyList: endpoint('GET', '/api/admin/deny-list', { reply: denyListSchema }),
  listOfficialContacts: endpoint('GET', '/api/admin/official-contacts', {
    reply: list(officialContactSchema),
  }),
  /** `invalid` for what is no such contact, `conflict` for one that is there. Stored normalised. */
  addOfficialContact: endpoint('POST', '/api/admin/official-contacts', {
    body: z.strictObject({
      inboxId: z.nullable(idSchema),
      /** A website may be a rule, `*.example.com`. */
      contact: requiredTextUpTo(contactMaxChars),
      platform: z.optional(platformSchema),
    }),
    reply: officialContactSchema,
  }),
  removeOfficialContact: endpoint('DELETE', '/api/admin/official-contacts/:id', { reply: none }),
  /** Makes a new pair for agents' cards; what the old one signed stays good until it expires. */
  rotateCardKey: endpoint('POST', '/api/admin/card-key', { reply: z.strictObject({ keyId: z.string() }) }),
};
