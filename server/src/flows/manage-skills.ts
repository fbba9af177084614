import { ok, type Result } from '@haven/shared/result';
import type { Skills } from '../features/skills.ts';

type Deps = {
  skills: Pick<Skills, 'setOfAgent' | 'remove'>;
  /** Routing reads the agent anew, and dispatches what they can take now. */
  agentChanged(agentId: string): Promise<void>;
};

export type ManageSkills = ReturnType<typeof createManageSkills>;

/** Who can do what; routing follows at once. The transport audits each. */
export function createManageSkills({ skills, agentChanged }: Deps) {
  return {
    async setOfAgent(agentId: string, asked: readonly string[]): Promise<Result<{ skills: string[] }>> {
      const set = await skills.setOfAgent(agentId, asked);
      if (set.ok) await agentChanged(agentId);
      return set;
    },

    async remove(key: string): Promise<Result<Record<string, never>>> {
      const removed = await skills.remove(key);
      if (!removed.ok) return removed;
      for (const agentId of removed.value.agentIds) await agentChanged(agentId);
      return ok({});
    },
  };
}
