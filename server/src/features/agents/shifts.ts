import { type Kysely, sql } from 'kysely';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../storage/postgres/schema.ts';

export type AgentShifts = ReturnType<typeof createAgentShifts>;

/**
 * Ends of shifts (RT10). Whoever finishes is given nothing new by routing, whatever availability they chose; it lasts
 * until they choose one again, or sign in anew.
 */
export function createAgentShifts({ db, clock }: { db: Kysely<Database>; clock: Clock }) {
  return {
    async finish(agentId: string): Promise<void> {
      await db
        .updateTable('agent')
        .set({ finishing_since: new Date(clock.now()) })
        .where('id', '=', agentId)
        .where('finishing_since', 'is', null)
        .execute();
    },

    /** True when they had been finishing. */
    async begin(agentId: string): Promise<boolean> {
      const begun = await db
        .updateTable('agent')
        .set({ finishing_since: null })
        .where('id', '=', agentId)
        .where('finishing_since', 'is not', null)
        .returning('id')
        .executeTakeFirst();
      return begun !== undefined;
    },

    /** Who finishes, is signed in, and holds no chat as its contact any more. */
    async finished(): Promise<string[]> {
      const rows = await db
        .selectFrom('agent')
        .select('id')
        .where('finishing_since', 'is not', null)
        .where(
          sql<boolean>`exists (select 1 from agent_session s where s.agent_id = agent.id and s.revoked_at is null)`,
        )
        .where(
          sql<boolean>`not exists (
            select 1 from conversation c where c.assignee_id = agent.id and c.status = 'assigned'
          )`,
        )
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}
