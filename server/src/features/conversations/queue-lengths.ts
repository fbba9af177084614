import type { Language } from '@haven/shared/language';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../storage/postgres/schema.ts';
import { queuedRows } from '../../storage/postgres/queued-rows.ts';

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
    from (${queuedRows}) as waiting
    group by inbox_id, team_id, language
  `.execute(db);
  return rows;
}
