import * as z from 'zod/mini';
import { caseStepSchema, severitySchema } from '../case.ts';
import { transactionCommands } from './transaction-events.ts';
import { staffConversationSchema } from '../conversation.ts';
import { entrySchema, redactionCategorySchema, sentSchema } from '../entry.ts';
import { idSchema } from '../ids.ts';
import { issueTypeKeySchema } from '../issue-type.ts';
import { languageSchema } from '../language.ts';
import { messageMaxChars, remarkMaxChars, summaryMaxChars } from '../limits.ts';
import { conversationCodeSchema } from '../official-proof.ts';
import { agentCardSchema, availabilitySchema, signedInAgentSchema } from '../people.ts';
import { playbookMarkBodySchema } from '../playbook.ts';
import { queueBoardSchema } from '../routing.ts';
import { factSchema, requestItemsSchema } from '../request.ts';
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

const state = z.strictObject({ conversation: staffConversationSchema });
const remark = textUpTo(remarkMaxChars);
/** `epoch` fences a console that has not yet heard that the conversation moved on: an old one is a `conflict`. */
const held = { conversationId: idSchema, epoch: z.int().check(z.nonnegative()) };

/** The lists of the console's inbox. */
export const conversationViews = ['mine', 'queue', 'team', 'escalated', 'closed'] as const;

/** Counts beside the lists' names: waiting in my teams' queues, open in my teams, and escalated to or by me. */
export const countsSchema = z.strictObject({
  mine: z.number(),
  queue: z.number(),
  team: z.number(),
  escalated: z.number(),
});

const caseOrConversation = { conversationId: idSchema, caseId: z.nullable(idSchema) };
/** A conversation, or with `caseId` its case, that this agent is asked to take (RT8). Accepting takes it by hand. */
export const offerSchema = z.strictObject({
  ...caseOrConversation,
  epoch: z.number(),
  expiresAt: z.string(),
});
export type Offer = z.infer<typeof offerSchema>;

