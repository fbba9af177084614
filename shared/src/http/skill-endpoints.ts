import * as z from 'zod/mini';
import { idSchema } from '../ids.ts';
import { issueTypeKeySchema } from '../issue-type.ts';
import { needsSchema, needsWarningSchema, skillKeySchema, skillNameSchema, skillSchema } from '../skill.ts';
import { endpoint } from './define.ts';

const skills = z.array(skillKeySchema).check(z.maxLength(50));
export const skillSettingSchema = z.strictObject({
  ...skillSchema.shape,
  /** Who has it, disabled accounts left out. */
  agentIds: z.array(idSchema),
  /** Who asks for it. */
  issueTypes: z.array(issueTypeKeySchema),
});
export type SkillSetting = z.infer<typeof skillSettingSchema>;

export const issueTypeNeedsSchema = z.strictObject({
  key: issueTypeKeySchema,
  ...needsSchema.shape,
  warnings: z.array(needsWarningSchema),
});
export type IssueTypeNeeds = z.infer<typeof issueTypeNeedsSchema>;

/** Skills: a part of the administrator's endpoints. */
export const skillEndpoints = {
  listSkills: endpoint('GET', '/api/admin/skills', {
    reply: z.strictObject({ items: z.array(skillSettingSchema) }),
  }),
  createSkill: endpoint('POST', '/api/admin/skills', { body: skillSchema, reply: skillSettingSchema }),
  updateSkill: endpoint('PATCH', '/api/admin/skills/:key', {
    body: z.strictObject({ name: skillNameSchema }),
    reply: skillSettingSchema,
  }),
  /** `refused` with `details.reason` `in_use` while an issue type or an open conversation asks for it. */
  deleteSkill: endpoint('DELETE', '/api/admin/skills/:key', { reply: z.strictObject({}) }),
  /** Replaces what an agent can do. `invalid` with `details.unknown` for skills that do not exist. */
  setAgentSkills: endpoint('PATCH', '/api/admin/agents/:id/skills', {
    body: z.strictObject({ skills }),
    reply: z.strictObject({ skills }),
  }),
  listIssueTypeNeeds: endpoint('GET', '/api/admin/issue-type-needs', {
    reply: z.strictObject({ items: z.array(issueTypeNeedsSchema) }),
  }),
  /**
   * Sets what an issue type asks for, from the next conversation on; what waits keeps what it asked for. Stored also
   * when nobody could take it, and then the answer warns. `invalid` with `details.unknown` as above.
   */
  setIssueTypeNeeds: endpoint('PATCH', '/api/admin/issue-types/:key/needs', {
    body: needsSchema,
    reply: issueTypeNeedsSchema,
  }),
};
