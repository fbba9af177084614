import * as z from 'zod/mini';
import { attachmentSchema } from '../attachment.ts';
import { cannedAnswerSchema } from '../canned-answer.ts';
import { staffConversationSchema } from '../conversation.ts';
import { idSchema } from '../ids.ts';
import { issueBranchSchema } from '../issue-type.ts';
import { languageSchema, localizedSchema } from '../language.ts';
import { passwordMaxChars, passwordMinChars, queryMaxChars } from '../limits.ts';
import { colleagueSchema, signedInAgentSchema, teamSchema } from '../people.ts';
import { routingRecordSchema } from '../routing.ts';
import { requiredTextUpTo } from '../text.ts';
import { endpoint } from './define.ts';
import { incidentEndpoints } from './incident-endpoints.ts';
import { networkEndpoints } from './network-endpoints.ts';
import { noticeEndpoints } from './notice-endpoints.ts';

export const emailSchema = z.string().check(z.trim(), z.toLowerCase(), z.email(), z.maxLength(254));
/** A new password; an old one is only bounded, so that a wrong one is told like any other wrong one. */
export const newPasswordSchema = z
  .string()
  .check(z.minLength(passwordMinChars), z.maxLength(passwordMaxChars));

export const searchHitSchema = z.strictObject({
  conversation: staffConversationSchema,
  /** The line that matched, shortened around the first match; empty when the reference matched. */
  snippet: z.string(),
  seq: z.nullable(z.number()),
});

export const agentEndpoints = {
  /** Sets the session cookie. `unauthenticated` for a wrong e-mail and a wrong password alike. */
  signIn: endpoint('POST', '/api/agent/session', {
    body: z.strictObject({ email: emailSchema, password: z.string().check(z.maxLength(passwordMaxChars)) }),
    reply: z.strictObject({ me: signedInAgentSchema }),
    unguarded: ['password'],
  }),
  signOut: endpoint('DELETE', '/api/agent/session', { reply: z.strictObject({}) }),
  me: endpoint('GET', '/api/agent/session', { reply: z.strictObject({ me: signedInAgentSchema }) }),
  /** Changes one's own password; every other session of the account ends. `refused` when the old one is wrong. */
  changePassword: endpoint('POST', '/api/agent/password', {
    body: z.strictObject({
      current: z.string().check(z.maxLength(passwordMaxChars)),
      next: newPasswordSchema,
    }),
    reply: z.strictObject({ me: signedInAgentSchema }),
    unguarded: ['current', 'next'],
  }),
  /** What the console's pickers need. */
  directory: endpoint('GET', '/api/agent/directory', {
    reply: z.strictObject({
      teams: z.array(teamSchema),
      inboxes: z.array(
        z.strictObject({ id: idSchema, name: localizedSchema, languages: z.array(languageSchema) }),
      ),
      issueTypes: z.array(issueBranchSchema),
      cannedAnswers: z.array(cannedAnswerSchema),
    }),
  }),
  /** Colleagues with their load now, for a transfer. */
  colleagues: endpoint('GET', '/api/agent/colleagues', {
    reply: z.strictObject({ colleagues: z.array(colleagueSchema) }),
  }),
  /** Full-text search over the log of conversations that one may see, newest first; words and Chinese alike. */
  search: endpoint('GET', '/api/agent/search', {
    query: z.strictObject({
      q: requiredTextUpTo(queryMaxChars),
      cursor: z.optional(z.string().check(z.maxLength(100))),
    }),
    reply: z.strictObject({ hits: z.array(searchHitSchema), cursor: z.nullable(z.string()) }),
  }),
  /** Why its agent has a conversation, or why nobody has it yet (RT14). `not_found` for who may not read it. */
  routing: endpoint('GET', '/api/agent/conversations/:id/routing', { reply: routingRecordSchema }),
  ...incidentEndpoints,
  ...networkEndpoints,
  ...noticeEndpoints,
  upload: endpoint('POST', '/api/agent/attachments', { reply: attachmentSchema }),
};

export const agentAttachmentPath = '/api/agent/attachments/:id';
