import { type Kysely, sql } from 'kysely';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../storage/postgres/schema.ts';

export type BlockedVisitor = { id: string; label: string; reason: string; blockedAt: string };

export type VisitorBlocks = ReturnType<typeof createVisitorBlocks>;

/** Abusive visitors are blocked by an agent and unblocked by an administrator. */
export function createVisitorBlocks({ db, clock }: { db: Kysely<Database>; clock: Clock }) {
  return {
    /** Blocks a visitor: none of their sessions speaks for them any more. False when there is no such visitor. */
    async block(visitorId: string, reason: string): Promise<boolean> {
      const blocked = await db
        .updateTable('visitor')
        .set({
          blocked_at: sql<Date>`coalesce(blocked_at, ${new Date(clock.now())})`,
          blocked_reason: reason,
        })
        .where('id', '=', visitorId)
        .returning('id')
        .executeTakeFirst();
      return blocked !== undefined;
    },

    /** Lets a visitor in again. False when they were not blocked. */
    async unblock(visitorId: string): Promise<boolean> {
      const unblocked = await db
        .updateTable('visitor')
        .set({ blocked_at: null, blocked_reason: null })
        .where('id', '=', visitorId)
        .where('blocked_at', 'is not', null)
        .returning('id')
        .executeTakeFirst();
      return unblocked !== undefined;
    },

    /** Everybody who is blocked, the latest first. */
    async list(): Promise<BlockedVisitor[]> {
      const rows = await db
        .selectFrom('visitor')
        .select(['id', 'label', 'blocked_reason', 'blocked_at'])
        .where('blocked_at', 'is not', null)
        .orderBy('blocked_at', 'desc')
        .execute();
      return rows.map((row) => ({
        id: row.id,
        label: row.label,
        reason: row.blocked_reason ?? '',
        blockedAt: row.blocked_at?.toISOString() ?? '',
      }));
    },
  };
}
