import type { AgentCard, Availability, Colleague, SignedInAgent } from '@haven/shared/people';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../storage/postgres/schema.ts';

/** A colleague without what only routing knows. */
export type ColleagueProfile = Omit<Colleague, 'present' | 'load'>;

export type AgentProfiles = ReturnType<typeof createAgentProfiles>;

const teamIds = sql<
  string[]
>`array(select team_id::text from agent_team where agent_id = agent.id order by team_id)`;

/** Who finishes takes no new chats, as if away. */
const availabilityNow = sql<Availability>`case when finishing_since is null then availability else 'away' end`;

/** What the console shows of agents. */
export function createAgentProfiles({ db }: { db: Kysely<Database> }) {
  async function find(agentId: string): Promise<SignedInAgent | null> {
    const row = await db
      .selectFrom('agent')
      .select(['id', 'name', 'email', 'role', 'languages', 'capacity', 'availability'])
      .select(['must_change_password as mustChangePassword', teamIds.as('teamIds'), 'finishing_since'])
      .where('id', '=', agentId)
      .executeTakeFirst();
    if (row === undefined) return null;
    const { finishing_since: finishingSince, ...profile } = row;
    return finishingSince === null ? profile : { ...profile, isFinishing: true };
  }

  return {
    /** The profile of an agent, as they see themself; null when there is none. */
    find,

    /** What visitors may know of an agent; null when there is none, or the account no longer works. */
    async activeCard(agentId: string): Promise<AgentCard | null> {
      const card = await db
        .selectFrom('agent')
        .select(['id', 'name'])
        .where('id', '=', agentId)
        .where('disabled_at', 'is', null)
        .executeTakeFirst();
      return card ?? null;
    },

    /** Stores what an agent intends (RT9), which ends their finishing; null when there is no such agent. */
    async setAvailability(agentId: string, availability: Availability): Promise<SignedInAgent | null> {
      await db
        .updateTable('agent')
        .set({ availability, finishing_since: null })
        .where('id', '=', agentId)
        .execute();
      return find(agentId);
    },

    /** Names by id, of accounts that no longer work too. */
    async namesOf(agentIds: readonly string[]): Promise<Map<string, string>> {
      const rows = await db
        .selectFrom('agent')
        .select(['id', 'name'])
        .where(sql<boolean>`id = any(${[...agentIds]}::uuid[])`)
        .execute();
      return new Map(rows.map(({ id, name }) => [id, name]));
    },

    /** Everybody who has an account that works, by name. */
    async listActive(): Promise<ColleagueProfile[]> {
      return db
        .selectFrom('agent')
        .select([
          'id',
          'name',
          'role',
          'languages',
          'capacity',
          availabilityNow.as('availability'),
          teamIds.as('teamIds'),
        ])
        .where('disabled_at', 'is', null)
        .orderBy('name')
        .orderBy('id')
        .execute();
    },
  };
}
