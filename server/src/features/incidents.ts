import type { Incident, IncidentActor, IncidentDetail, IncidentKind } from '@haven/shared/incident';
import { roleHas } from '@haven/shared/rights';
import { type Kysely, type SqlBool, sql } from 'kysely';
import type { Clock } from '../clock.ts';
import { newId } from '../new-id.ts';
import type { AgentPrincipal } from '../principal.ts';
import type { Database } from '../storage/postgres/schema.ts';

export type IncidentRecord = {
  kind: IncidentKind;
  inboxId: string | null;
  conversationId: string | null;
  by: IncidentActor;
  /** Closed words and counts. Never a secret, and nothing that a visitor typed as one. */
  detail: IncidentDetail;
};

export type IncidentQuery = {
  kind?: IncidentKind | undefined;
  /** Not older than this, and not younger than that; ISO 8601. */
  from?: string | undefined;
  to?: string | undefined;
  cursor?: string | undefined;
};

export type Incidents = ReturnType<typeof createIncidents>;

const pageSize = 50;

/** What a supervisor should look at (SAFE1, SAFE5, SAFE6). Rows are only ever added. */
export function createIncidents({ db, clock }: { db: Kysely<Database>; clock: Clock }) {
  return {
    /** Keeps one. */
    async record({ kind, inboxId, conversationId, by, detail }: IncidentRecord): Promise<void> {
      await db
        .insertInto('incident')
        .values({
          id: newId(clock),
          at: new Date(clock.now()),
          kind,
          inbox_id: inboxId,
          conversation_id: conversationId,
          by_kind: by.kind,
          by_id: by.id,
          detail: JSON.stringify(detail),
        })
        .execute();
    },

    /**
     * A page of those that somebody may see, the newest first: an admin all, others those of inboxes that their teams
     * serve, of conversations of their teams, and those that belong to no inbox. `cursor` is the last page's.
     */
    async list(agent: AgentPrincipal, { kind, from, to, cursor }: IncidentQuery) {
      let query = db
        .selectFrom('incident as i')
        .leftJoin('conversation as c', 'c.id', 'i.conversation_id')
        .leftJoin('agent as a', 'a.id', 'i.by_id')
        .leftJoin('visitor as v', 'v.id', 'i.by_id')
        .select(['i.id', 'i.at', 'i.kind', 'i.inbox_id', 'i.by_kind', 'i.by_id', 'i.detail'])
        .select(['c.id as conversation_id', 'c.reference', 'a.name as agent_name', 'v.label'])
        .where(maySee(agent))
        .orderBy('i.id', 'desc')
        .limit(pageSize + 1);
      if (kind) query = query.where('i.kind', '=', kind);
      if (from) query = query.where('i.at', '>=', new Date(from));
      if (to) query = query.where('i.at', '<=', new Date(to));
      if (cursor) query = query.where('i.id', '<', cursor);
      const rows = await query.execute();
      const items = rows.slice(0, pageSize).map(
        (row): Incident => ({
          id: row.id,
          at: row.at.toISOString(),
          kind: row.kind,
          inboxId: row.inbox_id,
          conversation:
            row.conversation_id && row.reference
              ? { id: row.conversation_id, reference: row.reference }
              : null,
          by: { kind: row.by_kind, id: row.by_id, name: row.agent_name ?? row.label },
          detail: row.detail,
        }),
      );
      return { items, cursor: rows.length > pageSize ? (items.at(-1)?.id ?? null) : null };
    },
  };
}

function maySee({ role, teamIds }: AgentPrincipal) {
  if (roleHas(role, 'conversation.any')) return sql<SqlBool>`true`;
  const teams = [...teamIds];
  return sql<SqlBool>`(i.inbox_id is null or c.team_id = any(${teams}::uuid[]) or exists (
    select 1 from inbox_team t where t.inbox_id = i.inbox_id and t.team_id = any(${teams}::uuid[])))`;
}
