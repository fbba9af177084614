import * as z from 'zod/mini';
import { skillsPerIssueType, weightMax, weightMin } from './limits.ts';
import { requiredTextUpTo } from './text.ts';

const name = requiredTextUpTo(60);

export const skillKeySchema = z.string().check(z.regex(/^[a-z][a-z0-9_]{0,39}$/));
export const skillNameSchema = z.strictObject({ 'zh-CN': name, en: name });

/** Something that an agent can do and an issue type may ask for, such as hardware wallets. */
export const skillSchema = z.strictObject({ key: skillKeySchema, name: skillNameSchema });
export type Skill = z.infer<typeof skillSchema>;

/** What a conversation asks of whoever takes it (RT4). */
export const needsSchema = z.strictObject({
  /** All of them. */
  skills: z.array(skillKeySchema).check(z.maxLength(skillsPerIssueType)),
  /** How much of an agent's capacity it takes, in hundredths of a chat. */
  weight: z.int().check(z.minimum(weightMin), z.maximum(weightMax)),
});
export type Needs = z.infer<typeof needsSchema>;

/** What was stored although it will keep somebody waiting. */
export const needsWarningSchema = z.discriminatedUnion('code', [
  z.strictObject({ code: z.literal('nobody_has_skill'), skill: skillKeySchema }),
  /** There is everything but one agent who has all of the skills, and the capacity. */
  z.strictObject({ code: z.literal('nobody_can_take_it') }),
]);
export type NeedsWarning = z.infer<typeof needsWarningSchema>;
