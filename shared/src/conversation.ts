import * as z from 'zod/mini';
import { staffCaseSchema, visitorCaseSchema } from './case.ts';
import { closeReasonSchema, conversationStatusSchema } from './conversation-status.ts';
import { idSchema } from './ids.ts';
import { prioritySchema } from './issue-type.ts';
import { verifiedViewSchema } from './identity.ts';
import { languageSchema, localizedSchema } from './language.ts';
import { agentCardSchema, teamSchema } from './people.ts';
import { textUpTo } from './text.ts';

const contextText = textUpTo(120);
/** What the host page tells about the app and device, so that nobody has to be asked. All optional, all untrusted. */
export const visitorContextSchema = z.strictObject({
  platform: z.optional(contextText),
  appVersion: z.optional(contextText),
  device: z.optional(contextText),
  osVersion: z.optional(contextText),
  timeZone: z.optional(contextText),
});
export type VisitorContext = z.infer<typeof visitorContextSchema>;

/**
 * Where a queued conversation stands (RT11). `live`: somebody serves this queue now. `message`: nobody does, or its
 * limits are reached (RT13): the visitor leaves a message. `position` is null when it would be a guess.
 */
export const queuePlaceSchema = z.strictObject({
  mode: z.enum(['live', 'message']),
  position: z.nullable(z.number()),
});
export type QueuePlace = z.infer<typeof queuePlaceSchema>;

/** How long somebody in a queue will wait, both ends included, by the pace that was measured (RT11). */
export const waitRangeSchema = z.strictObject({ fromMinutes: z.number(), toMinutes: z.number() });
export type WaitRange = z.infer<typeof waitRangeSchema>;

const common = {
  id: idSchema,
  reference: z.string(),
  /** Grows with the state, as far as this audience sees it change; an older one that arrives late is dropped. */
  revision: z.number(),
  status: conversationStatusSchema,
  closeReason: z.nullable(closeReasonSchema),
  language: languageSchema,
  issueType: z.string(),
  createdAt: z.string(),
  resolvedAt: z.nullable(z.string()),
  closedAt: z.nullable(z.string()),
  /** The last seq of this audience's log. */
  headSeq: z.number(),
  linkedTo: z.nullable(idSchema),
  rating: z.nullable(z.number()),
};

/** A conversation's state as its visitor sees it. Numbers are the visitor's numbering (MSG2). */
export const visitorConversationSchema = z.strictObject({
  ...common,
  agent: z.nullable(agentCardSchema),
  team: localizedSchema,
  queue: z.nullable(queuePlaceSchema),
  /** What the visitor has read, and what staff have read. */
  readSeq: z.strictObject({ mine: z.number(), theirs: z.number() }),
  case: z.nullable(visitorCaseSchema),
});
export type VisitorConversation = z.infer<typeof visitorConversationSchema>;

export const previewSchema = z.strictObject({
  text: z.string(),
  /** Who of staff wrote it; null when it was the visitor. */
  agent: z.nullable(agentCardSchema),
  hasImage: z.boolean(),
  at: z.string(),
});

/** The same for staff, with what only staff may know. */
export const staffConversationSchema = z.strictObject({
  ...common,
  inbox: z.strictObject({ id: idSchema, name: localizedSchema }),
  team: teamSchema,
  visitor: z.strictObject({
    id: idSchema,
    label: z.string(),
    isBlocked: z.boolean(),
    /** What the host app signed of them; left out for who is anonymous. */
    verified: z.optional(verifiedViewSchema),
  }),
  visitorIssueType: z.string(),
  priority: prioritySchema,
  context: visitorContextSchema,
  channel: z.string(),
  assignee: z.nullable(agentCardSchema),
  /** Raised at each assignment; an action under an older one is refused. */
  epoch: z.number(),
  enqueuedAt: z.nullable(z.string()),
  /** Since when the visitor waits for an answer; null when staff spoke last. */
  waitingSince: z.nullable(z.string()),
  readSeq: z.strictObject({ mine: z.number(), theirs: z.number() }),
  /** Messages of the visitor that staff have not read, counted up to `unreadCounted`. */
  unread: z.number(),
  preview: z.nullable(previewSchema),
  case: z.nullable(staffCaseSchema),
  cause: z.nullable(z.string()),
});
export type StaffConversation = z.infer<typeof staffConversationSchema>;
