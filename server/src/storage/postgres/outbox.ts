import { uuidV7 } from '@haven/shared/ids';
import type { DeliveryError } from '@haven/shared/webhook';
import { type Kysely, type Selectable, type SqlBool, sql } from 'kysely';
import type { Database, OutboxTable } from './schema.ts';

/** A side effect that is to be delivered. `attempt` counts this one in. */
export type OutboxItem = Pick<
  Selectable<OutboxTable>,
  'id' | 'consumer' | 'target_id' | 'conversation_id' | 'staff_seq' | 'topic' | 'attempt'
>;

/** Why an attempt failed: never what the other side said. */
export type DeliveryFailure = { status: number | null; error: DeliveryError };

export type Claim = {
  limit: number;
  /** Milliseconds until somebody else may take what this claim got. */
  leaseMs: number;
  /** Targets to leave alone. */
  without: readonly string[];
};

export type Outbox = ReturnType<typeof createOutbox>;

/** Conditions and times are the database's: servers need not agree on the time. */
const isOpen = sql<SqlBool>`done_at is null and dead_at is null`;
const inMs = (ms: number) => sql<Date>`now() + ${ms} * interval '1 millisecond'`;

/** The table of side effects as those who deliver use it (TRUTH3). Several servers may share the work. */
export function createOutbox({ db }: { db: Kysely<Database> }) {
  /**
   * Makes the next of a conversation due, once the one before it is out of its way. Also where it is due already: who is
   * just putting it off has it locked, and only what matches as it was before is waited for.
   */
  async function wakeNext({ target_id, conversation_id }: OutboxItem): Promise<void> {
    await db
      .updateTable('outbox')
      .set({ next_at: sql<Date>`now()` })
      .where('id', '=', (next) =>
        next
          .selectFrom('outbox')
          .select('id')
          .where('target_id', '=', target_id)
          .where('conversation_id', '=', conversation_id)
          .where(isOpen)
          .orderBy('staff_seq')
          .limit(1),
      )
      .where('attempt', '=', 0)
      .execute();
  }

  return {
    /** Milliseconds until something is due, 0 when it is already; null when nothing waits. One look at an index. */
    async dueInMs(without: readonly string[]): Promise<number | null> {
      // Not in SQL: `greatest(0, null)` is 0 there, and an empty outbox would be due without end.
      const { rows } = await sql<{ ms: number | null }>`
        select (extract(epoch from min(next_at) - now()) * 1000)::float8 as ms
        from outbox where ${isOpen} and target_id <> all (${[...without]}::uuid[])`.execute(db);
      const ms = rows[0]?.ms ?? null;
      return ms === null ? null : Math.max(0, Math.ceil(ms));
    },

    /**
     * Takes what is due. Of a target's rows of one conversation only the first is ever taken, so that they go out in
     * order and one at a time; the others are put off until its turn is over. `isMore`: there may be more that is due.
     *
     * Two statements on purpose: the second sees what was committed before the first got its locks, and whoever
     * finishes a row after that waits for them before waking the next. So none is put off behind a row that is done.
     */
    async claim({ limit, leaseMs, without }: Claim): Promise<{ items: OutboxItem[]; isMore: boolean }> {
      return db.transaction().execute(async (trx) => {
        const due = await trx
          .selectFrom('outbox')
          .select('id')
          .where(isOpen)
          .where('next_at', '<=', sql<Date>`now()`)
          .where(sql<SqlBool>`target_id <> all (${[...without]}::uuid[])`)
          .orderBy('next_at')
          .orderBy('staff_seq')
          .limit(limit)
          .forUpdate()
          .skipLocked()
          .execute();
        if (due.length === 0) return { items: [], isMore: false };
        const { rows } = await sql<OutboxItem & { is_first: boolean }>`
          with turn as (
            select due.id, (
              select first.next_at from outbox first
              where first.target_id = due.target_id and first.conversation_id = due.conversation_id
                and first.staff_seq < due.staff_seq and first.done_at is null and first.dead_at is null
              order by first.staff_seq limit 1
            ) as first_at
            from outbox due where due.id = any (${due.map(({ id }) => id)}::uuid[])
          )
          update outbox set
            next_at = greatest(first_at, ${inMs(leaseMs)}),
            attempt = attempt + case when first_at is null then 1 else 0 end
          from turn where turn.id = outbox.id
          returning outbox.id, consumer, target_id, conversation_id, staff_seq, topic, attempt,
            first_at is null as is_first`.execute(trx);
        return { items: rows.filter((row) => row.is_first), isMore: due.length === limit };
      });
    },

    /** It arrived. True even when the claim had run out: then it arrives twice, under one id. */
    async succeed(item: OutboxItem, status: number): Promise<void> {
      await db
        .updateTable('outbox')
        .set({ done_at: sql<Date>`now()`, dead_at: null, last_status: status, last_error: null })
        .where('id', '=', item.id)
        .execute();
      await wakeNext(item);
    },

    /** It failed and is due again after `afterMs`. */
    async retry(item: OutboxItem, { status, error }: DeliveryFailure, afterMs: number): Promise<void> {
      await db
        .updateTable('outbox')
        .set({ next_at: inMs(afterMs), last_status: status, last_error: error })
        .where('id', '=', item.id)
        .where('attempt', '=', item.attempt)
        .where(isOpen)
        .execute();
    },

    /** It failed for the last time: a dead letter, which no longer holds up the next. */
    async bury(item: OutboxItem, { status, error }: DeliveryFailure): Promise<void> {
      await db
        .updateTable('outbox')
        .set({ dead_at: sql<Date>`now()`, last_status: status, last_error: error })
        .where('id', '=', item.id)
        .where('attempt', '=', item.attempt)
        .where(isOpen)
        .execute();
      await wakeNext(item);
    },

    /** Nobody wants it any more. */
    async discard(item: OutboxItem): Promise<void> {
      await db.deleteFrom('outbox').where('id', '=', item.id).execute();
      await wakeNext(item);
    },

    /** Gives a claim back: the attempt was broken off and does not count. */
    async release(item: OutboxItem): Promise<void> {
      await db
        .updateTable('outbox')
        .set({ next_at: sql<Date>`now()`, attempt: item.attempt - 1 })
        .where('id', '=', item.id)
        .where('attempt', '=', item.attempt)
        .where(isOpen)
        .execute();
    },

    /** Removes what was born before these moments (Unix milliseconds) and was delivered, or died. */
    async sweep({ doneBefore, deadBefore }: { doneBefore: number; deadBefore: number }): Promise<void> {
      await db
        .deleteFrom('outbox')
        .where('id', '<', firstIdOf(doneBefore))
        .where('done_at', 'is not', null)
        .execute();
      await db
        .deleteFrom('outbox')
        .where('id', '<', firstIdOf(deadBefore))
        .where('dead_at', 'is not', null)
        .execute();
    },
  };
}

/** Ids sort by birth, so the key finds what is old. */
function firstIdOf(ms: number): string {
  return uuidV7(ms, new Uint8Array(10));
}
