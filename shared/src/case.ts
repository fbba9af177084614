import * as z from 'zod/mini';
import { idSchema } from './ids.ts';
import { localizedSchema } from './language.ts';
import { agentCardSchema } from './people.ts';

/** S1 funds at risk, S2 blocked, S3 degraded, S4 question. */
export const severities = ['S1', 'S2', 'S3', 'S4'] as const;
export const severitySchema = z.enum(severities);
export type Severity = z.infer<typeof severitySchema>;

export const caseSteps = ['handed_over', 'checking', 'needs_you', 'answered'] as const;
export const caseStepSchema = z.enum(caseSteps);
export type CaseStep = z.infer<typeof caseStepSchema>;

/** The progress of an escalation as the visitor sees it: no severity, no summary. */
export const visitorCaseSchema = z.strictObject({
  id: idSchema,
  team: localizedSchema,
  step: caseStepSchema,
  specialist: z.nullable(agentCardSchema),
  steps: z.array(z.strictObject({ step: caseStepSchema, at: z.string() })),
});
export type VisitorCase = z.infer<typeof visitorCaseSchema>;

/** The same case for staff. */
export const staffCaseSchema = z.strictObject({
  id: idSchema,
  teamId: idSchema,
  team: localizedSchema,
  severity: severitySchema,
  summary: z.string(),
  step: caseStepSchema,
  specialist: z.nullable(agentCardSchema),
  openedBy: agentCardSchema,
  steps: z.array(z.strictObject({ step: caseStepSchema, at: z.string() })),
});
export type StaffCase = z.infer<typeof staffCaseSchema>;
