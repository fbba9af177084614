import { type Kysely, sql } from 'kysely';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../storage/postgres/schema.ts';
import { queuedRows } from '../../storage/postgres/queued-rows.ts';

/** One queue that is not empty, by the keys that an administrator gave. */
export type QueueDepth = {
  role: 'contact' | 'specialist';
  inbox: string;
  team: string;
  language: string;
  length: number;
  oldestMs: number;
};

/** Reads the queues from PostgreSQL, which is the truth also while Redis is being rebuilt. O(waiting). */
export function createReadQueues({ db, clock }: { db: Kysely<Database>; clock: Clock }) {
  return async function readQueues(): Promise<QueueDepth[]> {
    const { rows } = await sql<Omit<QueueDepth, 'oldestMs'> & { oldest: Date }>`
      select role, inbox.key as inbox, team.key as team, language,
        count(*)::integer as length, min(enqueued_at) as oldest
      from (${queuedRows}) as waiting
      join inbox on inbox.id = inbox_id
      join team on team.id = waiting.team_id
      group by role, inbox.key, team.key, language
      order by role, inbox.key, team.key, language`.execute(db);
    return rows.map(({ oldest, ...queue }) => ({
      ...queue,
      oldestMs: Math.max(0, clock.now() - oldest.getTime()),
    }));
  };
}
