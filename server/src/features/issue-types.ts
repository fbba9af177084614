import type { IssueTypeSetting } from '@haven/shared/http/admin-endpoints';
import type { IssueBranch } from '@haven/shared/issue-type';
import { ok, type Result, refuse } from '@haven/shared/result';
import { type Kysely, sql } from 'kysely';
import type { Clock } from '../clock.ts';
import { isForeignKeyViolation, isUniqueViolation } from '../storage/postgres/failures.ts';
import type { Database } from '../storage/postgres/schema.ts';

export type IssueTypeFields = Omit<IssueTypeSetting, 'key'>;

export type IssueTypes = ReturnType<typeof createIssueTypes>;

/** What a conversation can be about: branches, each with its types. */
export function createIssueTypes({ db, clock }: { db: Kysely<Database>; clock: Clock }) {
  function select() {
    return db
      .selectFrom('issue_type')
      .select(['key', 'branch', 'label', 'priority', 'collect', 'team_id', 'position', 'retired_at'])
      .orderBy('position')
      .orderBy('key');
  }

  async function find(key: string): Promise<IssueTypeSetting | null> {
    const row = await select().where('key', '=', key).executeTakeFirst();
    return row ? settingOf(row) : null;
  }

  return {
    /** What can be chosen now, in two levels. Branches without a type are left out. */
    async tree(): Promise<IssueBranch[]> {
      const rows = await select().where('retired_at', 'is', null).execute();
      return rows
        .filter(({ branch }) => branch === null)
        .map(({ key, label }) => ({
          key,
          label,
          types: rows
            .filter(({ branch }) => branch === key)
            .map((type) => ({
              key: type.key,
              label: type.label,
              priority: type.priority,
              collect: type.collect,
            })),
        }))
        .filter(({ types }) => types.length > 0);
    },

    /** Everything, each branch followed by its types; retired ones too. */
    async list(): Promise<IssueTypeSetting[]> {
      const rows = await select().execute();
      const branches = rows.filter(({ branch }) => branch === null);
      return branches.flatMap((branch) => [
        settingOf(branch),
        ...rows.filter((row) => row.branch === branch.key).map(settingOf),
      ]);
    },

    find,

    /** Adds one at the end of its branch. `conflict` when the key is taken, `invalid` without its branch or team. */
    async create({ key, ...fields }: IssueTypeSetting): Promise<Result<IssueTypeSetting>> {
      const position = sql<number>`(select coalesce(max(position), 0) + 1 from issue_type)`;
      return refusingBadReferences(async () => {
        await db
          .insertInto('issue_type')
          .values({ key, branch: branchOf(key), position, ...columnsOf(fields, clock) })
          .execute();
        return find(key);
      });
    },

    /** Changes one. Retiring it hides it from new conversations; those that have it keep it. */
    async update(key: string, fields: IssueTypeFields): Promise<Result<IssueTypeSetting>> {
      return refusingBadReferences(async () => {
        await db.updateTable('issue_type').set(columnsOf(fields, clock)).where('key', '=', key).execute();
        return find(key);
      });
    },
  };
}

/** `transaction` for `transaction.pending`; null for a branch. */
function branchOf(key: string): string | null {
  const [branch = '', type] = key.split('.');
  return type === undefined ? null : branch;
}

function settingOf(row: {
  key: string;
  label: IssueTypeSetting['label'];
  priority: IssueTypeSetting['priority'];
  collect: IssueTypeSetting['collect'];
  team_id: string | null;
  retired_at: Date | null;
}): IssueTypeSetting {
  const { key, label, priority, collect, team_id, retired_at } = row;
  return { key, label, priority, collect, teamId: team_id, isRetired: retired_at !== null };
}

function columnsOf({ label, priority, collect, teamId, isRetired }: IssueTypeFields, clock: Clock) {
  return {
    label: JSON.stringify(label),
    priority,
    collect,
    team_id: teamId,
    retired_at: isRetired ? new Date(clock.now()) : null,
  };
}

async function refusingBadReferences(
  work: () => Promise<IssueTypeSetting | null>,
): Promise<Result<IssueTypeSetting>> {
  try {
    const written = await work();
    return written ? ok(written) : refuse('not_found');
  } catch (error) {
    if (isUniqueViolation(error, 'issue_type_pkey')) return refuse('conflict', { details: { field: 'key' } });
    if (isForeignKeyViolation(error, 'issue_type_branch_fkey'))
      return refuse('invalid', { details: { field: 'key' } });
    if (isForeignKeyViolation(error)) return refuse('invalid', { details: { field: 'teamId' } });
    throw error;
  }
}
