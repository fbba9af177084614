import type { RoutingAgent } from '@haven/server/features/routing/agent';
import { caseItem, contactItem, type RoutingItem } from '@haven/server/features/routing/item';
import type { Database } from '@haven/server/storage/postgres/schema';
import { defaultQueueSettings, type QueueSettings } from '@haven/shared/queue';
import { type Kysely, sql } from 'kysely';
import { type MadeOffer, readOffers, type ReadsOffers } from './offers.ts';
import type { Writes } from './counting-client.ts';

/** A conversation that is not closed, as Postgres has it. */
export type Row = {
  id: string;
  visitorId: string;
  status: string;
  epoch: number;
  assigneeId: string | null;
  teamId: string;
  /** The visitor waits for an answer. */
  isWaiting: boolean;
};

/** Everything that is open, as Postgres has it; and the offers, which are in Redis alone. */
export type Seen = {
  rows: Row[];
  items: ReadonlyMap<string, RoutingItem>;
  agents: ReadonlyMap<string, RoutingAgent>;
  /** How queues are run, by team. */
  rules: ReadonlyMap<string, QueueSettings>;
  /** By item. */
  offers: ReadonlyMap<string, MadeOffer>;
};

type Deps = { db: Kysely<Database>; redis: ReadsOffers; writes: Readonly<Writes> };

/**
 * The referee's eyes. Every step ends with a look, so all that is open is one statement, compiled once, and asked only
 * where something was written since.
 */
export function createLook({ db, redis, writes }: Deps): () => Promise<Seen> {
  const [open, staff] = [selectOpen(db).compile(), selectAgents(db).compile()];
  let [ofOpen, ofStaff] = [-1, -1];
  let known: Omit<Seen, 'offers'> = { rows: [], items: new Map(), agents: new Map(), rules: new Map() };

  async function readOpen(): Promise<Pick<Seen, 'rows' | 'items'>> {
    if (ofOpen === writes.ofOpen) return known;
    ofOpen = writes.ofOpen;
    const { rows: found } = await db.executeQuery(open);
    const rows: Row[] = [];
    const items = new Map<string, RoutingItem>();
    for (const row of found) {
      for (const item of [...contactOf(row), ...specialistOf(row)]) items.set(item.id, item);
      if (row.status !== 'closed') rows.push(rowOf(row));
    }
    return { rows, items };
  }

  async function readStaff(): Promise<Pick<Seen, 'agents' | 'rules'>> {
    if (ofStaff === writes.ofStaff) return known;
    ofStaff = writes.ofStaff;
    const { rows } = await db.executeQuery(staff);
    const queues = rows[0]?.queues ?? [];
    return {
      agents: new Map(rows.map((row) => [row.id, agentOf(row)])),
      rules: new Map(
        queues.map(({ teamId, settings }) => [teamId, { ...defaultQueueSettings, ...settings }]),
      ),
    };
  }

  return async function look() {
    const [{ rows, items }, { agents, rules }, offers] = await Promise.all([
      readOpen(),
      readStaff(),
      readOffers(redis),
    ]);
    known = { rows, items, agents, rules };
    return { ...known, offers };
  };
}

type Staff = Awaited<ReturnType<ReturnType<typeof selectAgents>['execute']>>[number];

function selectAgents(db: Kysely<Database>) {
  return db
    .selectFrom('agent')
    .select(['id', 'languages', 'capacity', 'availability', 'finishing_since'])
    .select(
      sql<string[]>`array(select team_id::text from agent_team where agent_id = agent.id)`.as('teamIds'),
    )
    .select(sql<string[]>`array(select skill from agent_skill where agent_id = agent.id)`.as('skills'))
    .select(
      sql<
        { teamId: string; settings: QueueSettings }[] | null
      >`(select jsonb_agg(jsonb_build_object('teamId', team_id, 'settings', settings)) from queue)`.as(
        'queues',
      ),
    )
    .where('disabled_at', 'is', null);
}

/** Who finishes is given nothing more (RT10). */
function agentOf({ id, languages, capacity, teamIds, skills, ...row }: Staff): RoutingAgent {
  const availability = row.finishing_since === null ? row.availability : 'away';
  return { id, languages, capacity, teamIds, skills, availability };
}

type Open = Awaited<ReturnType<ReturnType<typeof selectOpen>['execute']>>[number];

function selectOpen(db: Kysely<Database>) {
  return db
    .selectFrom('conversation as c')
    .leftJoin('support_case as k', (join) =>
      join.onRef('k.conversation_id', '=', 'c.id').on('k.ended_at', 'is', null),
    )
    .select(['c.id', 'c.visitor_id', 'c.inbox_id', 'c.team_id', 'c.language', 'c.status', 'c.priority'])
    .select(['c.skills', 'c.weight', 'c.revision', 'c.assign_epoch', 'c.assignee_id', 'c.created_at'])
    .select(['c.preferred_agent_id', 'c.preferred_until', 'c.passed_agent_id', 'c.passed_until'])
    .select(['c.enqueued_at', 'c.queued_since', 'c.waiting_since', 'c.relaxed'])
    .select(['k.id as case_id', 'k.team_id as case_team', 'k.severity', 'k.assign_epoch as case_epoch'])
    .select(['k.specialist_id', 'k.opened_at', 'k.enqueued_at as case_enqueued_at'])
    .where(({ or, eb }) => or([eb('c.status', '<>', 'closed'), eb('k.id', 'is not', null)]))
    .orderBy('c.id');
}

function contactOf(row: Open): RoutingItem[] {
  return row.status === 'queued' || row.status === 'assigned' ? [contactItem(row)] : [];
}

function specialistOf(row: Open): RoutingItem[] {
  const { case_id: id, case_team: team_id, case_epoch: assign_epoch, severity, opened_at } = row;
  if (id === null || team_id === null || assign_epoch === null || severity === null || opened_at === null)
    return [];
  const { specialist_id, case_enqueued_at: enqueued_at } = row;
  const supportCase = { id, team_id, severity, assign_epoch, specialist_id, opened_at, enqueued_at };
  return [caseItem(row, { ...supportCase, ended_at: null })];
}

function rowOf(row: Open): Row {
  return {
    id: row.id,
    visitorId: row.visitor_id,
    status: row.status,
    epoch: row.assign_epoch,
    assigneeId: row.assignee_id,
    teamId: row.team_id,
    isWaiting: row.waiting_since !== null,
  };
}
