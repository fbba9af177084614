import { type Kysely, sql } from 'kysely';
import type { Clock } from '../../clock.ts';
import { newId } from '../../new-id.ts';
import type { AgentPrincipal } from '../../principal.ts';
import type { Database } from '../../storage/postgres/schema.ts';
import { createToken, hashToken } from '../../tokens.ts';

/** A shift: who does nothing for so long has gone home. */
const idleMs = 8 * 60 * 60_000;
/** Whatever happens, one signs in again once a day. */
export const agentSessionMs = 12 * 60 * 60_000;
/** A session's last use is written at most this often. */
const touchMs = 5 * 60_000;

export type AgentSessions = ReturnType<typeof createAgentSessions>;

/** Sessions of the console: one auth function for requests and sockets alike. */
export function createAgentSessions({ db, clock }: { db: Kysely<Database>; clock: Clock }) {
  async function touch(sessionId: string, agentId: string, now: Date): Promise<void> {
    await db.updateTable('agent_session').set({ last_seen_at: now }).where('id', '=', sessionId).execute();
    await db.updateTable('agent').set({ last_seen_at: now }).where('id', '=', agentId).execute();
  }

  return {
    /** Opens a session; the token is told once. */
    async open(agentId: string): Promise<{ token: string; sessionId: string }> {
      const token = createToken();
      const now = new Date(clock.now());
      const sessionId = newId(clock);
      await db
        .insertInto('agent_session')
        .values({
          id: sessionId,
          agent_id: agentId,
          token_hash: hashToken(token),
          created_at: now,
          last_seen_at: now,
          expires_at: new Date(now.getTime() + agentSessionMs),
          revoked_at: null,
        })
        .execute();
      await db.updateTable('agent').set({ last_seen_at: now }).where('id', '=', agentId).execute();
      return { token, sessionId };
    },

    /** Whom a token speaks for; null when it is unknown, idle, expired or revoked, or its agent disabled. */
    async findByToken(token: string): Promise<AgentPrincipal | null> {
      const now = new Date(clock.now());
      const row = await db
        .selectFrom('agent_session')
        .innerJoin('agent', 'agent.id', 'agent_session.agent_id')
        .select([
          'agent_session.id as sessionId',
          'agent_session.last_seen_at as lastSeenAt',
          'agent.id as agentId',
          'agent.name as name',
          'agent.role as role',
          'agent.must_change_password as mustChangePassword',
          sql<
            string[]
          >`array(select team_id::text from agent_team where agent_id = agent.id order by team_id)`.as(
            'teamIds',
          ),
        ])
        .where('agent_session.token_hash', '=', hashToken(token))
        .where('agent_session.revoked_at', 'is', null)
        .where('agent_session.expires_at', '>', now)
        .where('agent_session.last_seen_at', '>', new Date(now.getTime() - idleMs))
        .where('agent.disabled_at', 'is', null)
        .executeTakeFirst();
      if (!row) return null;
      const { lastSeenAt, ...principal } = row;
      if (now.getTime() - lastSeenAt.getTime() > touchMs) await touch(row.sessionId, row.agentId, now);
      return { kind: 'agent', ...principal };
    },

    /** Ends one session. */
    async revoke(sessionId: string): Promise<void> {
      await db
        .updateTable('agent_session')
        .set({ revoked_at: new Date(clock.now()) })
        .where('id', '=', sessionId)
        .where('revoked_at', 'is', null)
        .execute();
    },

    /** Whether any session of the agent still stands. */
    async isSignedIn(agentId: string): Promise<boolean> {
      const now = new Date(clock.now());
      const open = await db
        .selectFrom('agent_session')
        .select('id')
        .where('agent_id', '=', agentId)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now)
        .where('last_seen_at', '>', new Date(now.getTime() - idleMs))
        .limit(1)
        .executeTakeFirst();
      return open !== undefined;
    },

    /** Ends every session of an agent but, when given, one; answers with those that ended. */
    async revokeAll(agentId: string, exceptSessionId?: string): Promise<string[]> {
      let query = db
        .updateTable('agent_session')
        .set({ revoked_at: new Date(clock.now()) })
        .where('agent_id', '=', agentId)
        .where('revoked_at', 'is', null);
      if (exceptSessionId !== undefined) query = query.where('id', '<>', exceptSessionId);
      const ended = await query.returning('id').execute();
      return ended.map(({ id }) => id);
    },
  };
}
