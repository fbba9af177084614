import * as z from 'zod/mini';
import { cannedAnswerSchema, shortcutSchema } from '../canned-answer.ts';
import { idSchema } from '../ids.ts';
import { collectKeySchema, issueTypeKeySchema, prioritySchema } from '../issue-type.ts';
import { languageSchema } from '../language.ts';
import { capacityMax, messageMaxChars, questionMaxChars, webhookUrlMaxChars } from '../limits.ts';
import { roleSchema, teamSchema } from '../people.ts';
import { requiredTextUpTo } from '../text.ts';
import { deliveryErrorSchema, webhookTopicSchema, webhookWordsSchema } from '../webhook.ts';
import { emailSchema } from './agent-endpoints.ts';
import { endpoint } from './define.ts';
import { identityEndpoints } from './identity-endpoints.ts';
import { networkAdminEndpoints } from './network-endpoints.ts';
import { officialAdminEndpoints } from './official-admin-endpoints.ts';
import { queueEndpoints } from './queue-endpoints.ts';
import { skillEndpoints } from './skill-endpoints.ts';
import { inboxKeySchema } from './visitor-endpoints.ts';

const name = requiredTextUpTo(60);
const localizedLine = z.strictObject({ 'zh-CN': name, en: name });
const longText = requiredTextUpTo(messageMaxChars);
const localizedText = z.strictObject({ 'zh-CN': longText, en: longText });
const someLanguages = z.array(languageSchema).check(z.minLength(1));
/** An exact origin such as `https://wallet.example`: no path, no wildcard. */
export const originSchema = z.string().check(z.regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/));

const agentFields = {
  name,
  role: roleSchema,
  teamIds: z.array(idSchema),
  languages: someLanguages,
  capacity: z.int().check(z.minimum(1), z.maximum(capacityMax)),
};
export const agentAccountSchema = z.strictObject({
  id: idSchema,
  email: z.string(),
  ...agentFields,
  isDisabled: z.boolean(),
  mustChangePassword: z.boolean(),
  createdAt: z.string(),
  lastSeenAt: z.nullable(z.string()),
});
export type AgentAccount = z.infer<typeof agentAccountSchema>;

const teamFields = { name: localizedLine, tier: z.union([z.literal(1), z.literal(2)]) };

const inboxFields = {
  name: localizedLine,
  greeting: localizedText,
  languages: someLanguages,
  /** Host pages that may embed the widget, enforced by `frame-ancestors` and by the bridge. */
  origins: z.array(originSchema).check(z.maxLength(20)),
  defaultTeamId: idSchema,
  teamIds: z.array(idSchema).check(z.minLength(1)),
};
export const inboxSchema = z.strictObject({ id: idSchema, key: inboxKeySchema, ...inboxFields });
export type Inbox = z.infer<typeof inboxSchema>;

const issueTypeFields = {
  label: localizedLine,
  priority: prioritySchema,
  collect: z.array(collectKeySchema),
  /** The team that answers it; null: the inbox's default team. */
  teamId: z.nullable(idSchema),
  isRetired: z.boolean(),
};
export const issueTypeSettingSchema = z.strictObject({ key: issueTypeKeySchema, ...issueTypeFields });
export type IssueTypeSetting = z.infer<typeof issueTypeSettingSchema>;

const question = requiredTextUpTo(questionMaxChars);
const localizedQuestion = z.strictObject({ 'zh-CN': question, en: question });
const faqFields = { title: localizedQuestion, body: localizedText, isPublished: z.boolean() };
export const faqSettingSchema = z.strictObject({ id: idSchema, ...faqFields });
export type FaqSetting = z.infer<typeof faqSettingSchema>;

const cannedFields = { shortcut: shortcutSchema, title: localizedLine, body: localizedText };

