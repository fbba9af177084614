import * as z from 'zod/mini';
import { idSchema } from './ids.ts';

/**
 * What is worth a supervisor's look (SAFE1, SAFE5, SAFE6): a secret that was stopped on the way out; one that an old
 * client let through; an agent's text or link that was refused; somebody who claims to be support, as a visitor told;
 * a visitor who wanted to be called like support; a contact that a visitor tested and that is not ours.
 */
export const incidentKinds = [
  'secret_stopped',
  'secret_reached_us',
  'phishing_refused',
  'impostor_reported',
  'impostor_name_refused',
  'unofficial_contact',
] as const;
export const incidentKindSchema = z.enum(incidentKinds);
export type IncidentKind = z.infer<typeof incidentKindSchema>;

/** Closed words and counts, such as the kind of a secret or the ids of rules; never what somebody typed as a secret. */
export const incidentDetailSchema = z.record(
  z.string().check(z.maxLength(40)),
  z.union([z.string().check(z.maxLength(500)), z.number(), z.boolean(), z.array(z.string())]),
);
export type IncidentDetail = z.infer<typeof incidentDetailSchema>;

const actorKinds = ['visitor', 'agent', 'system'] as const;
export type IncidentActor = { kind: (typeof actorKinds)[number]; id: string | null };

/** One of them as the console shows it. */
export const incidentSchema = z.strictObject({
  id: idSchema,
  at: z.string(),
  kind: incidentKindSchema,
  inboxId: z.nullable(idSchema),
  /** The conversation, if it belongs to one that still exists. */
  conversation: z.nullable(z.strictObject({ id: idSchema, reference: z.string() })),
  /** Who did it; `name` is an agent's name or a visitor's label, null for the system and for whoever has no session. */
  by: z.strictObject({ kind: z.enum(actorKinds), id: z.nullable(idSchema), name: z.nullable(z.string()) }),
  detail: incidentDetailSchema,
});
export type Incident = z.infer<typeof incidentSchema>;
