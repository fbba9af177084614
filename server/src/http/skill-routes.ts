import { skillEndpoints } from '@haven/shared/http/skill-endpoints';
import type { Admin } from './bind-admin.ts';
import type { HttpDeps } from './http-deps.ts';

const byParam = ({ param }: { param: string }) => param;
const bodyOf = ({ body }: { body: Record<string, unknown> }) => body;

/** Skills, who has them, and what issue types ask for. */
export function bindSkills(admin: Admin, { skills, manageSkills }: HttpDeps): void {
  const { listSkills, createSkill, updateSkill, deleteSkill } = skillEndpoints;
  admin.list(listSkills, () => skills.list());
  admin.change(
    createSkill,
    { action: 'skill.created', objectId: (_call, { key }) => key, details: bodyOf },
    ({ body }) => skills.create(body),
  );
  admin.change(
    updateSkill,
    { action: 'skill.changed', objectId: byParam, details: bodyOf },
    ({ param, body }) => skills.rename(param, body.name),
  );
  admin.change(deleteSkill, { action: 'skill.deleted', objectId: byParam }, ({ param }) =>
    manageSkills.remove(param),
  );

  const { setAgentSkills, listIssueTypeNeeds, setIssueTypeNeeds } = skillEndpoints;
  admin.change(
    setAgentSkills,
    { action: 'agent.skills_changed', objectId: byParam, details: bodyOf },
    ({ param, body }) => manageSkills.setOfAgent(param, body.skills),
  );
  admin.list(listIssueTypeNeeds, () => skills.listNeeds());
  admin.change(
    setIssueTypeNeeds,
    { action: 'issue_type.needs_changed', objectId: byParam, details: bodyOf },
    ({ param, body }) => skills.setNeeds(param, body),
  );
}
