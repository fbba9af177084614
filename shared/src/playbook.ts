import * as z from 'zod/mini';
import { idSchema } from './ids.ts';
import { localizedSchema } from './language.ts';
import { requestFieldSchema } from './request.ts';

/** The guided checklists, by what is wrong. */
export const playbookKeys = [
  'pending',
  'failed',
  'not_received',
  'theft',
  'zero_after_import',
  'password',
] as const;
export const playbookKeySchema = z.enum(playbookKeys);
export type PlaybookKey = z.infer<typeof playbookKeySchema>;

/** A name within its playbook, which stays when words change: progress is stored under it. */
const keySchema = z.string().check(z.regex(/^[a-z][a-z0-9_]{0,39}$/));

/** A text for the composer. `label`: in which case it fits. */
const playbookAnswerSchema = z.strictObject({
  key: keySchema,
  label: localizedSchema,
  text: localizedSchema,
});
export type PlaybookAnswer = z.infer<typeof playbookAnswerSchema>;

const playbookActionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('request'), fields: z.array(requestFieldSchema) }),
  z.strictObject({ kind: z.literal('diagnose') }),
  z.strictObject({ kind: z.literal('answer'), answers: z.array(playbookAnswerSchema) }),
]);

/** One line of a checklist. `by`: whose turn it is; `visitor` steps are asked for by the agent. */
const playbookStepSchema = z.strictObject({
  key: keySchema,
  by: z.enum(['visitor', 'system', 'agent']),
  text: localizedSchema,
  /** What helps to judge it. */
  hint: z.optional(localizedSchema),
  action: z.optional(playbookActionSchema),
});
export type PlaybookStep = z.infer<typeof playbookStepSchema>;

export const playbookSchema = z.strictObject({
  key: playbookKeySchema,
  title: localizedSchema,
  /** What holds all the way, said once above the steps. */
  never: localizedSchema,
  steps: z.array(playbookStepSchema),
  /** How it can end, and in no other way. */
  ends: z.array(z.strictObject({ key: keySchema, text: localizedSchema })),
});
export type Playbook = z.infer<typeof playbookSchema>;

export const stepStates = ['done', 'undone', 'not_needed'] as const;
export const stepStateSchema = z.enum(stepStates);
export type StepState = z.infer<typeof stepStateSchema>;

/** The bodies of the two entries that progress is made of. */
export const playbookStepShape = { playbook: playbookKeySchema, step: keySchema, state: stepStateSchema };
export const playbookEndedShape = { playbook: playbookKeySchema, end: keySchema };

/** What is marked: a step, or the end. */
export const playbookMarkSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('step'), ...playbookStepShape }),
  z.strictObject({ kind: z.literal('end'), ...playbookEndedShape }),
]);
export type PlaybookMark = z.infer<typeof playbookMarkSchema>;

export const playbookMarkBodySchema = z.strictObject({
  conversationId: idSchema,
  clientMessageId: idSchema,
  mark: playbookMarkSchema,
});

const byIssueType: ReadonlyMap<string, PlaybookKey> = new Map([
  ['account.create_import', 'zero_after_import'],
  ['account.zero_after_import', 'zero_after_import'],
  ['account.security', 'theft'],
  ['account.password', 'password'],
  ['account.device_move', 'password'],
  ['transaction.pending', 'pending'],
  ['transaction.failed', 'failed'],
  ['transaction.not_received', 'not_received'],
  ['transaction.wrong_target', 'not_received'],
  ['transaction.swap_bridge', 'failed'],
  ['transaction.resource', 'failed'],
  ['technical.dapp', 'failed'],
  ['technical.signing', 'theft'],
  ['other.asset_display', 'not_received'],
  ['other.risk_token', 'theft'],
  ['other.report_scam', 'theft'],
]);

/** The playbook that an issue type begins with; null where none fits, and for types that an administrator made. */
export function playbookFor(issueType: string): PlaybookKey | null {
  return byIssueType.get(issueType) ?? null;
}
