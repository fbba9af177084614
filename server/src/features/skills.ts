import type { IssueTypeNeeds, SkillSetting } from '@haven/shared/http/skill-endpoints';
import { ok, type Result, refuse } from '@haven/shared/result';
import type { Needs, NeedsWarning, Skill } from '@haven/shared/skill';
import { type Kysely, sql } from 'kysely';
import { isUniqueViolation } from '../storage/postgres/failures.ts';
import type { Database } from '../storage/postgres/schema.ts';

export type Skills = ReturnType<typeof createSkills>;

type Able = { skills: string[]; capacity: number };

/** What agents can do, and what issue types ask for (RT4). */
export function createSkills({ db }: { db: Kysely<Database> }) {
  function select() {
    return db
      .selectFrom('skill')
      .select(['key', 'name'])
      .select(
        sql<string[]>`array(
          select a.id::text from agent_skill s join agent a on a.id = s.agent_id
          where s.skill = skill.key and a.disabled_at is null order by a.id
        )`.as('agentIds'),
      )
      .select(
        sql<
          string[]
        >`array(select t.key from issue_type t where skill.key = any (t.skills) order by t.key)`.as(
          'issueTypes',
        ),
      );
  }

  async function find(key: string): Promise<Result<SkillSetting>> {
    const skill = await select().where('key', '=', key).executeTakeFirst();
    return skill ? ok(skill) : refuse('not_found');
  }

  /** Refuses skills that do not exist, and names them. */
  async function checkKnown(asked: readonly string[]): Promise<Result<string[]>> {
    const wanted = [...new Set(asked)].toSorted();
    const rows = await db.selectFrom('skill').select('key').execute();
    const known = new Set(rows.map(({ key }) => key));
    const unknown = wanted.filter((key) => !known.has(key));
    return unknown.length === 0 ? ok(wanted) : refuse('invalid', { details: { field: 'skills', unknown } });
  }

  async function able(): Promise<Able[]> {
    return db
      .selectFrom('agent')
      .select('capacity')
      .select(sql<string[]>`array(select skill from agent_skill where agent_id = agent.id)`.as('skills'))
      .where('disabled_at', 'is', null)
      .execute();
  }

  async function readNeeds(key?: string): Promise<IssueTypeNeeds[]> {
    let query = db.selectFrom('issue_type').select(['key', 'skills', 'weight']).orderBy('position');
    query = key === undefined ? query.where('branch', 'is not', null) : query.where('key', '=', key);
    const rows = await query.execute();
    const agents = await able();
    return rows.map((row) => ({ ...row, warnings: warningsFor(row, agents) }));
  }

  return {
    /** All skills by key, with who has and who asks for each. */
    list: (): Promise<SkillSetting[]> => select().orderBy('key').execute(),

    /** Adds a skill. `conflict` when the key is taken. */
    async create({ key, name }: Skill): Promise<Result<SkillSetting>> {
      try {
        await db
          .insertInto('skill')
          .values({ key, name: JSON.stringify(name) })
          .execute();
      } catch (error) {
        if (isUniqueViolation(error, 'skill_pkey')) return refuse('conflict', { details: { field: 'key' } });
        throw error;
      }
      return find(key);
    },

    async rename(key: string, name: Skill['name']): Promise<Result<SkillSetting>> {
      await db
        .updateTable('skill')
        .set({ name: JSON.stringify(name) })
        .where('key', '=', key)
        .execute();
      return find(key);
    },

    /**
     * Removes a skill, and answers with the agents who had it. `refused` while an issue type or an open conversation
     * asks for it: whoever waits for it would wait without end.
     */
    async remove(key: string): Promise<Result<{ agentIds: string[] }>> {
      return db.transaction().execute(async (trx) => {
        const skill = await trx
          .selectFrom('skill')
          .select('key')
          .where('key', '=', key)
          .forUpdate()
          .executeTakeFirst();
        if (!skill) return refuse('not_found');
        const asking = sql<boolean>`${key} = any (skills)`;
        const types = await trx.selectFrom('issue_type').select('key').where(asking).orderBy('key').execute();
        const { open } = await trx
          .selectFrom('conversation')
          .select((eb) => eb.fn.countAll<number>().as('open'))
          .where('status', '<>', 'closed')
          .where(asking)
          .executeTakeFirstOrThrow();
        if (types.length > 0 || Number(open) > 0) {
          const issueTypes = types.map((type) => type.key);
          return refuse('refused', {
            details: { reason: 'in_use', issueTypes, openConversations: Number(open) },
          });
        }
        const had = await trx
          .deleteFrom('agent_skill')
          .where('skill', '=', key)
          .returning('agent_id')
          .execute();
        await trx.deleteFrom('skill').where('key', '=', key).execute();
        return ok({ agentIds: had.map(({ agent_id }) => agent_id) });
      });
    },

    /** Replaces what an agent can do. `not_found`; `invalid` for a skill that does not exist. */
    async setOfAgent(agentId: string, asked: readonly string[]): Promise<Result<{ skills: string[] }>> {
      const known = await checkKnown(asked);
      if (!known.ok) return known;
      const skills = known.value;
      return db.transaction().execute(async (trx) => {
        // The row's lock puts two changes of one agent one after the other.
        const agent = await trx
          .selectFrom('agent')
          .select('id')
          .where('id', '=', agentId)
          .forUpdate()
          .executeTakeFirst();
        if (!agent) return refuse('not_found');
        await trx.deleteFrom('agent_skill').where('agent_id', '=', agentId).execute();
        const rows = skills.map((skill) => ({ agent_id: agentId, skill }));
        if (rows.length > 0) await trx.insertInto('agent_skill').values(rows).execute();
        return ok({ skills });
      });
    },

    /** What every issue type asks for, branches left out. */
    listNeeds: () => readNeeds(),

    /** What a conversation of this type asks for; one plain chat when there is no such type. */
    async needsOf(issueType: string): Promise<Needs> {
      const row = await db
        .selectFrom('issue_type')
        .select(['skills', 'weight'])
        .where('key', '=', issueType)
        .executeTakeFirst();
      return row ?? { skills: [], weight: 100 };
    },

    /** Sets what an issue type asks for. `not_found`, also for a branch; `invalid` for a skill that does not exist. */
    async setNeeds(key: string, { skills, weight }: Needs): Promise<Result<IssueTypeNeeds>> {
      const known = await checkKnown(skills);
      if (!known.ok) return known;
      await db
        .updateTable('issue_type')
        .set({ skills: known.value, weight })
        .where('key', '=', key)
        .where('branch', 'is not', null)
        .execute();
      const [needs] = key.includes('.') ? await readNeeds(key) : [];
      return needs ? ok(needs) : refuse('not_found');
    },
  };
}

function warningsFor({ skills, weight }: Needs, agents: readonly Able[]): NeedsWarning[] {
  const missing = skills.filter((skill) => !agents.some((agent) => agent.skills.includes(skill)));
  if (missing.length > 0) return missing.map((skill) => ({ code: 'nobody_has_skill' as const, skill }));
  const isPossible = agents.some(
    (agent) => agent.capacity * 100 >= weight && skills.every((skill) => agent.skills.includes(skill)),
  );
  return isPossible ? [] : [{ code: 'nobody_can_take_it' }];
}
