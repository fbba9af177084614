import { defaultQueueSettings } from '@haven/shared/queue';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../storage/postgres/schema.ts';
import type { RoutingAgent } from './agent.ts';
import { defaultRule, type QueueRule } from './rule.ts';
import { caseItem, contactItem, readItemId, type RoutingItem } from './item.ts';

const conversationColumns = [
  'id',
  'visitor_id',
  'inbox_id',
  'team_id',
  'language',
  'status',
  'priority',
  'skills',
  'weight',
  'revision',
  'assign_epoch',
  'assignee_id',
  'preferred_agent_id',
  'preferred_until',
  'passed_agent_id',
  'passed_until',
  'relaxed',
  'created_at',
  'enqueued_at',
  'queued_since',
  'waiting_since',
] as const;
const caseColumns = [
  'id',
  'conversation_id',
  'team_id',
  'severity',
  'assign_epoch',
  'specialist_id',
  'opened_at',
  'enqueued_at',
  'ended_at',
] as const;

type Loaded = {
  items(): Promise<RoutingItem[]>;
  agents(): Promise<RoutingAgent[]>;
  /** Of the queues that somebody has set something for. */
  rules(): Promise<QueueRule[]>;
};
type Snapshot = Loaded & { fence(): Promise<void> };
/** What flows read of Postgres for routing, one row or all that is open. */
export type RoutingRecords = Loaded & {
  /** As it is now, also when gone; null when there is no such row. */
  item(itemId: string): Promise<RoutingItem | null>;
  /** The defaults where nobody has set anything. */
  rule(queue: Pick<QueueRule, 'inboxId' | 'teamId'>): Promise<QueueRule>;
  /** Null when disabled or unknown. */
  agent(agentId: string): Promise<RoutingAgent | null>;
  /** Raises the epoch if it is still this one and nobody holds it, then answers with the item as it is (RT1). */
  fence(stale: { itemId: string; epoch: number }): Promise<RoutingItem | null>;
};

/** Any number that nobody else locks; migrations use another. */
const rebuildLock = 4_815_001;

