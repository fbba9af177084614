import type { RelaxStep } from '@haven/shared/entry';
import { type Kysely, sql } from 'kysely';
import type { VisitorPrincipal } from '../../principal.ts';
import type { Database } from '../../storage/postgres/schema.ts';

/** The visitor's open conversation in this inbox: at most one (RT13). */
export async function openConversationId(
  db: Kysely<Database>,
  visitor: Pick<VisitorPrincipal, 'visitorId' | 'inboxId'>,
): Promise<string | null> {
  const row = await db
    .selectFrom('conversation')
    .select('id')
    .where('visitor_id', '=', visitor.visitorId)
    .where('inbox_id', '=', visitor.inboxId)
    .where('status', '<>', 'closed')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The agent who last had this visitor, for routing's "sticky" (RT5). */
export async function lastAgentOf(db: Kysely<Database>, visitorId: string): Promise<string | null> {
  const row = await db
    .selectFrom('conversation')
    .select('assignee_id')
    .where('visitor_id', '=', visitorId)
    .where('assignee_id', 'is not', null)
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  return row?.assignee_id ?? null;
}

/**
 * Conversations of these contacts, and of those who have signed out, in which the visitor waits for an answer; the first
 * enqueued first.
 */
export async function unansweredIds(db: Kysely<Database>, agentIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('conversation')
    .select('id')
    .where('status', '=', 'assigned')
    .where(
      sql<boolean>`assignee_id = any(${[...agentIds]}::uuid[] || array(
        select id from agent where finishing_since is not null and not exists (
          select 1 from agent_session s where s.agent_id = agent.id and s.revoked_at is null
        )
      ))`,
    )
    .where('waiting_since', 'is not', null)
    .orderBy('created_at')
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Conversations whose contact had the time of their queue for a first reply, while the visitor waited, and sent none
 * (RT8); the first enqueued first.
 */
export async function unrepliedIds(db: Kysely<Database>, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id
    from queue q
    join conversation c on c.inbox_id = q.inbox_id and c.team_id = q.team_id and c.status = 'assigned'
    join assignment a on a.conversation_id = c.id and a.role = 'contact' and a.ended_at is null
    where q.settings->>'firstReplySeconds' is not null
      and greatest(a.started_at, c.waiting_since)
        + make_interval(secs => (q.settings->>'firstReplySeconds')::int) <= ${now}
      and c.waiting_since is not null
      and not exists (
        select 1 from entry e
        where e.conversation_id = c.id and e.author_id = a.agent_id and e.kind = 'message'
          and e.body->'automatic' is null
          and e.staff_seq > (
            select max(staff_seq) from entry where conversation_id = c.id and kind = 'assigned'
          )
      )
    order by c.created_at`.execute(db);
  return rows.map(({ id }) => id);
}

/** A step that a chat has waited long enough for (RT7), and the wait that it was looked at in. */
export type DueStep = {
  conversationId: string;
  inboxId: string;
  step: RelaxStep;
  /** Where it goes, for the step to another team. */
  teamId: string | null;
  epoch: number;
  relaxed: RelaxStep[];
};

/** Before anybody is told to leave a message, their chat goes to the overflow team, where there is one (RT13). */
const aheadOfLongestWaitSeconds = 2;

/** The next step of each chat that has waited long enough for one, by the settings of its queue; who came first is first. */
export async function dueSteps(db: Kysely<Database>, now: Date): Promise<DueStep[]> {
  const { rows } = await sql<DueStep>`
    select "conversationId", "inboxId", step, "teamId", epoch, relaxed from (
      select distinct on (c.id) c.id as "conversationId", c.inbox_id as "inboxId", s.step,
        case when s.step = 'team' then (q.settings->>'overflowTeamId')::uuid end as "teamId",
        c.assign_epoch as epoch, c.relaxed, c.enqueued_at
      from queue q
      join conversation c on c.inbox_id = q.inbox_id and c.team_id = q.team_id and c.status = 'queued'
      cross join lateral (values
        ('skills', case when c.skills <> '{}' then (q.settings->>'relaxSkillSeconds')::int end),
        ('language', (q.settings->>'relaxLanguageSeconds')::int),
        ('team', case when exists (
          select from inbox_team t where t.inbox_id = q.inbox_id and t.team_id::text = q.settings->>'overflowTeamId'
        ) then least(
          (q.settings->>'overflowSeconds')::int,
          (q.settings->>'longestWaitSeconds')::int - ${sql.lit(aheadOfLongestWaitSeconds)}
        ) end)
      ) as s (step, seconds)
      where not s.step = any (c.relaxed)
        and coalesce(c.queued_since, c.enqueued_at) + make_interval(secs => s.seconds) <= ${now}
      order by c.id, s.seconds
    ) as due
    order by enqueued_at`.execute(db);
  return rows;
}

/** Conversations that went silent: support spoke last, owes nothing, and nothing came since `before`. */
export async function silentIds(db: Kysely<Database>, before: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('conversation')
    .select('id')
    .where('status', 'in', ['assigned', 'resolved'])
    .where('waiting_since', 'is', null)
    .where('last_activity_at', '<', before)
    // Tier 2 is looking into it: the visitor is not silent, they wait.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('support_case as k')
            .select('k.id')
            .whereRef('k.conversation_id', '=', 'conversation.id')
            .where('k.ended_at', 'is', null)
            .where('k.step', 'in', ['handed_over', 'checking']),
        ),
      ),
    )
    .orderBy('last_activity_at')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Whether an agent ever held it. The epoch can't tell: fencing raises it too (RT1). O(its entries). */
export async function wasAssigned(db: Kysely<Database>, conversationId: string): Promise<boolean> {
  const entry = await db
    .selectFrom('entry')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', 'assigned')
    .limit(1)
    .executeTakeFirst();
  return entry !== undefined;
}
