import type { DeadLetter } from '@haven/shared/http/admin-endpoints';
import { ok, type Result, refuse } from '@haven/shared/result';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../storage/postgres/schema.ts';

/** Shown at most; what is older is sent again with all the others. */
const shown = 100;

/** From the first attempt, under the same id. */
const anew = { dead_at: null, attempt: 0, next_at: sql<Date>`now()` };

export type DeadLetters = ReturnType<typeof createDeadLetters>;

/** Deliveries that were given up. */
export function createDeadLetters({ db }: { db: Kysely<Database> }) {
  return {
    /** Those of one webhook, the newest first. */
    async list(webhookId: string): Promise<DeadLetter[]> {
      const rows = await db
        .selectFrom('outbox as o')
        .innerJoin('entry as e', (on) =>
          on.onRef('e.conversation_id', '=', 'o.conversation_id').onRef('e.staff_seq', '=', 'o.staff_seq'),
        )
        .innerJoin('conversation as c', 'c.id', 'o.conversation_id')
        .select(['o.id', 'o.topic', 'c.reference', 'o.staff_seq', 'e.at', 'o.dead_at', 'o.attempt'])
        .select(['o.last_status', 'o.last_error'])
        .where('o.target_id', '=', webhookId)
        .where('o.dead_at', 'is not', null)
        .orderBy('o.dead_at', 'desc')
        .limit(shown)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        topic: row.topic,
        conversation: row.reference,
        seq: row.staff_seq,
        happenedAt: row.at.toISOString(),
        diedAt: row.dead_at?.toISOString() ?? '',
        attempts: row.attempt,
        status: row.last_status,
        error: row.last_error,
      }));
    },

    /** Makes one due again; `not_found` when it is not dead. */
    async deliverAgain(id: string): Promise<Result<Record<never, never>>> {
      const raised = await db
        .updateTable('outbox')
        .set(anew)
        .where('id', '=', id)
        .where('dead_at', 'is not', null)
        .returning('id')
        .executeTakeFirst();
      return raised ? ok({}) : refuse('not_found');
    },

    /** The same for all of a webhook, as after an outage of its receiver. */
    async deliverAllAgain(webhookId: string): Promise<Result<Record<never, never>>> {
      await db
        .updateTable('outbox')
        .set(anew)
        .where('target_id', '=', webhookId)
        .where('dead_at', 'is not', null)
        .execute();
      return ok({});
    },
  };
}
