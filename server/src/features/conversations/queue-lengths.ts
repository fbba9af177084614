import type { Language } from '@haven/shared/language';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../storage/postgres/schema.ts';

export type QueueLength = {
  inboxId: string;
  teamId: string;
  language: Language;
  length: number;
  oldestSince: Date;
};

/** How many wait in each queue and since when, conversations and cases alike; queues without any are left out. */
export async function queueLengths(db: Kysely<Database>): Promise<QueueLength[]> {
  const { rows } = await sql<QueueLength>`
    select inbox_id as "inboxId", team_id as "teamId", language, count(*)::int as length,
      min(enqueued_at) as "oldestSince"
    from (
      select inbox_id, team_id, language, enqueued_at from conversation where status = 'queued'
      union all
      select c.inbox_id, k.team_id, c.language, k.enqueued_at
      from support_case k join conversation c on c.id = k.conversation_id
      where k.enqueued_at is not null and k.ended_at is null and c.status <> 'closed'
    ) as waiting
    group by inbox_id, team_id, language
  `.execute(db);
  return rows;
}
