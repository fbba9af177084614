import type { Inbox } from '@haven/shared/http/admin-endpoints';
import { ok, type Result, refuse } from '@haven/shared/result';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Clock } from '../clock.ts';
import { newId } from '../new-id.ts';
import { isForeignKeyViolation, isUniqueViolation } from '../storage/postgres/failures.ts';
import type { Database } from '../storage/postgres/schema.ts';

export type InboxFields = Omit<Inbox, 'id' | 'key'>;

export type Inboxes = ReturnType<typeof createInboxes>;

/** The brands and apps that the widget is embedded in. */
export function createInboxes({ db, clock }: { db: Kysely<Database>; clock: Clock }) {
  function select() {
    return db
      .selectFrom('inbox')
      .select(['id', 'key', 'name', 'greeting', 'languages', 'origins', 'default_team_id as defaultTeamId'])
      .select(
        sql<
          string[]
        >`array(select team_id::text from inbox_team where inbox_id = inbox.id order by team_id)`.as(
          'teamIds',
        ),
      );
  }

  async function read(id: string): Promise<Inbox> {
    return select().where('id', '=', id).executeTakeFirstOrThrow();
  }

  /** Conversations of an inbox that are not closed, in the queues of its other teams. */
  async function countOpenOutside(inboxId: string, teamIds: readonly string[]): Promise<number> {
    const { open } = await db
      .selectFrom('conversation')
      .select((eb) => eb.fn.countAll<number>().as('open'))
      .where('inbox_id', '=', inboxId)
      .where('status', '<>', 'closed')
      .where('team_id', 'not in', teamIds)
      .executeTakeFirstOrThrow();
    return Number(open);
  }

  /** The first of the teams that would leave and that another's queue passes to what waits too long (RT7). */
  async function overflowTeamOutside(inboxId: string, teamIds: readonly string[]): Promise<string | null> {
    const { rows } = await sql<{ id: string }>`
      select settings->>'overflowTeamId' as id from queue
      where inbox_id = ${inboxId} and team_id = any (${[...teamIds]}::uuid[])
        and settings->>'overflowTeamId' <> all (${[...teamIds]}::text[])
      limit 1`.execute(db);
    return rows[0]?.id ?? null;
  }

  return {
    /** All inboxes, the oldest first. */
    async list(): Promise<Inbox[]> {
      return select().orderBy('created_at').orderBy('id').execute();
    },

    async find(id: string): Promise<Inbox | null> {
      return (await select().where('id', '=', id).executeTakeFirst()) ?? null;
    },

    /** By the public key of its address. */
    async findByKey(key: string): Promise<Inbox | null> {
      return (await select().where('key', '=', key).executeTakeFirst()) ?? null;
    },

    /** Adds an inbox. `conflict` when the key is taken; `invalid` for a team that does not exist or is not its own. */
    async create({ key, ...fields }: InboxFields & { key: string }): Promise<Result<Inbox>> {
      const id = newId(clock);
      return checkingTeams(fields, async () => {
        await db.transaction().execute(async (trx) => {
          await trx
            .insertInto('inbox')
            .values({ id, key, ...columnsOf(fields) })
            .execute();
          await setTeams(trx, id, fields.teamIds);
        });
        return ok(await read(id));
      });
    },

    /**
     * Changes an inbox; its key is in pages out there and stays. `refused` while a team that would leave has chats of it,
     * for their queue would be nobody's to see, or is another's overflow team.
     */
    async update(id: string, fields: InboxFields): Promise<Result<Inbox>> {
      return checkingTeams(fields, async () => {
        const openConversations = await countOpenOutside(id, fields.teamIds);
        if (openConversations > 0)
          return refuse('refused', { details: { reason: 'in_use', openConversations } });
        const teamId = await overflowTeamOutside(id, fields.teamIds);
        if (teamId !== null) return refuse('refused', { details: { reason: 'overflow_team', teamId } });
        const isFound = await db.transaction().execute(async (trx) => {
          const changed = await trx
            .updateTable('inbox')
            .set(columnsOf(fields))
            .where('id', '=', id)
            .returning('id')
            .executeTakeFirst();
          if (!changed) return false;
          await trx.deleteFrom('inbox_team').where('inbox_id', '=', id).execute();
          await setTeams(trx, id, fields.teamIds);
          return true;
        });
        return isFound ? ok(await read(id)) : refuse('not_found');
      });
    },
  };
}

function columnsOf({ name, greeting, languages, origins, defaultTeamId }: InboxFields) {
  return {
    name: JSON.stringify(name),
    greeting: JSON.stringify(greeting),
    languages,
    origins,
    default_team_id: defaultTeamId,
  };
}

async function setTeams(
  trx: Transaction<Database>,
  inboxId: string,
  teamIds: readonly string[],
): Promise<void> {
  const rows = [...new Set(teamIds)].map((teamId) => ({ inbox_id: inboxId, team_id: teamId }));
  await trx.insertInto('inbox_team').values(rows).execute();
}

async function checkingTeams<T>(fields: InboxFields, work: () => Promise<Result<T>>): Promise<Result<T>> {
  if (!fields.teamIds.includes(fields.defaultTeamId)) {
    return refuse('invalid', { details: { field: 'defaultTeamId' } });
  }
  try {
    return await work();
  } catch (error) {
    if (isUniqueViolation(error, 'inbox_key_key')) return refuse('conflict', { details: { field: 'key' } });
    if (isForeignKeyViolation(error)) return refuse('invalid', { details: { field: 'teamIds' } });
    throw error;
  }
}
