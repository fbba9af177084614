import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock } from '../../clock.ts';
import { newId } from '../../new-id.ts';
import type { VisitorPrincipal } from '../../principal.ts';
import type { Database } from '../../storage/postgres/schema.ts';
import { createToken, hashToken } from '../../tokens.ts';

/** Whom the host vouched for is asked about again: a session ends after this, and its token with it. */
const identifiedLifeMs = 12 * 60 * 60_000;
/** An anonymous visitor is known by this token alone; it slides with use. */
const lifeMs = 30 * 24 * 60 * 60_000;
/** Use is written, and the end moved, at most this often. */
const touchMs = 60 * 60_000;
/** As in conversation references: nothing that is mistaken for something else when read aloud. */
const labelAlphabet = '23456789ABCDEFGHJKMNPQRSTWXYZ';

type Opened = { token: string; expiresAt: Date };
export type VisitorSessions = ReturnType<typeof createVisitorSessions>;

/** Sessions of visitors: one auth function for requests and sockets alike. */
export function createVisitorSessions({ db, clock }: { db: Kysely<Database>; clock: Clock }) {
  async function slide(sessionId: string, now: number, isIdentified: boolean): Promise<void> {
    const seen = { last_seen_at: new Date(now) };
    await db
      .updateTable('visitor_session')
      .set(isIdentified ? seen : { ...seen, expires_at: new Date(now + lifeMs) })
      .where('id', '=', sessionId)
      .where('revoked_at', 'is', null)
      .execute();
  }

  async function insert(
    into: Kysely<Database>,
    { inboxId, visitorId, isIdentified }: { inboxId: string; visitorId: string; isIdentified: boolean },
  ): Promise<Opened> {
    const token = createToken();
    const now = clock.now();
    const expiresAt = new Date(now + (isIdentified ? identifiedLifeMs : lifeMs));
    await into
      .insertInto('visitor_session')
      .values({
        id: newId(clock),
        visitor_id: visitorId,
        inbox_id: inboxId,
        token_hash: hashToken(token),
        created_at: new Date(now),
        last_seen_at: new Date(now),
        expires_at: expiresAt,
        revoked_at: null,
        is_identified: isIdentified,
      })
      .execute();
    return { token, expiresAt };
  }

  return {
    /** Makes an anonymous visitor of an inbox with a session; the token is told once. */
    async open(inboxId: string): Promise<Opened> {
      return db.transaction().execute(async (trx) => {
        const visitorId = await addVisitor(trx, clock);
        await trx
          .insertInto('visitor_identity')
          .values({ inbox_id: inboxId, kind: 'anonymous', subject: newId(clock), visitor_id: visitorId })
          .execute();
        return insert(trx, { inboxId, visitorId, isIdentified: false });
      });
    },

    /** Makes a session of a visitor for whom the host vouched; the token is told once. */
    openIdentified(inboxId: string, visitorId: string): Promise<Opened> {
      return insert(db, { inboxId, visitorId, isIdentified: true });
    },

    /**
     * Whom a token speaks for; null when it is unknown, expired or revoked, or its visitor blocked, or anonymous where
     * the host has to vouch for everybody.
     */
    async findByToken(token: string): Promise<VisitorPrincipal | null> {
      const now = clock.now();
      const row = await db
        .selectFrom('visitor_session')
        .innerJoin('visitor', 'visitor.id', 'visitor_session.visitor_id')
        .innerJoin('inbox', 'inbox.id', 'visitor_session.inbox_id')
        .select([
          'visitor_session.id as sessionId',
          'visitor_session.inbox_id as inboxId',
          'visitor_session.visitor_id as visitorId',
          'visitor_session.last_seen_at as lastSeenAt',
          'visitor_session.is_identified as isIdentified',
        ])
        .where('visitor_session.token_hash', '=', hashToken(token))
        .where('visitor_session.revoked_at', 'is', null)
        .where('visitor_session.expires_at', '>', new Date(now))
        .where('visitor.blocked_at', 'is', null)
        .where((eb) =>
          eb.or([eb('visitor_session.is_identified', '=', true), eb('inbox.identity_required', '=', false)]),
        )
        .executeTakeFirst();
      if (!row) return null;
      const { lastSeenAt, isIdentified, ...principal } = row;
      if (now - lastSeenAt.getTime() > touchMs) await slide(row.sessionId, now, isIdentified);
      return { kind: 'visitor', ...principal };
    },

    /** Remembers whether the app of a session can have messages signed. */
    async setCanSign(sessionId: string, canSign: boolean): Promise<void> {
      await db
        .updateTable('visitor_session')
        .set({ can_sign: canSign })
        .where('id', '=', sessionId)
        .where('can_sign', '<>', canSign)
        .execute();
    },

    /** Whether some app in which this visitor has a session can. */
    async canSign(visitorId: string): Promise<boolean> {
      const able = await db
        .selectFrom('visitor_session')
        .select('id')
        .where('visitor_id', '=', visitorId)
        .where('can_sign', '=', true)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', new Date(clock.now()))
        .executeTakeFirst();
      return able !== undefined;
    },

    /** Ends one session. */
    async revoke(sessionId: string): Promise<void> {
      await db
        .updateTable('visitor_session')
        .set({ revoked_at: new Date(clock.now()) })
        .where('id', '=', sessionId)
        .where('revoked_at', 'is', null)
        .execute();
    },
  };
}

/** Makes a visitor of whom nothing is known yet; resolves with their id. */
export async function addVisitor(into: Kysely<Database>, clock: Clock): Promise<string> {
  const id = newId(clock);
  await into
    .insertInto('visitor')
    .values({ id, label: newLabel(), blocked_at: null, blocked_reason: null })
    .execute();
  return id;
}

/** Four letters that staff know an anonymous visitor by. A label: two visitors may share it. */
function newLabel(): string {
  return Array.from(randomBytes(4), (byte) => labelAlphabet[byte % labelAlphabet.length]).join('');
}
