import { type Kysely, sql } from 'kysely';
import type { Database } from '../../storage/postgres/schema.ts';

/** How far a conversation's log goes, for each audience. */
export type Head = { id: string; staffSeq: number; visitorSeq: number; isRecent: boolean };

/** Whose conversations are asked for; `ids` are those that are known already. */
export type Watched = {
  ids: readonly string[];
  visitorIds: readonly string[];
  agentIds: readonly string[];
  teamIds: readonly string[];
};

/** Activity within this is recent: longer than any way from a commit to a comparison. */
const recentMs = 30_000;

/**
 * The heads of everything that somebody here holds: by id, open ones of these visitors, those that these agents hold,
 * and what moved lately in these teams. One query, each part by an index of its own.
 */
export async function readHeads(db: Kysely<Database>, watched: Watched): Promise<Head[]> {
  const recent = sql`now() - make_interval(secs => ${recentMs / 1_000})`;
  const { rows } = await sql<Head>`
    select id, staff_seq as "staffSeq", visitor_seq as "visitorSeq", last_activity_at > ${recent} as "isRecent"
    from conversation where id in (
      select unnest(${[...watched.ids]}::uuid[])
      union
      select id from conversation where visitor_id = any(${[...watched.visitorIds]}::uuid[]) and status <> 'closed'
      union
      select id from conversation
      where assignee_id = any(${[...watched.agentIds]}::uuid[]) and status in ('assigned', 'resolved')
      union
      select conversation_id from support_case
      where specialist_id = any(${[...watched.agentIds]}::uuid[]) and ended_at is null
      union
      select id from conversation
      where team_id = any(${[...watched.teamIds]}::uuid[]) and status <> 'closed' and last_activity_at > ${recent}
      union
      select id from conversation
      where team_id = any(${[...watched.teamIds]}::uuid[]) and status = 'closed' and closed_at > ${recent}
    )`.execute(db);
  return rows;
}
