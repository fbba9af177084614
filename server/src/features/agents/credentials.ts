import type { Kysely } from 'kysely';
import type { Database } from '../../storage/postgres/schema.ts';

/** What proves an account. It stays on the server and is never logged. */
export type Credentials = { agentId: string; passwordHash: string; isDisabled: boolean };

export type AgentCredentials = ReturnType<typeof createAgentCredentials>;

/** Reads and replaces password hashes. */
export function createAgentCredentials({ db }: { db: Kysely<Database> }) {
  function select() {
    return db.selectFrom('agent').select(['id', 'password_hash', 'disabled_at']);
  }

  return {
    /** By e-mail, in lower case. */
    async findByEmail(email: string): Promise<Credentials | null> {
      return credentialsOf(await select().where('email', '=', email).executeTakeFirst());
    },
    async findById(agentId: string): Promise<Credentials | null> {
      return credentialsOf(await select().where('id', '=', agentId).executeTakeFirst());
    },
    /** Replaces the password; false when there is no such account. */
    async replace(agentId: string, passwordHash: string, mustChangePassword: boolean): Promise<boolean> {
      const changed = await db
        .updateTable('agent')
        .set({ password_hash: passwordHash, must_change_password: mustChangePassword })
        .where('id', '=', agentId)
        .returning('id')
        .executeTakeFirst();
      return changed !== undefined;
    },
  };
}

function credentialsOf(
  row: { id: string; password_hash: string; disabled_at: Date | null } | undefined,
): Credentials | null {
  if (!row) return null;
  return { agentId: row.id, passwordHash: row.password_hash, isDisabled: row.disabled_at !== null };
}
