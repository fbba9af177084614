import * as z from 'zod/mini';
import { attachmentSchema } from './attachment.ts';
import type { Diagnosis } from './chain/diagnosis.ts';
import { caseStepSchema, severitySchema } from './case.ts';
import { closeReasonSchema } from './conversation-status.ts';
import { idSchema } from './ids.ts';
import { languageSchema, localizedSchema } from './language.ts';
import { ownershipMethodSchema } from './ownership.ts';
import { agentCardSchema } from './people.ts';
import { playbookEndedShape, playbookStepShape } from './playbook.ts';
import { answerSchema, requestItemSchema } from './request.ts';
import { secretKinds } from './secrets/finding.ts';

/** Who sees an entry: everybody in the conversation, or staff alone (MSG1, MSG2). */
export type Audience = 'all' | 'staff';

export const authorSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('visitor') }),
  z.strictObject({ kind: z.literal('agent'), id: idSchema, name: z.string() }),
  z.strictObject({ kind: z.literal('system') }),
]);
export type EntryAuthor = z.infer<typeof authorSchema>;

/** Why an entry lost its body (MSG7). */
export const redactionCategories = ['secret', 'personal', 'abuse', 'erasure'] as const;
export const redactionCategorySchema = z.enum(redactionCategories);
export type RedactionCategory = z.infer<typeof redactionCategorySchema>;

/** Why a conversation went back to its queue. */
export const requeueReasons = ['transferred', 'reopened', 'released'] as const;
/** Why it was `released`; absent: its agent stayed away (RT9). */
export const releaseCauses = ['no_reply', 'signed_out'] as const;
export type ReleaseCause = (typeof releaseCauses)[number];

/** What a chat that waits for long stops asking for (RT7): its skills, its language, its own team. */
export const relaxSteps = ['skills', 'language', 'team'] as const;
export const relaxStepSchema = z.enum(relaxSteps);
export type RelaxStep = z.infer<typeof relaxStepSchema>;

/** Where a secret was typed (SAFE1). */
export const secretPlaces = [
  'message',
  'description',
  'search',
  'rating',
  'name',
  'file_name',
  'note',
  'other',
] as const;
export const secretPlaceSchema = z.enum(secretPlaces);
export type SecretPlace = z.infer<typeof secretPlaceSchema>;
export const secretKindSchema = z.enum(secretKinds);

/** Whoever draws it parses it by `diagnosisSchema`, which would weigh more on first paint than all other kinds together. */
const diagnosisSchema = z.custom<Diagnosis>((value) => typeof value === 'object' && value !== null);

const kind = <K extends string, S extends z.core.$ZodShape>(name: K, shape: S) =>
  z.strictObject({ kind: z.literal(name), ...shape });

