import { idSchema } from '@haven/shared/ids';
import type { conversationViews } from '@haven/shared/realtime/agent-events';
import { type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely';
import type { AgentPrincipal } from '../../principal.ts';
import type { Database } from '../../storage/postgres/schema.ts';

export type View = (typeof conversationViews)[number];
export type Counts = { mine: number; queue: number; team: number; escalated: number };

/** Rows of one page of a list. */
const pageSize = 50;

type Where = (
  eb: ExpressionBuilder<Database & { c: Database['conversation'] }, 'c'>,
) => ReturnType<typeof sql<SqlBool>>;

/** Who is in which list, as one condition each over `c`. */
function conditionOf(view: View, agent: AgentPrincipal): Where {
  const teams = sql`${[...agent.teamIds]}::uuid[]`;
  const me = sql`${agent.agentId}::uuid`;
  const openCase = sql`select 1 from support_case k where k.conversation_id = c.id and k.ended_at is null`;
  switch (view) {
    case 'mine':
      return () => sql<SqlBool>`(
        (c.status in ('assigned', 'resolved') and c.assignee_id = ${me})
        or (c.status <> 'closed' and exists (${openCase} and k.specialist_id = ${me}))
      )`;
    case 'queue':
      return () => sql<SqlBool>`(
        (c.status = 'queued' and c.team_id = any(${teams}))
        or (c.status <> 'closed' and exists (${openCase} and k.specialist_id is null and k.team_id = any(${teams})))
      )`;
    case 'team':
      return () => sql<SqlBool>`(c.status <> 'closed' and c.team_id = any(${teams}))`;
    case 'escalated':
      return () => sql<SqlBool>`(
        c.status <> 'closed'
        and exists (${openCase} and (k.team_id = any(${teams}) or k.opened_by = ${me} or c.team_id = any(${teams})))
      )`;
    case 'closed':
      return () =>
        sql<SqlBool>`(c.status = 'closed' and (c.team_id = any(${teams}) or c.assignee_id = ${me}))`;
  }
}

/** Ids of one page of a list and the cursor of the next. Longest waiting first where somebody waits, else newest first. */
export async function listIds(
  db: Kysely<Database>,
  agent: AgentPrincipal,
  view: View,
  cursor: string | null,
): Promise<{ ids: string[]; cursor: string | null }> {
  const isOldestFirst = view === 'mine' || view === 'queue';
  const key = isOldestFirst
    ? sql<Date>`coalesce(c.waiting_since, c.last_activity_at)`
    : view === 'closed'
      ? sql<Date>`c.closed_at`
      : sql<Date>`c.last_activity_at`;
  const after = cursor === null ? null : parseCursor(cursor);
  let query = db
    .selectFrom('conversation as c')
    .select(['c.id', key.as('sort_at')])
    .where(conditionOf(view, agent))
    .orderBy(key, isOldestFirst ? 'asc' : 'desc')
    .orderBy('c.id', isOldestFirst ? 'asc' : 'desc')
    .limit(pageSize + 1);
  if (after) {
    const row = sql`(date_trunc('milliseconds', ${key}), c.id)`;
    const mark = sql`(${after.at}::timestamptz, ${after.id}::uuid)`;
    query = query.where(isOldestFirst ? sql<SqlBool>`${row} > ${mark}` : sql<SqlBool>`${row} < ${mark}`);
  }
  const rows = await query.execute();
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  const next = rows.length > pageSize && last ? `${last.sort_at.toISOString()}_${last.id}` : null;
  return { ids: page.map(({ id }) => id), cursor: next };
}

/** What a cursor says; null when no list ever gave it out. A date that is none would fail in the database. */
export function parseCursor(cursor: string): { at: string; id: string } | null {
  const [at = '', id] = cursor.split('_');
  const time = new Date(at);
  const isExact = !Number.isNaN(time.getTime()) && time.toISOString() === at;
  return isExact && idSchema.safeParse(id).success ? { at, id: id ?? '' } : null;
}

/** How many are in each list. One pass over open conversations of the agent's teams. */
export async function countLists(db: Kysely<Database>, agent: AgentPrincipal): Promise<Counts> {
  const count = (view: View) => {
    const condition = conditionOf(view, agent);
    return db.selectFrom('conversation as c').select(sql<number>`count(*)::int`.as('count')).where(condition);
  };
  const row = await db
    .selectNoFrom([
      count('mine').as('mine'),
      count('queue').as('queue'),
      count('team').as('team'),
      count('escalated').as('escalated'),
    ])
    .executeTakeFirstOrThrow();
  return { mine: row.mine ?? 0, queue: row.queue ?? 0, team: row.team ?? 0, escalated: row.escalated ?? 0 };
}
