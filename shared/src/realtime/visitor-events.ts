import * as z from 'zod/mini';
import { visitorContextSchema, visitorConversationSchema, waitRangeSchema } from '../conversation.ts';
import { secretKindSchema, secretPlaceSchema, sentSchema } from '../entry.ts';
import { idSchema } from '../ids.ts';
import { issueTypeKeySchema } from '../issue-type.ts';
import { languageSchema, localizedSchema } from '../language.ts';
import { descriptionMaxChars, recentTexts, remarkMaxChars, requestValueMaxChars } from '../limits.ts';
import { conversationCodeSchema, signedCardSchema } from '../official-proof.ts';
import { ownershipCommands } from './ownership-events.ts';
import { serviceNoticeSchema } from '../service-notice.ts';
import { givenAnswersSchema, givenFilesSchema } from '../request.ts';
import { requiredTextUpTo, textUpTo } from '../text.ts';
import { command } from './define.ts';
import {
  clientHints,
  commonNotices,
  entryCommands,
  entryPageSchema,
  haveSchema,
  resumedSchema,
} from './shared-events.ts';

const target = z.strictObject({ conversationId: idSchema });
const state = z.strictObject({ conversation: visitorConversationSchema });

/** Everything that a visitor may ask (WIRE1). A declared command without a handler does not compile. */
export const visitorCommands = {
  ...entryCommands,
  /**
   * Opens a conversation. `clientMessageId` names the description's message, so a resend opens nothing twice.
   * `conflict` with `details.conversationId` when one is open already: it is continued, not doubled (RT13).
   */
  'conversation:start': command(
    z.strictObject({
      clientMessageId: idSchema,
      issueType: issueTypeKeySchema,
      description: requiredTextUpTo(descriptionMaxChars),
      language: languageSchema,
      context: visitorContextSchema,
      linkedTo: z.nullable(idSchema),
    }),
    z.strictObject({ conversation: visitorConversationSchema, ...entryPageSchema.shape }),
  ),
  /** Catches up after a (re)connect: the open conversation and everything held, with entries after `have` (LIVE2). */
  'conversation:resume': command(
    z.strictObject({ have: haveSchema }),
    resumedSchema(visitorConversationSchema),
  ),
  /** Who holds it, signed, and the six digits that the console shows too (SAFE6); null for what there is not now. */
  'conversation:prove': command(
    target,
    z.strictObject({
      card: z.nullable(signedCardSchema),
      code: z.nullable(conversationCodeSchema),
    }),
  ),
  /** Leaves: closes a queued or assigned conversation as `left`. */
  'conversation:cancel': command(target, state),
  /** "Solved": closes a resolved one. */
  'conversation:close': command(target, state),
  /** "Not solved": back to the same agent if they can take it, else to the head of the queue. */
  'conversation:reopen': command(target, state),
  /** Rates a resolved or closed one, once. */
  'conversation:rate': command(
    z.strictObject({
      conversationId: idSchema,
      score: z.int().check(z.minimum(1), z.maximum(5)),
      comment: textUpTo(remarkMaxChars),
    }),
    state,
  ),
  /**
   * Answers a request, once: `conflict` when it was answered or withdrawn, `invalid` with `details` `{ field, problem }`
   * for a value that is none. Fields that stay empty are told as not known; one at least is not.
   */
  'request:answer': command(
    z.strictObject({
      conversationId: idSchema,
      clientMessageId: idSchema,
      entryId: idSchema,
      answers: givenAnswersSchema,
      attachmentIds: givenFilesSchema,
    }),
    sentSchema,
  ),
  ...ownershipCommands,
  /**
   * On which networks a transaction is known, for who types its hash: it goes with the declaration that it is one (SAFE3).
   * Empty also where nobody can tell; `rate_limited` when they try many.
   */
  'transaction:find': command(
    z.strictObject({ hash: requiredTextUpTo(requestValueMaxChars) }),
    z.strictObject({ networks: z.array(localizedSchema) }),
  ),
  /** Takes back own messages that held parts of a secret, for everybody; those that are gone already count as done. */
  'entry:redact': command(
    z.strictObject({
      conversationId: idSchema,
      entryIds: z.array(idSchema).check(z.minLength(1), z.maxLength(recentTexts)),
    }),
    z.strictObject({}),
  ),
  /** Tells support that the device stopped a secret: what kind and where, nothing else (SAFE4). At most a few in a while. */
  'secret:report': command(
    z.strictObject({
      conversationId: z.nullable(idSchema),
      secret: secretKindSchema,
      where: secretPlaceSchema,
      /** Somebody asked them for it. */
      wasAskedFor: z.boolean(),
    }),
    z.strictObject({}),
  ),
  /** What the operator tells everybody now, and what one's open conversations follow. */
  'service-notice:list': command(
    z.strictObject({}),
    z.strictObject({ notices: z.array(serviceNoticeSchema), followedIds: z.array(idSchema) }),
  ),
  /** Asks for a message into this conversation when it ends; asking again changes nothing. `not_found` once it has ended. */
  'service-notice:follow': command(
    z.strictObject({ conversationId: idSchema, noticeId: idSchema }),
    z.strictObject({}),
  ),
};
export type VisitorCommands = typeof visitorCommands;

export const visitorHints = clientHints;

/** Everything that the server pushes to a visitor. */
export const visitorNotices = {
  ...commonNotices,
  'conversation:changed': z.strictObject({ conversation: visitorConversationSchema }),
  /** The place in the queue moved (RT11); null position when it would be a guess. */
  'queue:moved': z.strictObject({
    conversationId: idSchema,
    mode: z.enum(['live', 'message']),
    position: z.nullable(z.number()),
  }),
  /** All that holds now; said when that changes. */
  'service-notices:changed': z.strictObject({ notices: z.array(serviceNoticeSchema) }),
  /** How long it will take (RT11); null when it would be a guess. By itself, as clients of the wire before 3 know no field for it. */
  'queue:wait': z.strictObject({ conversationId: idSchema, wait: z.nullable(waitRangeSchema) }),
};
export type VisitorNotices = typeof visitorNotices;
