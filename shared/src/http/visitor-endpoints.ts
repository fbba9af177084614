import * as z from 'zod/mini';
import { attachmentSchema } from '../attachment.ts';
import { faqArticleSchema } from '../faq.ts';
import { idSchema } from '../ids.ts';
import { issueBranchSchema } from '../issue-type.ts';
import { hostTokenMaxChars } from '../identity.ts';
import { languageSchema, localizedSchema } from '../language.ts';
import { queryMaxChars } from '../limits.ts';
import { textUpTo } from '../text.ts';
import { endpoint } from './define.ts';

/** Where an inbox is named in a path: a public key such as `demo`, not an id. */
export const inboxKeySchema = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/));

/** What the widget's first screen shows; public, cacheable for a minute, and it leaves no state anywhere. */
export const inboxProfileSchema = z.strictObject({
  key: inboxKeySchema,
  name: localizedSchema,
  languages: z.array(languageSchema),
  issueTypes: z.array(issueBranchSchema),
  /** The articles shown before anything is searched, in the language asked for. */
  articles: z.array(faqArticleSchema),
  /** Whether somebody who speaks the language serves this inbox right now. */
  isServed: z.boolean(),
  /** Whether only whom the host app vouches for may chat; left out where that is not so. */
  isIdentityRequired: z.optional(z.literal(true)),
});
export type InboxProfile = z.infer<typeof inboxProfileSchema>;

export const visitorEndpoints = {
  inbox: endpoint('GET', '/api/inboxes/:key', {
    query: z.strictObject({ language: languageSchema }),
    reply: inboxProfileSchema,
  }),
  searchFaq: endpoint('GET', '/api/inboxes/:key/faq', {
    query: z.strictObject({ language: languageSchema, q: textUpTo(queryMaxChars) }),
    reply: z.strictObject({ articles: z.array(faqArticleSchema) }),
  }),
  /**
   * Makes an anonymous session. The token is shown once, stored as a hash, and slides for 30 days. `refused` with
   * `details.reason` `identity_required` where the host app must vouch for everybody.
   */
  openSession: endpoint('POST', '/api/visitor/session', {
    body: z.strictObject({ inboxKey: inboxKeySchema }),
    reply: z.strictObject({ token: z.string(), expiresAt: z.string() }),
  }),
  /**
   * Exchanges what the host's backend signed, once, for a session of 12 hours. An anonymous session in `Authorization`
   * brings its conversations along, and ends. `visitor` is `same` when the session that came along is of the same person,
   * or was nobody's until now; else nothing of an earlier session may stay on the device, unless it was of this
   * `visitorId`. `unauthenticated` without a reason, but for developers while debugging is on
   * (`details.problem`, see `tokenProblems`).
   */
  identify: endpoint('POST', '/api/visitor/identity', {
    body: z.strictObject({
      inboxKey: inboxKeySchema,
      token: z.string().check(z.maxLength(hostTokenMaxChars)),
    }),
    unguarded: ['token'],
    reply: z.strictObject({
      token: z.string(),
      expiresAt: z.string(),
      visitor: z.enum(['same', 'other']),
      visitorId: idSchema,
    }),
  }),
  /** Ends the session of the `Authorization: Bearer` header; its sockets are cut. */
  closeSession: endpoint('DELETE', '/api/visitor/session', { reply: z.strictObject({}) }),
  /** multipart/form-data with one field `file`; the image is re-encoded before it is answered for. */
  upload: endpoint('POST', '/api/visitor/attachments', { reply: attachmentSchema }),
};

/** The bytes of an attachment, for whoever may see the entry; same header or cookie as everything else. */
export const visitorAttachmentPath = '/api/visitor/attachments/:id';
