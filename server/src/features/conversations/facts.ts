import { unreadCounted } from '@haven/shared/limits';
import type { CaseStep, Severity } from '@haven/shared/case';
import type { Verified } from '@haven/shared/identity';
import type { Localized } from '@haven/shared/language';
import { type Kysely, sql } from 'kysely';
import { conversationColumns } from '../../storage/postgres/columns.ts';
import type { Database } from '../../storage/postgres/schema.ts';
import type { ConversationRow } from '../../storage/postgres/write.ts';

/** A conversation's latest case with the names that views need. */
export type CaseFacts = {
  id: string;
  teamId: string;
  team: Localized;
  severity: Severity;
  summary: string;
  step: CaseStep;
  steps: { step: CaseStep; at: string }[];
  openedBy: { id: string; name: string };
  specialist: { id: string; name: string } | null;
  epoch: number;
  openedAt: string;
  enqueuedAt: string | null;
  endedAt: string | null;
};

/** Everything that either view of a conversation is made from: one row, one query. */
export type ConversationFacts = ConversationRow & {
  inbox_name: Localized;
  team_key: string;
  team_name: Localized;
  team_tier: 1 | 2;
  visitor_label: string;
  visitor_blocked_at: Date | null;
  visitor_verified: Verified | null;
  visitor_verified_at: Date | null;
  assignee_name: string | null;
  /** Read markers in the visitor's numbers. */
  visitor_read_seq: number;
  staff_read_seq: number;
  /** Messages of the visitor that staff have not read, counted up to `unreadCounted`. */
  unread: number;
  latest_case: CaseFacts | null;
};

/** Loads facts by id, in no particular order; missing ids are left out. O(ids), each by primary key. */
export async function loadFacts(db: Kysely<Database>, ids: readonly string[]): Promise<ConversationFacts[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('conversation as c')
    .innerJoin('inbox as i', 'i.id', 'c.inbox_id')
    .innerJoin('team as t', 't.id', 'c.team_id')
    .innerJoin('visitor as v', 'v.id', 'c.visitor_id')
    .leftJoin('agent as a', 'a.id', 'c.assignee_id')
    .select(conversationColumns.map((column) => `c.${column}` as const))
    .select([
      'i.name as inbox_name',
      't.key as team_key',
      't.name as team_name',
      't.tier as team_tier',
      'v.label as visitor_label',
      'v.blocked_at as visitor_blocked_at',
      'v.verified as visitor_verified',
      'v.verified_at as visitor_verified_at',
      'a.name as assignee_name',
    ])
    .select([
      visitorNumberAt('visitor_read').as('visitor_read_seq'),
      visitorNumberAt('staff_read').as('staff_read_seq'),
      sql<number>`(
        select count(*)::int from (
          select from entry e
          where e.conversation_id = c.id and e.staff_seq > c.staff_read and e.author_kind = 'visitor' and e.kind = 'message'
          limit ${unreadCounted}
        ) as unread
      )`.as('unread'),
      latestCase.as('latest_case'),
    ])
    .where('c.id', 'in', ids)
    .execute();
}

/** The visitor's number of the last entry that they can see at or before a marker kept in staff numbers (MSG2). */
function visitorNumberAt(marker: 'visitor_read' | 'staff_read') {
  return sql<number>`coalesce((
    select e.visitor_seq from entry e
    where e.conversation_id = c.id and e.staff_seq <= ${sql.ref(`c.${marker}`)} and e.visitor_seq is not null
    order by e.staff_seq desc limit 1
  ), 0)`;
}

/** One is open at most, and when one ended is read off the database's clock: servers' clocks differ. */
const latestCase = sql<CaseFacts | null>`(
  select jsonb_build_object(
    'id', k.id, 'teamId', k.team_id, 'team', kt.name, 'severity', k.severity, 'summary', k.summary,
    'step', k.step, 'steps', k.steps,
    'openedBy', jsonb_build_object('id', ko.id, 'name', ko.name),
    'specialist', case when ks.id is null then null else jsonb_build_object('id', ks.id, 'name', ks.name) end,
    'epoch', k.assign_epoch, 'openedAt', k.opened_at, 'enqueuedAt', k.enqueued_at, 'endedAt', k.ended_at
  )
  from support_case k
  join team kt on kt.id = k.team_id
  join agent ko on ko.id = k.opened_by
  left join agent ks on ks.id = k.specialist_id
  where k.conversation_id = c.id
  order by k.ended_at desc nulls first limit 1
)`;