/** Everything that somebody signed in to the console may ask (WIRE1). Rights are checked per command. */
export const agentCommands = {
  ...entryCommands,
  /** Catches up: me, what I hold (own chats and cases, and whatever `have` names that I may still see), counts. */
  'conversation:resume': command(
    z.strictObject({ have: haveSchema }),
    z.strictObject({
      ...resumedSchema(staffConversationSchema).shape,
      me: signedInAgentSchema,
      counts: countsSchema,
    }),
  ),
  /** A page of a list. `mine`, `queue`: longest waiting first; the others newest first. `cursor` comes from the page before. */
  'conversation:list': command(
    z.strictObject({
      view: z.enum(conversationViews),
      cursor: z.nullable(z.string().check(z.maxLength(100))),
    }),
    z.strictObject({
      conversations: z.array(staffConversationSchema),
      cursor: z.nullable(z.string()),
      counts: countsSchema,
    }),
  ),
  /**
   * Opens one to read and follow it; the first page is the log's end. An admin's look at another's chat is audited.
   * Whoever may intervene watches a colleague's chat while they have it open, which is audited and told (RT16).
   */
  'conversation:open': command(
    z.strictObject({ conversationId: idSchema }),
    z.strictObject({ conversation: staffConversationSchema, ...entryPageSchema.shape }),
  ),
  /** The six digits that its visitor sees too, to be read to them by whoever speaks with them (SAFE6); null when closed. */
  'conversation:prove': command(
    z.strictObject({ conversationId: idSchema }),
    z.strictObject({ code: z.nullable(conversationCodeSchema) }),
  ),
  /** Stops following one that is not one's own. */
  'conversation:leave': command(z.strictObject({ conversationId: idSchema }), z.strictObject({})),
  /** Takes one from the queue by hand; the second to try gets `conflict`. */
  'conversation:accept': command(z.strictObject(held), state),
  'conversation:transfer': command(
    z.strictObject({
      ...held,
      to: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('agent'), id: idSchema }),
        z.strictObject({ kind: z.literal('team'), id: idSchema }),
      ]),
      note: remark,
    }),
    state,
  ),
  /** Hands the problem to a tier-2 team; the conversation stays with its agent (a case of its own is opened). */
  'conversation:escalate': command(
    z.strictObject({
      ...held,
      teamId: idSchema,
      severity: severitySchema,
      summary: requiredTextUpTo(summaryMaxChars),
    }),
    state,
  ),
  /** Calls it resolved and records the cause in a line. */
  'conversation:resolve': command(
    z.strictObject({ ...held, cause: requiredTextUpTo(remarkMaxChars) }),
    state,
  ),
  'conversation:tag': command(
    z.strictObject({ conversationId: idSchema, issueType: issueTypeKeySchema }),
    state,
  ),
  'conversation:set-language': command(
    z.strictObject({ conversationId: idSchema, language: languageSchema }),
    state,
  ),
  'entry:note': command(
    z.strictObject({
      conversationId: idSchema,
      clientMessageId: idSchema,
      text: requiredTextUpTo(messageMaxChars),
      /** Makes it a whisper to whoever holds the chat (RT16); `conflict` when somebody else does by now. */
      to: z.optional(idSchema),
    }),
    sentSchema,
  ),
  /**
   * Asks the visitor for facts in a card (SAFE7). Once each id, as a message. `conflict` with `details`
   * `{ reason: 'cannot_sign' }` for a proof of ownership where the visitor's app cannot sign.
   */
  'request:send': command(
    z.strictObject({
      conversationId: idSchema,
      clientMessageId: idSchema,
      items: requestItemsSchema,
      remark: textUpTo(remarkMaxChars),
    }),
    sentSchema,
  ),
  /** Takes a request back that is not answered; `conflict` when it was. */
  'request:withdraw': command(z.strictObject({ conversationId: idSchema, entryId: idSchema }), sentSchema),
  /**
   * What the visitor answered and proved, newest first; what was erased is not among it. `canProve`: their app signs, so
   * that `ownership` may be asked for.
   */
  'fact:list': command(
    z.strictObject({ conversationId: idSchema }),
    z.strictObject({ facts: z.array(factSchema), canProve: z.boolean() }),
  ),
  /** Blanks an entry for everybody and leaves its category (MSG7). */
  'entry:redact': command(
    z.strictObject({ conversationId: idSchema, entryId: idSchema, category: redactionCategorySchema }),
    sentSchema,
  ),
  /** Marks a step of a playbook, or its end, in the log; the last mark counts. `invalid` for what a playbook does not have. */
  'playbook:mark': command(playbookMarkBodySchema, sentSchema),
  /** Every mark of a conversation, also those beyond the pages that are held. */
  'playbook:list': command(
    z.strictObject({ conversationId: idSchema }),
    z.strictObject({ entries: z.array(entrySchema) }),
  ),
  /** A specialist takes a case that waits; the second to try gets `conflict`. */
  'case:accept': command(z.strictObject({ conversationId: idSchema, caseId: idSchema }), state),
  /** Gives a case that waits to a specialist by name, for whoever may intervene (RT16). */
  'case:assign': command(
    z.strictObject({ conversationId: idSchema, caseId: idSchema, agentId: idSchema }),
    state,
  ),
  /** Reports a step of a case to visitor and agent. */
  'case:progress': command(
    z.strictObject({ conversationId: idSchema, caseId: idSchema, step: caseStepSchema, remark }),
    state,
  ),
  ...transactionCommands,
  /** Blocks the visitor: closes the conversation and refuses new ones until unblocked by an admin. */
  'visitor:block': command(
    z.strictObject({ conversationId: idSchema, reason: requiredTextUpTo(remarkMaxChars) }),
    state,
  ),
  /** What waits for my answer now: for a console that was away when it was said. */
  'offer:list': command(
    z.strictObject({}),
    z.strictObject({
      offers: z.array(offerSchema),
      /** What they are about: a console that has just begun knows nothing of its queues. */
      conversations: z.array(staffConversationSchema),
    }),
  ),
  /** Lets it go to the next; `conflict` when it is not offered to me, or no longer. */
  'offer:decline': command(z.strictObject(caseOrConversation), z.strictObject({})),
  'availability:set': command(
    z.strictObject({ availability: availabilitySchema }),
    z.strictObject({ me: signedInAgentSchema }),
  ),
  /** No new chats from now on; signed out when the last one is closed or handed on (RT10). Choosing an availability ends it. */
  'shift:finish': command(z.strictObject({}), z.strictObject({ me: signedInAgentSchema })),
  /** The same, and the chats that wait go back to their queue, with this note for whoever gets them. Sign out after it. */
  'shift:hand-over': command(z.strictObject({ note: remark }), z.strictObject({ me: signedInAgentSchema })),
  /** Watches the queues of one's teams until left; `queues:changed` follows. For whoever may intervene. */
  'queues:follow': command(z.strictObject({}), z.strictObject({ board: queueBoardSchema })),
  'queues:leave': command(z.strictObject({}), z.strictObject({})),
};
export type AgentCommands = typeof agentCommands;

export const agentHints = clientHints;

/** Everything that the server pushes to the console. */
export const agentNotices = {
  ...commonNotices,
  'conversation:changed': z.strictObject({ conversation: staffConversationSchema }),
  /** It may no longer be seen (moved to a team that one is not in): drop it. */
  'conversation:removed': z.strictObject({ conversationId: idSchema }),
  'offer:made': z.strictObject({ offer: offerSchema }),
  /** I declined, here or elsewhere, or let it pass. One that was accepted, moved or closed ends with its conversation's state. */
  'offer:ended': z.strictObject({ ...caseOrConversation, reason: z.enum(['declined', 'timed_out']) }),
  'agent:changed': z.strictObject({ me: signedInAgentSchema }),
  /** Who watches a chat that I have open, repeated while they do; forget them `watchFadeMs` after the last (RT16). */
  'watch:changed': z.strictObject({ conversationId: idSchema, by: agentCardSchema, isWatching: z.boolean() }),
  /** What the operator tells everybody has changed; the console asks for it with its counts. */
  'service-notices:changed': z.strictObject({}),
  /** The whole board as it is now, to who follows it; at most once a second. */
  'queues:changed': z.strictObject({ board: queueBoardSchema }),
};
export type AgentNotices = typeof agentNotices;
