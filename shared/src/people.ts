import * as z from 'zod/mini';
import { idSchema } from './ids.ts';
import { languageSchema, localizedSchema } from './language.ts';

export const roles = ['agent', 'specialist', 'supervisor', 'admin'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** An agent's intent; whether a socket is really there is presence, a lease of its own (RT9). */
export const availabilities = ['online', 'busy', 'away'] as const;
export const availabilitySchema = z.enum(availabilities);
export type Availability = z.infer<typeof availabilitySchema>;

/** What a visitor may learn about an agent. */
export const agentCardSchema = z.strictObject({ id: idSchema, name: z.string() });
export type AgentCard = z.infer<typeof agentCardSchema>;

export const teamSchema = z.strictObject({
  id: idSchema,
  key: z.string(),
  name: localizedSchema,
  tier: z.union([z.literal(1), z.literal(2)]),
});
export type Team = z.infer<typeof teamSchema>;

/** A colleague as the console's pickers show them: availability as routing sees it, and load in chats. */
export const colleagueSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  role: roleSchema,
  teamIds: z.array(idSchema),
  languages: z.array(languageSchema),
  availability: availabilitySchema,
  present: z.boolean(),
  load: z.number(),
  capacity: z.number(),
});
export type Colleague = z.infer<typeof colleagueSchema>;

/** The signed-in agent. */
export const signedInAgentSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  teamIds: z.array(idSchema),
  languages: z.array(languageSchema),
  capacity: z.number(),
  availability: availabilitySchema,
  /** They sign out when their last chat is closed or handed on, and get no new ones until then (RT10). */
  isFinishing: z.optional(z.literal(true)),
  mustChangePassword: z.boolean(),
});
export type SignedInAgent = z.infer<typeof signedInAgentSchema>;
