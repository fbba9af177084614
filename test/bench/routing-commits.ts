import { setTimeout as sleep } from 'node:timers/promises';
import { packagePath } from '@haven/server/package-path';
import { type OpenDatabase, openDatabase } from '@haven/server/storage/postgres/db';
import { migrate } from '@haven/server/storage/postgres/migrate';
import { openRedis } from '@haven/server/storage/redis/client';
import { capacityMax } from '@haven/shared/limits';
import { sql } from 'kysely';
import { createDatabase, dropDatabase, startTestRedis } from '../support/engines.ts';
import { silentLog } from '../support/open-engines.ts';
import { postgresServerUrl } from '../support/run-engines.ts';
import { type ModelProcess, startProcess } from '../routing/referee/model-process.ts';
import type { Outcome, Size } from './outcome.ts';
import { agentsPer, waitingPer } from './routing-decisions.ts';
import { median, rounded } from './statistics.ts';

const teams = 4;
/** As often as the server renews the leases of those who have a socket. */
const beatMs = 5_000;
/** Asked at once. */
const chunk = 200;

/**
 * Assignments a second through the product's own flow in one process, from the decision to the row: proposed, committed
 * with entry, greeting and reason, read again and settled. Told beside the decisions, of which it is a fraction, since
 * each is a transaction that waits for the disk.
 */
export async function commits(size: Size): Promise<Outcome> {
  const redisServer = await startTestRedis();
  const databaseUrl = await createDatabase(postgresServerUrl());
  const database = await openDatabase({ databaseUrl, dataDir: '' }, silentLog);
  const redis = await openRedis({ redisUrl: redisServer.url }, silentLog);
  try {
    await migrate(database.db, packagePath('migrations'), silentLog);
    const agentIds = await fill(database, size);
    const product = await startProcess({ database, redis }, { now: Date.now });
    const perSecond = await drain(product, agentIds, database, size);
    return {
      rows: [
        {
          figure: 'committed assignments/s, one process',
          haven: String(rounded(median(perSecond), 1)),
          baseline: '',
          target: 'told',
        },
      ],
      json: { committedPerSecond: rounded(median(perSecond), 1) },
    };
  } finally {
    await redis.close();
    await database.close();
    await dropDatabase(postgresServerUrl(), databaseUrl);
    await redisServer.stop();
  }
}

/** Assignments a second in each round, while one run of the dispatch goes on. */
async function drain(
  { dispatch, routing, quiet }: ModelProcess,
  agentIds: readonly string[],
  { db }: OpenDatabase,
  { rounds, seconds }: Size,
): Promise<number[]> {
  const beat = () => inChunks(agentIds, (id) => routing.renewLease(id));
  await beat();
  const timer = setInterval(() => void beat(), beatMs);
  let isDone = false;
  const work = dispatch.dispatchAll().then(() => {
    isDone = true;
  });
  try {
    const perSecond: number[] = [];
    for (let round = 0; round < rounds && !isDone; round += 1) {
      const [began, before] = [performance.now(), await assignments(db)];
      await Promise.race([sleep(seconds * 1_000), work]);
      const taken = (await assignments(db)) - before;
      perSecond.push((taken * 1_000) / (performance.now() - began));
    }
    return perSecond;
  } finally {
    clearInterval(timer);
    // With nobody left to give anything to, the run ends.
    await inChunks(agentIds, (id) => routing.removeAgent(id));
    await work;
    await quiet();
  }
}

async function assignments(db: OpenDatabase['db']): Promise<number> {
  const { count } = await db
    .selectFrom('assignment')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Teams, agents with all the room that there may be, and chats that wait for them. The agents' ids. */
async function fill({ db }: OpenDatabase, { conversations }: Size): Promise<string[]> {
  const text = JSON.stringify({ 'zh-CN': 'x', en: 'x' });
  await sql`
    insert into team (id, key, name, tier)
    select gen_random_uuid(), n::text, ${text}::jsonb, 1 from generate_series(1, ${teams}::int) n`.execute(
    db,
  );
  await sql`
    insert into inbox (id, key, name, greeting, languages, origins, default_team_id)
    select gen_random_uuid(), 'bench', ${text}, ${text}, '{zh-CN,en}', '{}', id from team limit 1`.execute(
    db,
  );
  await sql`insert into inbox_team select inbox.id, team.id from inbox cross join team`.execute(db);
  await sql`
    insert into issue_type (key, label, priority, collect, position) values ('bench', ${text}, 'normal', '{}', 0)`.execute(
    db,
  );
  await sql`
    insert into agent (id, email, name, password_hash, role, languages, capacity, availability)
    select gen_random_uuid(), n || '@bench.example', 'Agent', '', 'agent', '{zh-CN,en}', ${capacityMax}::int, 'online'
    from generate_series(1, ${agentsPer * conversations}::int) n`.execute(db);
  await sql`
    insert into agent_team
    select agent.id, team.id from
      (select id, row_number() over () % ${teams}::int as n from agent) agent join
      (select id, row_number() over () % ${teams}::int as n from team) team using (n)`.execute(db);
  await sql`
    insert into visitor (id, label)
    select gen_random_uuid(), 'V' from generate_series(1, ${waitingPer * conversations}::int)`.execute(db);
  await sql`
    insert into conversation
      (id, reference, inbox_id, team_id, visitor_id, language, visitor_issue_type, issue_type, priority, enqueued_at)
    select gen_random_uuid(), visitor.n::text, inbox.id, team.id, visitor.id, 'en', 'bench', 'bench', 'normal', now()
    from
      (select id, row_number() over () as n from visitor) visitor join
      (select id, row_number() over () % ${teams}::int as n from team) team on team.n = visitor.n % ${teams}::int
      cross join inbox`.execute(db);
  await sql`analyze`.execute(db);
  return (await db.selectFrom('agent').select('id').execute()).map(({ id }) => id);
}

async function inChunks<T>(all: readonly T[], work: (each: T) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < all.length; from += chunk)
    await Promise.all(all.slice(from, from + chunk).map(work));
}