/** What an entry says. One declaration for storage, wire and both interfaces (MSG1). */
export const entryBodySchema = z.discriminatedUnion('kind', [
  kind('message', {
    text: z.string(),
    attachments: z.array(attachmentSchema),
    automatic: z.optional(z.literal(true)),
  }),
  /** With `to` it is a whisper: for whoever holds the chat, from who intervenes (RT16). */
  kind('note', { text: z.string(), to: z.optional(agentCardSchema) }),
  kind('started', { issueType: z.string(), language: languageSchema }),
  kind('assigned', { agent: agentCardSchema }),
  kind('requeued', { reason: z.enum(requeueReasons), because: z.optional(z.enum(releaseCauses)) }),
  /** `team`: where it waits from then on; null when it stays where it is. */
  kind('relaxed', { step: relaxStepSchema, team: z.nullable(localizedSchema) }),
  kind('transferred', {
    to: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('agent'), id: idSchema, name: z.string() }),
      z.strictObject({ kind: z.literal('team'), id: idSchema, name: localizedSchema }),
    ]),
  }),
  kind('escalated', { caseId: idSchema, team: localizedSchema }),
  kind('case_opened', { caseId: idSchema, severity: severitySchema, summary: z.string() }),
  kind('case_assigned', { caseId: idSchema, specialist: agentCardSchema }),
  kind('case_progress', { caseId: idSchema, step: caseStepSchema, remark: z.string() }),
  kind('issue_type_changed', { from: z.nullable(z.string()), to: z.string() }),
  kind('language_changed', { from: languageSchema, to: languageSchema }),
  kind('resolved', {}),
  kind('cause', { text: z.string() }),
  kind('reopened', {}),
  kind('rated', { score: z.number(), comment: z.string() }),
  kind('closed', { reason: closeReasonSchema }),
  /** What is known of a transaction; the last `transaction_updated` of it is what holds (SAFE8). */
  kind('transaction', { diagnosis: diagnosisSchema }),
  kind('transaction_updated', { target: idSchema, diagnosis: diagnosisSchema }),
  kind('redacted', { target: idSchema, category: redactionCategorySchema }),
  kind('erased', { category: redactionCategorySchema }),
  /** An agent asks for facts in a card (SAFE7). */
  kind('request', { items: z.array(requestItemSchema), remark: z.string() }),
  /** The visitor's answers to it, checked; folded into the card. */
  kind('request_answered', {
    target: idSchema,
    answers: z.array(answerSchema),
    attachments: z.array(attachmentSchema),
  }),
  kind('request_withdrawn', { target: idSchema }),
  /** A signature showed that an address is the visitor's: a badge on it, and nobody's login (SAFE7). */
  kind('ownership_proved', { address: z.string(), network: z.string(), method: ownershipMethodSchema }),
  /**
   * A secret of the visitor was stopped (SAFE1): what kind and where, and nothing of it. `hasReachedUs`: an older client
   * sent it, and it was blanked on arrival. `wasAskedFor`: they say that somebody asked them for it.
   */
  kind('secret_stopped', {
    secret: secretKindSchema,
    where: secretPlaceSchema,
    hasReachedUs: z.optional(z.literal(true)),
    wasAskedFor: z.optional(z.literal(true)),
  }),
  /** A step of a checklist, and the end of one: its progress is folded from them (`playbooks/progress.ts`). */
  kind('playbook_step', playbookStepShape),
  kind('playbook_ended', playbookEndedShape),
]);
export type EntryBody = z.infer<typeof entryBodySchema>;
export type EntryKind = EntryBody['kind'];
export type BodyOf<K extends EntryKind> = Extract<EntryBody, { kind: K }>;

/** Kinds that only staff see; the writer gives them no visitor number. */
const staffKinds: ReadonlySet<EntryKind> = new Set([
  'note',
  'relaxed',
  'case_opened',
  'issue_type_changed',
  'language_changed',
  'cause',
  'secret_stopped',
  'playbook_step',
  'playbook_ended',
]);

/** The audience of an entry follows from its kind; a redaction takes its target's, which the writer knows. */
export function audienceOf(entryKind: EntryKind): Audience {
  return staffKinds.has(entryKind) ? 'staff' : 'all';
}

const unknownBodySchema = z.pipe(
  z.looseObject({ kind: z.string() }),
  z.transform(() => ({ kind: 'unknown' as const })),
);

/** One line of a conversation's log as one audience sees it: `seq` runs 1..n without gaps for that audience (MSG2). */
export const entrySchema = z.strictObject({
  id: idSchema,
  conversationId: idSchema,
  seq: z.number(),
  at: z.string(),
  author: authorSchema,
  clientMessageId: z.nullable(idSchema),
  /** What a later version added is shown as nothing, and leaves no hole in the log. */
  body: z.union([entryBodySchema, unknownBodySchema]),
});
export type Entry = z.infer<typeof entrySchema>;

/** What an ack of a send says (MSG3). */
export const sentSchema = z.strictObject({ id: idSchema, seq: z.number(), at: z.string() });
export type Sent = z.infer<typeof sentSchema>;
