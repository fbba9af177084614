import * as z from 'zod/mini';
import { caseStepSchema, severitySchema } from './case.ts';
import { closeReasonSchema, conversationStatusSchema } from './conversation-status.ts';
import { authorSchema, type EntryKind, redactionCategorySchema, requeueReasons } from './entry.ts';
import { idSchema } from './ids.ts';
import { prioritySchema } from './issue-type.ts';
import { languageSchema, localizedSchema } from './language.ts';
import { agentCardSchema } from './people.ts';

/** What a webhook may be told of: a closed set, each the news of one kind of entry. */
export const webhookTopics = [
  'conversation.started',
  'conversation.assigned',
  'conversation.transferred',
  'conversation.requeued',
  'conversation.resolved',
  'conversation.reopened',
  'conversation.rated',
  'conversation.closed',
  'case.opened',
  'case.assigned',
  'case.progress',
  'entry.created',
  'entry.erased',
  'note.created',
] as const;
export const webhookTopicSchema = z.enum(webhookTopics);
export type WebhookTopic = z.infer<typeof webhookTopicSchema>;

const topicOfKind: Partial<Record<EntryKind, WebhookTopic>> = {
  started: 'conversation.started',
  assigned: 'conversation.assigned',
  transferred: 'conversation.transferred',
  requeued: 'conversation.requeued',
  resolved: 'conversation.resolved',
  reopened: 'conversation.reopened',
  rated: 'conversation.rated',
  closed: 'conversation.closed',
  case_opened: 'case.opened',
  case_assigned: 'case.assigned',
  case_progress: 'case.progress',
  message: 'entry.created',
  redacted: 'entry.erased',
  note: 'note.created',
};

/** The topic of an entry; null for kinds that no webhook is told of. */
export function webhookTopicOf(kind: EntryKind): WebhookTopic | null {
  return topicOfKind[kind] ?? null;
}

/**
 * Whose words leave Haven: nobody's, those that the visitor sees (messages, remarks, comments), or those and the notes
 * of staff. Nobody's unless an administrator says otherwise.
 */
export const webhookWords = ['none', 'messages', 'notes'] as const;
export const webhookWordsSchema = z.enum(webhookWords);
export type WebhookWords = z.infer<typeof webhookWordsSchema>;

/**
 * Why an attempt failed. `status`: an answer that is not 2xx; `redirect`: one that sends elsewhere; `address`: a host
 * or port that Haven may not call; `dns`, `connect`, `tls`, `timeout`: as they say; `protocol`: no HTTP; `internal`:
 * on Haven's side.
 */
export const deliveryErrors = [
  'status',
  'redirect',
  'address',
  'dns',
  'connect',
  'tls',
  'timeout',
  'protocol',
  'internal',
] as const;
export const deliveryErrorSchema = z.enum(deliveryErrors);
export type DeliveryError = z.infer<typeof deliveryErrorSchema>;

/** The names of the headers; Node gives them in small letters. */
export const webhookHeaders = { signature: 'haven-signature', delivery: 'haven-delivery' } as const;

/** What an event is about. Not strict: what a later version adds does not break a receiver. */
const conversationSchema = z.object({
  id: idSchema,
  reference: z.string(),
  status: conversationStatusSchema,
  language: languageSchema,
  issueType: z.string(),
  priority: prioritySchema,
  channel: z.string(),
  createdAt: z.string(),
  visitor: z.object({ id: idSchema, label: z.string() }),
});

const common = {
  /** The delivery's id, the same through every attempt: what a receiver dedupes on. */
  id: idSchema,
  /** When it happened, not when it was sent. */
  at: z.string(),
  inbox: z.object({ id: idSchema, name: localizedSchema }),
};

const eventOf = <T extends WebhookTopic, S extends z.core.$ZodShape>(topic: T, data: S) =>
  z.object({
    topic: z.literal(topic),
    ...common,
    /** As it is when this is sent, which may be later than `at`. */
    conversation: conversationSchema,
    /** The line of the log: `seq` is its number for staff and orders the events of a conversation. */
    entry: z.object({ id: idSchema, seq: z.number(), author: authorSchema }),
    data: z.object(data),
  });

/** Null where the webhook is given no words, or where they were erased. */
const words = z.nullable(z.string());
const written = { text: words, erased: z.nullable(redactionCategorySchema) };

/** The body of every request that a webhook gets. */
export const webhookEventSchema = z.discriminatedUnion('topic', [
  eventOf('conversation.started', { issueType: z.string(), language: languageSchema }),
  eventOf('conversation.assigned', { agent: agentCardSchema }),
  eventOf('conversation.transferred', {
    to: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('agent'), id: idSchema, name: z.string() }),
      z.object({ kind: z.literal('team'), id: idSchema, name: localizedSchema }),
    ]),
  }),
  eventOf('conversation.requeued', { reason: z.enum(requeueReasons) }),
  eventOf('conversation.resolved', {}),
  eventOf('conversation.reopened', {}),
  eventOf('conversation.rated', { score: z.number(), comment: words }),
  eventOf('conversation.closed', { reason: closeReasonSchema }),
  eventOf('case.opened', { caseId: idSchema, severity: severitySchema }),
  eventOf('case.assigned', { caseId: idSchema, specialist: agentCardSchema }),
  eventOf('case.progress', { caseId: idSchema, step: caseStepSchema, remark: words }),
  eventOf('entry.created', { ...written, attachments: z.number(), isAutomatic: z.boolean() }),
  eventOf('entry.erased', { entryId: idSchema, category: redactionCategorySchema }),
  eventOf('note.created', written),
  z.object({ topic: z.literal('ping'), ...common }),
]);
export type WebhookEvent = z.infer<typeof webhookEventSchema>;
