import type { Team } from '@haven/shared/people';
import { ok, type Result, refuse } from '@haven/shared/result';
import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import { newId } from '../new-id.ts';
import { isUniqueViolation } from '../storage/postgres/failures.ts';
import type { Database } from '../storage/postgres/schema.ts';

export type Teams = ReturnType<typeof createTeams>;

const columns = ['id', 'key', 'name', 'tier'] as const;

/** The teams that queues and cases belong to. */
export function createTeams({ db, clock }: { db: Kysely<Database>; clock: Clock }) {
  return {
    /** All teams, tier 1 first. */
    async list(): Promise<Team[]> {
      return db.selectFrom('team').select(columns).orderBy('tier').orderBy('key').execute();
    },

    /** Adds a team. `conflict` when the key is taken. */
    async create({ name, ...fields }: Omit<Team, 'id'>): Promise<Result<Team>> {
      try {
        const team = await db
          .insertInto('team')
          .values({ id: newId(clock), ...fields, name: JSON.stringify(name) })
          .returning(columns)
          .executeTakeFirstOrThrow();
        return ok(team);
      } catch (error) {
        if (!isUniqueViolation(error, 'team_key_key')) throw error;
        return refuse('conflict', { details: { field: 'key' } });
      }
    },

    /** Renames a team; its key and tier stay, for queues and cases hang on them. */
    async rename(id: string, name: Team['name']): Promise<Result<Team>> {
      const team = await db
        .updateTable('team')
        .set({ name: JSON.stringify(name) })
        .where('id', '=', id)
        .returning(columns)
        .executeTakeFirst();
      return team ? ok(team) : refuse('not_found');
    },
  };
}
