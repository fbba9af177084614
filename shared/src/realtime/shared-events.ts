import * as z from 'zod/mini';
import { entrySchema, sentSchema } from '../entry.ts';
import { idSchema } from '../ids.ts';
import { entriesPerPage, filesPerMessage, messageMaxChars, resumeMaxConversations } from '../limits.ts';
import { textUpTo } from '../text.ts';
import { command } from './define.ts';

/** As far as the database counts; no log comes near. */
const seq = z.int().check(z.nonnegative(), z.maximum(2 ** 31 - 1));

/** `{ conversationId: lastSeq }` of everything that the client holds (LIVE2). */
export const haveSchema = z
  .record(idSchema, seq)
  .check(z.refine((have) => Object.keys(have).length <= resumeMaxConversations));

/** A page of a log after `after`, oldest first; `more` says that another page follows. */
export const entryPageSchema = z.strictObject({
  entries: z.array(entrySchema),
  headSeq: z.number(),
  more: z.boolean(),
});

/** `conversation` may be gone (`null`: closed to this client, or never there) so that the client forgets it. */
export function resumedSchema<C extends z.ZodMiniType>(conversation: C) {
  return z.strictObject({
    conversations: z.array(z.strictObject({ conversation, ...entryPageSchema.shape })),
    gone: z.array(idSchema),
  });
}

/** Commands that both audiences have, with the same shape. */
export const entryCommands = {
  /** Appends a message. Either text or an attachment; a resend is answered with the first ack (MSG3, MSG4). */
  'entry:send': command(
    z
      .strictObject({
        conversationId: idSchema,
        clientMessageId: idSchema,
        text: textUpTo(messageMaxChars),
        attachmentIds: z.array(idSchema).check(z.maxLength(filesPerMessage)),
      })
      .check(z.refine((draft) => draft.text.trim() !== '' || draft.attachmentIds.length > 0)),
    sentSchema,
  ),
  /** Says that everything up to `seq` was seen. Only forward. */
  'entry:read': command(
    z.strictObject({ conversationId: idSchema, seq }),
    z.strictObject({ seq: z.number() }),
  ),
  /** Pulls what is missing (LIVE1): entries after `after`, or with `before` the page that ends before it. */
  'entry:list': command(
    z.strictObject({
      conversationId: idSchema,
      after: z.optional(seq),
      before: z.optional(seq),
      limit: z.optional(z.int().check(z.positive(), z.maximum(entriesPerPage))),
    }),
    entryPageSchema,
  ),
};

/** Hints from a client: no ack, never stored, dropped when too many (LIVE6). */
export const clientHints = {
  'typing:set': z.strictObject({ conversationId: idSchema, isTyping: z.boolean() }),
};

/** Notices that both audiences get, with the same shape. */
export const commonNotices = {
  'entry:new': z.strictObject({ conversationId: idSchema, entry: entrySchema }),
  /** The other side has read up to `seq`, in the receiver's numbering; `reader` tells which side. */
  'conversation:read': z.strictObject({
    conversationId: idSchema,
    reader: z.enum(['visitor', 'staff']),
    seq: z.number(),
  }),
  /** Somebody else is typing; `name` is null for the visitor. */
  'typing:changed': z.strictObject({
    conversationId: idSchema,
    by: z.enum(['visitor', 'agent']),
    name: z.nullable(z.string()),
    isTyping: z.boolean(),
  }),
  /** The session is over: do not come back with the same token. */
  'session:revoked': z.strictObject({ reason: z.enum(['signed_out', 'disabled', 'expired', 'blocked']) }),
  /** This server is about to stop: come back after `delayMs`. */
  'server:draining': z.strictObject({ delayMs: z.number() }),
};
