import { readFileSync } from 'node:fs';
import { languages, localizedSchema } from '@haven/shared/language';
import { collectKeySchema, issueTypeKeySchema, prioritySchema } from '@haven/shared/issue-type';
import { type Kysely, sql, type Transaction } from 'kysely';
import * as z from 'zod/mini';
import type { Clock } from '../clock.ts';
import { createAudit } from '../features/audit.ts';
import type { Passwords } from '../features/agents/passwords.ts';
import { createCannedAnswers } from '../features/canned-answers.ts';
import { createFaq } from '../features/faq/faq.ts';
import { createIssueTypes } from '../features/issue-types.ts';
import { newId } from '../new-id.ts';
import { packagePath } from '../package-path.ts';
import type { Database } from '../storage/postgres/schema.ts';
import { demoAgents, demoPassword, type DemoTeamKey, demoTeams } from './demo-people.ts';
import { demoCannedAnswers, demoInbox } from './demo-texts.ts';

const taxonomySchema = z.array(
  z.strictObject({
    key: issueTypeKeySchema,
    label: localizedSchema,
    types: z.array(
      z.strictObject({
        key: issueTypeKeySchema,
        label: localizedSchema,
        priority: prioritySchema,
        collect: z.array(collectKeySchema),
        team: z.nullable(z.enum(['wallet', 'onchain'])),
      }),
    ),
  }),
);

interface Deps {
  db: Kysely<Database>;
  clock: Clock;
  passwords: Passwords;
}

type TeamIds = Record<DemoTeamKey, string>;

/** The audit's record of it. */
const demoSeeded = 'demo.seeded';

/** One lock for all processes that start at once on an empty database. */
const seedLock = 4_827_360_115;

/**
 * Fills an empty database with a demo: an inbox, teams, agents, issue types, articles and prepared answers. Does
 * nothing, and answers false, when there is anything in it. All or nothing.
 */
export async function seedDemo({ db, clock, passwords }: Deps): Promise<boolean> {
  if (!(await isEmpty(db))) return false;
  const hashed = await passwords.hash(demoPassword);
  if (!hashed.ok) return false;
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${seedLock})`.execute(trx);
    if (!(await isEmpty(trx))) return false;
    const teamIds = await insertTeams(trx, clock);
    await insertAgents(trx, clock, teamIds, hashed.value);
    await insertInbox(trx, clock, teamIds);
    await insertIssueTypes(trx, clock, teamIds);
    await insertTexts(trx, clock);
    await createAudit({ db: trx }).record({
      actor: { kind: 'system' },
      action: demoSeeded,
      objectKind: 'inbox',
      objectId: demoInbox.key,
    });
    return true;
  });
}

/** Whether this database began as a demo, so that the demo's sign-ins are true of it. */
export async function isDemo(db: Kysely<Database>): Promise<boolean> {
  const seeded = await db
    .selectFrom('audit')
    .select('id')
    .where('action', '=', demoSeeded)
    .executeTakeFirst();
  return seeded !== undefined;
}

async function isEmpty(db: Kysely<Database>): Promise<boolean> {
  const { rows } = await sql<{ filled: boolean }>`
    select exists (select 1 from team) or exists (select 1 from agent) or exists (select 1 from inbox)
      or exists (select 1 from visitor) or exists (select 1 from issue_type) or exists (select 1 from faq_article)
      or exists (select 1 from canned_answer) as filled`.execute(db);
  return rows[0]?.filled === false;
}

async function insertTeams(trx: Transaction<Database>, clock: Clock): Promise<TeamIds> {
  const ids: TeamIds = { wallet: newId(clock), onchain: newId(clock), security: newId(clock) };
  const rows = demoTeams.map(({ key, name, tier }) => ({
    id: ids[key],
    key,
    name: JSON.stringify(name),
    tier,
  }));
  await trx.insertInto('team').values(rows).execute();
  return ids;
}

async function insertAgents(
  trx: Transaction<Database>,
  clock: Clock,
  teamIds: TeamIds,
  passwordHash: string,
): Promise<void> {
  for (const { teams, ...agent } of demoAgents) {
    const id = newId(clock);
    await trx
      .insertInto('agent')
      .values({ id, ...agent, password_hash: passwordHash, disabled_at: null, last_seen_at: null })
      .execute();
    const rows = teams.map((team) => ({ agent_id: id, team_id: teamIds[team] }));
    await trx.insertInto('agent_team').values(rows).execute();
  }
}

async function insertInbox(trx: Transaction<Database>, clock: Clock, teamIds: TeamIds): Promise<void> {
  const id = newId(clock);
  await trx
    .insertInto('inbox')
    .values({
      id,
      key: demoInbox.key,
      name: JSON.stringify(demoInbox.name),
      greeting: JSON.stringify(demoInbox.greeting),
      languages: [...languages],
      // The demo page is on Haven's own origin, which may always frame its widget.
      origins: [],
      default_team_id: teamIds.wallet,
    })
    .execute();
  const rows = [teamIds.wallet, teamIds.onchain].map((teamId) => ({ inbox_id: id, team_id: teamId }));
  await trx.insertInto('inbox_team').values(rows).execute();
}

async function insertIssueTypes(trx: Transaction<Database>, clock: Clock, teamIds: TeamIds): Promise<void> {
  const text = readFileSync(packagePath('src/seed/taxonomy.json'), 'utf8');
  const issueTypes = createIssueTypes({ db: trx, clock });
  for (const { types, ...branch } of taxonomySchema.parse(JSON.parse(text))) {
    await issueTypes.create({ ...branch, priority: 'normal', collect: [], teamId: null, isRetired: false });
    for (const { team, ...type } of types) {
      await issueTypes.create({ ...type, teamId: team && teamIds[team], isRetired: false });
    }
  }
}

async function insertTexts(trx: Transaction<Database>, clock: Clock): Promise<void> {
  await createFaq({ db: trx, clock }).addStarters();
  const cannedAnswers = createCannedAnswers({ db: trx, clock });
  for (const answer of demoCannedAnswers) await cannedAnswers.create(answer);
}