/** How an attempt to deliver ended: with this status, or for this reason; both for an answer that was not 2xx. */
const attemptSchema = z.strictObject({
  status: z.nullable(z.number()),
  error: z.nullable(deliveryErrorSchema),
});
export type DeliveryAttempt = z.infer<typeof attemptSchema>;
const webhookFields = {
  /** What hosts, ports and schemes may be called is the server's to say: `invalid` with `details.field` `url`. */
  url: z.string().check(z.trim(), z.regex(/^https?:\/\/\S+$/), z.maxLength(webhookUrlMaxChars)),
  topics: z.array(webhookTopicSchema).check(z.minLength(1)),
  words: webhookWordsSchema,
  isEnabled: z.boolean(),
};
export const webhookSchema = z.strictObject({
  id: idSchema,
  inboxId: idSchema,
  ...webhookFields,
  createdAt: z.string(),
  /** Until when the secret before this one signs as well; null when none does. */
  previousSecretUntil: z.nullable(z.string()),
  lastDeliveredAt: z.nullable(z.string()),
  /** Deliveries that wait, first or again. */
  pending: z.number(),
  /** The longest failing one among them. */
  failing: z.nullable(z.strictObject({ ...attemptSchema.shape, attempts: z.number(), nextAt: z.string() })),
  dead: z.number(),
});
export type Webhook = z.infer<typeof webhookSchema>;
export const deadLetterSchema = z.strictObject({
  /** The delivery's id, as the receiver sees it. */
  id: idSchema,
  topic: webhookTopicSchema,
  conversation: z.string(),
  seq: z.number(),
  happenedAt: z.string(),
  diedAt: z.string(),
  attempts: z.number(),
  ...attemptSchema.shape,
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;
const list = <T extends z.ZodMiniType>(item: T) => z.strictObject({ items: z.array(item) });
const none = z.strictObject({});

/** Configuration; every endpoint needs the right `configure`, and every change is audited. */
export const adminEndpoints = {
  listAgents: endpoint('GET', '/api/admin/agents', { reply: list(agentAccountSchema) }),
  /** Answers with a password that is shown once and must be changed at the first sign-in. */
  createAgent: endpoint('POST', '/api/admin/agents', {
    body: z.strictObject({ email: emailSchema, ...agentFields }),
    reply: z.strictObject({ agent: agentAccountSchema, password: z.string() }),
  }),
  updateAgent: endpoint('PATCH', '/api/admin/agents/:id', {
    body: z.strictObject({ ...agentFields, isDisabled: z.boolean() }),
    reply: agentAccountSchema,
  }),
  resetAgent: endpoint('POST', '/api/admin/agents/:id/password', {
    reply: z.strictObject({ password: z.string() }),
  }),
  listTeams: endpoint('GET', '/api/admin/teams', { reply: list(teamSchema) }),
  createTeam: endpoint('POST', '/api/admin/teams', {
    body: z.strictObject({ key: inboxKeySchema, ...teamFields }),
    reply: teamSchema,
  }),
  /** Renames a team; its key and tier stay, for queues and cases hang on them. */
  updateTeam: endpoint('PATCH', '/api/admin/teams/:id', {
    body: z.strictObject({ name: localizedLine }),
    reply: teamSchema,
  }),
  listInboxes: endpoint('GET', '/api/admin/inboxes', { reply: list(inboxSchema) }),
  createInbox: endpoint('POST', '/api/admin/inboxes', {
    body: z.strictObject({ key: inboxKeySchema, ...inboxFields }),
    reply: inboxSchema,
  }),
  /**
   * `refused` for a team that would leave and is needed: `details.reason` is `in_use` with `openConversations`, or
   * `overflow_team` with the `teamId` that another's queue names.
   */
  updateInbox: endpoint('PATCH', '/api/admin/inboxes/:id', {
    body: z.strictObject(inboxFields),
    reply: inboxSchema,
  }),
  listIssueTypes: endpoint('GET', '/api/admin/issue-types', { reply: list(issueTypeSettingSchema) }),
  createIssueType: endpoint('POST', '/api/admin/issue-types', {
    body: issueTypeSettingSchema,
    reply: issueTypeSettingSchema,
  }),
  updateIssueType: endpoint('PATCH', '/api/admin/issue-types/:key', {
    body: z.strictObject(issueTypeFields),
    reply: issueTypeSettingSchema,
  }),
  ...identityEndpoints,
  ...skillEndpoints,
  ...queueEndpoints,
  ...officialAdminEndpoints,
  ...networkAdminEndpoints,
  listFaq: endpoint('GET', '/api/admin/faq', { reply: list(faqSettingSchema) }),
  createFaq: endpoint('POST', '/api/admin/faq', { body: z.strictObject(faqFields), reply: faqSettingSchema }),
  /** Adds those of Haven's own articles that are not there; what an operator wrote stays as it is. */
  addStarterFaq: endpoint('POST', '/api/admin/faq/starters', {
    reply: z.strictObject({ added: z.number() }),
  }),
  updateFaq: endpoint('PATCH', '/api/admin/faq/:id', {
    body: z.strictObject(faqFields),
    reply: faqSettingSchema,
  }),
  deleteFaq: endpoint('DELETE', '/api/admin/faq/:id', { reply: none }),
  listCanned: endpoint('GET', '/api/admin/canned-answers', { reply: list(cannedAnswerSchema) }),
  createCanned: endpoint('POST', '/api/admin/canned-answers', {
    body: z.strictObject(cannedFields),
    reply: cannedAnswerSchema,
  }),
  updateCanned: endpoint('PATCH', '/api/admin/canned-answers/:id', {
    body: z.strictObject(cannedFields),
    reply: cannedAnswerSchema,
  }),
  deleteCanned: endpoint('DELETE', '/api/admin/canned-answers/:id', { reply: none }),
  listBlocked: endpoint('GET', '/api/admin/blocked-visitors', {
    reply: list(
      z.strictObject({ id: idSchema, label: z.string(), reason: z.string(), blockedAt: z.string() }),
    ),
  }),
  unblock: endpoint('DELETE', '/api/admin/blocked-visitors/:id', { reply: none }),
  listWebhooks: endpoint('GET', '/api/admin/webhooks', { reply: list(webhookSchema) }),
  /** Answers with the secret, which is shown this once. */
  createWebhook: endpoint('POST', '/api/admin/webhooks', {
    body: z.strictObject({ inboxId: idSchema, ...webhookFields }),
    reply: z.strictObject({ webhook: webhookSchema, secret: z.string() }),
  }),
  /** Disabling one drops what still waits for it. */
  updateWebhook: endpoint('PATCH', '/api/admin/webhooks/:id', {
    body: z.strictObject(webhookFields),
    reply: webhookSchema,
  }),
  /** Answers with a new secret, shown this once; the one before it signs beside it for a day. */
  rotateWebhook: endpoint('POST', '/api/admin/webhooks/:id/secret', {
    reply: z.strictObject({ secret: z.string() }),
  }),
  deleteWebhook: endpoint('DELETE', '/api/admin/webhooks/:id', { reply: none }),
  /** Sends a `ping` now, once, and says how that ended; enabled or not. */
  pingWebhook: endpoint('POST', '/api/admin/webhooks/:id/ping', { reply: attemptSchema }),
  /** The newest hundred. */
  listDeadLetters: endpoint('GET', '/api/admin/webhooks/:id/dead-letters', { reply: list(deadLetterSchema) }),
  deliverAllAgain: endpoint('POST', '/api/admin/webhooks/:id/dead-letters', { reply: none }),
  deliverAgain: endpoint('POST', '/api/admin/dead-letters/:id', { reply: none }),
};
