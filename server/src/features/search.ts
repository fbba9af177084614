import { roleHas } from '@haven/shared/rights';
import { type Expression, type Kysely, type SqlBool, sql } from 'kysely';
import type { AgentPrincipal } from '../principal.ts';
import type { Database } from '../storage/postgres/schema.ts';
import { searchableText } from '../searchable-text.ts';
import { queryTermsOf } from '../words.ts';

export type Match = { conversationId: string; snippet: string; seq: number | null };
export type MatchPage = { matches: Match[]; cursor: string | null };

export type Search = ReturnType<typeof createSearch>;

const pageSize = 20;
/** Characters of a snippet, and how many of them stand before the match. */
const snippetChars = 140;
const beforeChars = 40;

/** Full-text search over the logs of conversations. */
export function createSearch({ db }: { db: Kysely<Database> }) {
  return {
    /**
     * Finds conversations that somebody may read, by what is said in them or by reference, the newest first; each
     * with the last entry that matches. `cursor` is the last page's; a text without words finds nothing.
     */
    async find(agent: AgentPrincipal, text: string, cursor: string | null): Promise<MatchPage> {
      const terms = queryTermsOf(text);
      if (terms.length === 0) return { matches: [], cursor: null };
      let query = db
        .with('said', (cte) =>
          cte
            .selectFrom('entry')
            .select(['conversation_id', sql<number>`max(staff_seq)`.as('seq')])
            .where('words', 'is not', null)
            .where(sql<SqlBool>`words @@ ${terms.join(' & ')}::tsquery`)
            .groupBy('conversation_id'),
        )
        .selectFrom('conversation as c')
        .leftJoin('said', 'said.conversation_id', 'c.id')
        .leftJoin('entry as e', (join) =>
          join.onRef('e.conversation_id', '=', 'c.id').onRef('e.staff_seq', '=', 'said.seq'),
        )
        .select(['c.id', 'said.seq', 'e.body'])
        .where(sql<SqlBool>`(said.seq is not null or c.reference like ${`${referenceIn(text)}%`})`)
        .where(mayRead(agent))
        // Ids are UUIDv7: their order is the order of birth.
        .orderBy('c.id', 'desc')
        .limit(pageSize + 1);
      if (cursor !== null) query = query.where('c.id', '<', cursor);
      const rows = await query.execute();
      const page = rows.slice(0, pageSize);
      return {
        matches: page.map((row) => ({
          conversationId: row.id,
          snippet: row.body === null ? '' : cut(searchableText(row.body), terms),
          seq: row.seq,
        })),
        cursor: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null,
      };
    },
  };
}

/** Own conversations, those of one's teams, and cases; everything for those who may see everything. */
function mayRead({ agentId, teamIds, role }: AgentPrincipal): Expression<SqlBool> {
  if (roleHas(role, 'conversation.any')) return sql<SqlBool>`true`;
  const own = sql<SqlBool>`c.assignee_id = ${agentId} or exists (
    select 1 from support_case s
    where s.conversation_id = c.id and s.specialist_id = ${agentId} and s.ended_at is null)`;
  if (!roleHas(role, 'conversation.team')) return sql<SqlBool>`(${own})`;
  const teams = [...teamIds];
  return sql<SqlBool>`(${own} or c.team_id = any(${teams}::uuid[]) or exists (
    select 1 from support_case s where s.conversation_id = c.id and s.team_id = any(${teams}::uuid[])))`;
}

/** The beginning of a reference, if that is what was typed; else something that no reference begins with. */
function referenceIn(text: string): string {
  const typed = text.trim().toUpperCase();
  return /^HV-[A-Z0-9]{1,4}(-[A-Z0-9]{0,4})?$/.test(typed) ? typed : '-';
}

/** The line around the first term that is found. */
function cut(text: string, terms: readonly string[]): string {
  const line = text.replace(/\s+/g, ' ');
  const lower = line.toLowerCase();
  const positions = terms
    .map((term) => lower.indexOf(term.replace(/^'|'(:\*)?$/g, '')))
    .filter((at) => at >= 0);
  const start = Math.max(0, Math.min(...positions, lower.length) - beforeChars);
  const from = positions.length === 0 ? 0 : start;
  const shown = line.slice(from, from + snippetChars).trim();
  return `${from > 0 ? '…' : ''}${shown}${from + snippetChars < line.length ? '…' : ''}`;
}
