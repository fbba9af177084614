import type { Kysely } from 'kysely';
import type { Database } from '../storage/postgres/schema.ts';

export interface AuditRecord {
  actor: { kind: 'agent' | 'visitor'; id: string } | { kind: 'system' };
  /** Noun and past participle, such as `agent.disabled`. */
  action: string;
  objectKind: string;
  objectId: string;
  ip?: string;
  /** What changed. Never a password, a token or what people wrote to each other. */
  details?: Record<string, unknown>;
}

export type Audit = ReturnType<typeof createAudit>;

/** Who did what, when and from where. Rows are only ever added. */
export function createAudit({ db }: { db: Kysely<Database> }) {
  return {
    async record({ actor, action, objectKind, objectId, ip, details = {} }: AuditRecord): Promise<void> {
      await db
        .insertInto('audit')
        .values({
          actor_kind: actor.kind,
          actor_id: actor.kind === 'system' ? null : actor.id,
          action,
          object_kind: objectKind,
          object_id: objectId,
          ip: ip ?? null,
          details: JSON.stringify(details),
        })
        .execute();
    },
  };
}