/** One node at a time: a transaction that holds an advisory lock, and readers inside it. */
export function createLoadUnderLock({ db }: { db: Kysely<Database> }) {
  return function loadUnderLock<T>(work: (load: Snapshot) => Promise<T>): Promise<T> {
    return db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(${rebuildLock})`.execute(tx);
      return work({
        fence: () => fenceAll(tx),
        items: () => loadItems(tx),
        agents: () => loadAgents(tx),
        rules: () => loadRules(tx),
      });
    });
  };
}

export function createRoutingRecords({ db }: { db: Kysely<Database> }): RoutingRecords {
  return {
    items: () => loadItems(db),
    agents: () => loadAgents(db),
    rules: () => loadRules(db),
    rule: async (queue) => (await loadRules(db, queue))[0] ?? defaultRule(queue),
    item: (itemId) => loadItem(db, itemId),
    agent: async (agentId) => (await loadAgents(db, agentId))[0] ?? null,
    async fence({ itemId, epoch }) {
      await raiseEpoch(db, itemId, epoch);
      return loadItem(db, itemId);
    },
  };
}

async function loadRules(
  db: Kysely<Database>,
  only?: Pick<QueueRule, 'inboxId' | 'teamId'>,
): Promise<QueueRule[]> {
  let query = db
    .selectFrom('queue')
    .select(['inbox_id as inboxId', 'team_id as teamId', 'revision', 'settings']);
  if (only) query = query.where('inbox_id', '=', only.inboxId).where('team_id', '=', only.teamId);
  const rows = await query.execute();
  return rows.map((row) => ({ ...row, settings: { ...defaultQueueSettings, ...row.settings } }));
}

/** Everything that waits or is held, of both roles. O(open conversations and cases). */
async function loadItems(db: Kysely<Database>): Promise<RoutingItem[]> {
  const conversations = await db
    .selectFrom('conversation')
    .select(conversationColumns)
    .where('status', 'in', ['queued', 'assigned'])
    .execute();
  const cases = await db
    .selectFrom('support_case')
    .select(caseColumns)
    .where('ended_at', 'is', null)
    .execute();
  const rowsOfCases = await conversationsOf(db, cases);
  const caseItems = cases.flatMap((row) => {
    const conversation = rowsOfCases.get(row.conversation_id);
    return conversation ? [caseItem(conversation, row)] : [];
  });
  return [...conversations.map(contactItem), ...caseItems];
}

async function conversationsOf(db: Kysely<Database>, cases: readonly { conversation_id: string }[]) {
  if (cases.length === 0) return new Map<string, never>();
  const ids = cases.map((row) => row.conversation_id);
  const rows = await db
    .selectFrom('conversation')
    .select(conversationColumns)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

async function loadItem(db: Kysely<Database>, itemId: string): Promise<RoutingItem | null> {
  const named = readItemId(itemId);
  if (named === undefined) return null;
  const supportCase =
    named.role === 'specialist'
      ? await db
          .selectFrom('support_case')
          .select(caseColumns)
          .where('id', '=', named.rowId)
          .executeTakeFirst()
      : undefined;
  const conversationId = named.role === 'contact' ? named.rowId : supportCase?.conversation_id;
  if (conversationId === undefined) return null;
  const row = await db
    .selectFrom('conversation')
    .select(conversationColumns)
    .where('id', '=', conversationId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return supportCase ? caseItem(row, supportCase) : contactItem(row);
}

/** The conversation's revision rises with it, as with every change of its state. */
function raiseEpoch(db: Kysely<Database>, itemId: string, epoch: number): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const named = readItemId(itemId);
    if (named?.role === 'contact') await raiseContactEpoch(tx, named.rowId, epoch);
    if (named?.role === 'specialist') await raiseCaseEpoch(tx, named.rowId, epoch);
  });
}

async function raiseContactEpoch(tx: Kysely<Database>, conversationId: string, epoch: number): Promise<void> {
  await tx
    .updateTable('conversation')
    .set((eb) => ({ assign_epoch: eb('assign_epoch', '+', 1), revision: eb('revision', '+', 1) }))
    .where('id', '=', conversationId)
    .where('assign_epoch', '=', epoch)
    .execute();
}

/** The conversation first, as the writer locks them; else the two could wait for each other. */
async function raiseCaseEpoch(tx: Kysely<Database>, caseId: string, epoch: number): Promise<void> {
  await tx
    .updateTable('conversation')
    .set((eb) => ({ revision: eb('revision', '+', 1) }))
    .where('id', 'in', (eb) =>
      eb.selectFrom('support_case').select('conversation_id').where('id', '=', caseId),
    )
    .execute();
  await tx
    .updateTable('support_case')
    .set((eb) => ({ assign_epoch: eb('assign_epoch', '+', 1) }))
    .where('id', '=', caseId)
    .where('assign_epoch', '=', epoch)
    .execute();
}

/** Fences whatever waits. O(queued). */
async function fenceAll(tx: Kysely<Database>): Promise<void> {
  await tx
    .updateTable('conversation')
    .set((eb) => ({ assign_epoch: eb('assign_epoch', '+', 1), revision: eb('revision', '+', 1) }))
    .where('status', '=', 'queued')
    .execute();
  await tx
    .updateTable('support_case')
    .set((eb) => ({ assign_epoch: eb('assign_epoch', '+', 1) }))
    .where('enqueued_at', 'is not', null)
    .where('ended_at', 'is', null)
    .execute();
}

/** When an agent got the latest of what they hold: enough for ties (RT5), and small. */
const lastAssignedAt = sql<Date | null>`(
  select max(started_at) from assignment where assignment.agent_id = agent.id and ended_at is null
)`;

/** Agents who may work, with their teams. O(agents and what they hold). */
async function loadAgents(db: Kysely<Database>, onlyId?: string): Promise<RoutingAgent[]> {
  let query = db
    .selectFrom('agent')
    .leftJoin('agent_team', 'agent_team.agent_id', 'agent.id')
    .select(['agent.id', 'agent.languages', 'agent.capacity', 'agent.availability', 'agent.last_seen_at'])
    .select('agent.finishing_since')
    .select(
      sql<
        string[]
      >`coalesce(array_agg(agent_team.team_id) filter (where agent_team.team_id is not null), '{}')`.as(
        'team_ids',
      ),
    )
    .select(
      sql<
        string[]
      >`array(select skill from agent_skill where agent_skill.agent_id = agent.id order by skill)`.as(
        'skills',
      ),
    )
    .select(lastAssignedAt.as('last_assigned_at'))
    .where('agent.disabled_at', 'is', null)
    .groupBy('agent.id');
  if (onlyId !== undefined) query = query.where('agent.id', '=', onlyId);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    teamIds: row.team_ids,
    languages: row.languages,
    skills: row.skills,
    capacity: row.capacity,
    // Who finishes is given nothing more (RT10).
    availability: row.finishing_since === null ? row.availability : 'away',
    lastAssignedAt: row.last_assigned_at?.getTime(),
    lastSeenAt: row.last_seen_at?.getTime(),
  }));
}
