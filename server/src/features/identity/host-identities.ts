import type { Verified } from '@haven/shared/identity';
import type { Kysely, Transaction } from 'kysely';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../storage/postgres/schema.ts';
import { addVisitor } from './visitor-sessions.ts';

/** Who a subject of a host is here: a visitor, and the anonymous one that is to become theirs, if any. */
export type Known = {
  visitorId: string;
  isBlocked: boolean;
  /** An anonymous visitor whose conversations are theirs as well. */
  mergeFrom: string | null;
  /** Whether the session that came along was theirs, or nobody's yet. */
  isSame: boolean;
};

export type HostIdentities = ReturnType<typeof createHostIdentities>;

/** Ties the users of a host to visitors, by what the host signed and by nothing else: no e-mail, no address. */
export function createHostIdentities({ db, clock }: { db: Kysely<Database>; clock: Clock }) {
  async function subjectOf(trx: Transaction<Database>, inboxId: string, visitorId: string) {
    const row = await trx
      .selectFrom('visitor_identity')
      .select('subject')
      .where('inbox_id', '=', inboxId)
      .where('kind', '=', 'host')
      .where('visitor_id', '=', visitorId)
      .executeTakeFirst();
    return row?.subject ?? null;
  }

  return {
    /**
     * The visitor of a subject, made when there is none: the anonymous one of the session that came along, who was
     * nobody until now, else a new one.
     */
    async resolve(inboxId: string, subject: string, sessionVisitorId: string | null): Promise<Known> {
      return db.transaction().execute(async (trx) => {
        const known = sessionVisitorId === null ? null : await subjectOf(trx, inboxId, sessionVisitorId);
        const anonymousId = known === null ? sessionVisitorId : null;
        const first = anonymousId ?? (await addVisitor(trx, clock));
        // Of two that identify at once the second finds what the first wrote.
        await trx
          .insertInto('visitor_identity')
          .values({ inbox_id: inboxId, kind: 'host', subject, visitor_id: first })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        const { visitorId, blockedAt } = await trx
          .selectFrom('visitor_identity')
          .innerJoin('visitor', 'visitor.id', 'visitor_identity.visitor_id')
          .select(['visitor_identity.visitor_id as visitorId', 'visitor.blocked_at as blockedAt'])
          .where('visitor_identity.inbox_id', '=', inboxId)
          .where('visitor_identity.kind', '=', 'host')
          .where('visitor_identity.subject', '=', subject)
          .executeTakeFirstOrThrow();
        if (first !== visitorId && anonymousId === null)
          await trx.deleteFrom('visitor').where('id', '=', first).execute();
        return {
          visitorId,
          isBlocked: blockedAt !== null,
          mergeFrom: anonymousId !== null && anonymousId !== visitorId ? anonymousId : null,
          isSame: known === null || known === subject,
        };
      });
    },

    /** The public addresses that the host signed of a visitor, last time. */
    async addressesOf(visitorId: string): Promise<readonly string[]> {
      const row = await db
        .selectFrom('visitor')
        .select('verified')
        .where('id', '=', visitorId)
        .executeTakeFirst();
      return row?.verified?.addresses ?? [];
    },

    /** Keeps what the host said last. */
    async setVerified(visitorId: string, verified: Verified): Promise<void> {
      await db
        .updateTable('visitor')
        .set({ verified: JSON.stringify(verified), verified_at: new Date(clock.now()) })
        .where('id', '=', visitorId)
        .execute();
    },
  };
}
