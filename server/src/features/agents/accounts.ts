import type { AgentAccount } from '@haven/shared/http/admin-endpoints';
import type { Role } from '@haven/shared/people';
import { ok, type Result, refuse } from '@haven/shared/result';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Clock } from '../../clock.ts';
import { newId } from '../../new-id.ts';
import { isForeignKeyViolation, isUniqueViolation } from '../../storage/postgres/failures.ts';
import type { AgentTable, Database } from '../../storage/postgres/schema.ts';

export type AccountFields = Pick<AgentAccount, 'name' | 'role' | 'teamIds' | 'languages' | 'capacity'>;
export type NewAccount = AccountFields & { email: string; passwordHash: string; mustChangePassword: boolean };
export type AccountChange = AccountFields & { isDisabled: boolean };

/** An account after a change, with what it was before. */
export type ChangedAccount = { account: AgentAccount; before: { role: Role; isDisabled: boolean } };

export type AgentAccounts = ReturnType<typeof createAgentAccounts>;

/** The accounts of agents, as an administrator sees and changes them. */
export function createAgentAccounts({ db, clock }: { db: Kysely<Database>; clock: Clock }) {
  return {
    /** All accounts, the oldest first. */
    async list(): Promise<AgentAccount[]> {
      const rows = await selectAccounts(db).orderBy('created_at').orderBy('id').execute();
      return rows.map(accountOf);
    },

    /** Adds an account. `conflict` when the e-mail has one, `invalid` when a team does not exist. */
    async create({ email, passwordHash, mustChangePassword, teamIds, ...fields }: NewAccount) {
      const id = newId(clock);
      return refusingBadReferences(async () => {
        await db.transaction().execute(async (trx) => {
          await trx
            .insertInto('agent')
            .values({
              id,
              email,
              ...fields,
              password_hash: passwordHash,
              must_change_password: mustChangePassword,
              disabled_at: null,
              last_seen_at: null,
            })
            .execute();
          await setTeams(trx, id, teamIds);
        });
        return ok(await findAccount(db, id));
      });
    },

    /**
     * Changes an account; disabling also makes it away. `not_found`; `invalid` when a team does not exist; `refused`
     * when nobody would be left who may configure.
     */
    async update(
      id: string,
      { isDisabled, teamIds, ...fields }: AccountChange,
    ): Promise<Result<ChangedAccount>> {
      const disabledAt = isDisabled ? sql<Date>`coalesce(disabled_at, ${new Date(clock.now())})` : null;
      return refusingBadReferences(async () => {
        const before = await db.transaction().execute(async (trx) => {
          // Two admins who demote each other at once must not both succeed: admins are locked, in one order.
          const admins = await lockActiveAdmins(trx);
          const current = await findState(trx, id);
          if (!current) return refuse('not_found');
          const staysAdmin = fields.role === 'admin' && !isDisabled;
          if (!staysAdmin && admins.length === 1 && admins[0] === id) {
            return refuse('refused', { details: { reason: 'last_admin' } });
          }
          await trx
            .updateTable('agent')
            .set({
              ...fields,
              disabled_at: disabledAt,
              ...(isDisabled ? { availability: 'away' as const } : {}),
            })
            .where('id', '=', id)
            .execute();
          await trx.deleteFrom('agent_team').where('agent_id', '=', id).execute();
          await setTeams(trx, id, teamIds);
          return ok(current);
        });
        return before.ok ? ok({ account: await findAccount(db, id), before: before.value }) : before;
      });
    },
  };
}

type AccountRow = Pick<AgentTable, 'id' | 'email' | 'name' | 'role' | 'languages' | 'capacity'> & {
  teamIds: string[];
  disabled_at: Date | null;
  last_seen_at: Date | null;
  created_at: Date;
  must_change_password: boolean;
};

function selectAccounts(db: Kysely<Database>) {
  return db
    .selectFrom('agent')
    .select(['id', 'email', 'name', 'role', 'languages', 'capacity', 'must_change_password'])
    .select(['disabled_at', 'last_seen_at', 'created_at'])
    .select(
      sql<
        string[]
      >`array(select team_id::text from agent_team where agent_id = agent.id order by team_id)`.as('teamIds'),
    );
}

async function findAccount(db: Kysely<Database>, id: string): Promise<AgentAccount> {
  return accountOf(await selectAccounts(db).where('id', '=', id).executeTakeFirstOrThrow());
}

function accountOf(row: AccountRow): AgentAccount {
  const { disabled_at, last_seen_at, created_at, must_change_password, ...same } = row;
  return {
    ...same,
    isDisabled: disabled_at !== null,
    mustChangePassword: must_change_password,
    createdAt: created_at.toISOString(),
    lastSeenAt: last_seen_at?.toISOString() ?? null,
  };
}

async function lockActiveAdmins(trx: Transaction<Database>): Promise<string[]> {
  const rows = await trx
    .selectFrom('agent')
    .select('id')
    .where('role', '=', 'admin')
    .where('disabled_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(({ id }) => id);
}

async function findState(trx: Transaction<Database>, id: string): Promise<ChangedAccount['before'] | null> {
  const row = await trx
    .selectFrom('agent')
    .select(['role', 'disabled_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { role: row.role, isDisabled: row.disabled_at !== null } : null;
}

async function setTeams(
  trx: Transaction<Database>,
  agentId: string,
  teamIds: readonly string[],
): Promise<void> {
  const rows = [...new Set(teamIds)].map((teamId) => ({ agent_id: agentId, team_id: teamId }));
  if (rows.length > 0) await trx.insertInto('agent_team').values(rows).execute();
}

async function refusingBadReferences<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    if (isUniqueViolation(error, 'agent_email_key'))
      return refuse('conflict', { details: { field: 'email' } });
    if (isForeignKeyViolation(error)) return refuse('invalid', { details: { field: 'teamIds' } });
    throw error;
  }
}
