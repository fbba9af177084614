import type { Severity } from '@haven/shared/case';
import type { Priority } from '@haven/shared/issue-type';
import type { Language } from '@haven/shared/language';
import type { Selectable } from 'kysely';
import type { ConversationTable, SupportCaseTable } from '../../storage/postgres/schema.ts';

/**
 * Where something waits: people of one team, who speak one language, for one inbox. Whatever asks for other skills or
 * another weight waits in a queue of its own beside it: so the head of a queue either finds somebody, or nobody could
 * take who stands behind it, and a decision looks at heads alone.
 */
export type Queue = {
  inboxId: string;
  teamId: string;
  language: Language;
  /** Sorted; absent: none. */
  skills?: readonly string[];
  /** Hundredths of a chat; absent: one chat. */
  weight?: number;
  /** Whoever waits so long that any language will do (RT7); their line is still that of their own. */
  isAnyLanguage?: true;
};

/**
 * What is routed: a conversation that needs a contact, or a case that needs a specialist. A picture of Postgres' row
 * at one revision; a picture that arrives late is recognised by it and dropped.
 */
export type RoutingItem = {
  id: string;
  conversationId: string;
  visitorId: string;
  /** The conversation's revision, for a case too. */
  revision: number;
  /** The fencing token of its assignment (RT1): a commit under an older one is refused. */
  epoch: number;
  state: 'queued' | 'held' | 'gone';
  /** Without what it asks for: queueOf adds that. */
  queue: Queue;
  /** Milliseconds since 1970. Kept through re-queueing, so that who is put back never goes to the end (RT3). */
  enqueuedAt: number;
  /** Since when it waits in this queue, which limits count from (RT13); absent: since `enqueuedAt`. */
  queuedSince?: number;
  /** 0..3, urgent and S1 being 3. */
  band: number;
  /** Keys, sorted; absent: none. */
  skills?: readonly string[];
  /** Hundredths of a chat. */
  weight: number;
  /** It is held, and support spoke last: it takes a part of its weight (RT6). */
  isIdle?: true;
  /** Who holds it; null unless held. */
  agentId: string | null;
  preferredAgentId: string | null;
  /** Milliseconds since 1970; null with a preferred agent means without end. */
  preferredUntil: number | null;
  /** Who let it pass and is not given it again by routing, until then (milliseconds since 1970). */
  passed?: { agentId: string; until: number };
};

type Conversation = Pick<
  Selectable<ConversationTable>,
  | 'id'
  | 'visitor_id'
  | 'inbox_id'
  | 'team_id'
  | 'language'
  | 'status'
  | 'priority'
  | 'skills'
  | 'weight'
  | 'revision'
  | 'assign_epoch'
  | 'assignee_id'
  | 'preferred_agent_id'
  | 'preferred_until'
  | 'passed_agent_id'
  | 'passed_until'
  | 'relaxed'
  | 'created_at'
  | 'enqueued_at'
  | 'queued_since'
  | 'waiting_since'
>;
type SupportCase = Pick<
  Selectable<SupportCaseTable>,
  'id' | 'team_id' | 'severity' | 'assign_epoch' | 'specialist_id' | 'opened_at' | 'enqueued_at' | 'ended_at'
>;

const bandOfPriority: Record<Priority, number> = { low: 0, normal: 1, high: 2, urgent: 3 };
const bandOfSeverity: Record<Severity, number> = { S4: 0, S3: 1, S2: 2, S1: 3 };

/** What one chat weighs unless its issue type says otherwise. */
export const chatWeight = 100;

/** What an item that is held takes of its agent's capacity, in whole hundredths of a chat (RT6). */
export function heldLoad(
  { weight, isIdle }: Pick<RoutingItem, 'weight' | 'isIdle'>,
  idlePercent: number,
): number {
  return isIdle ? Math.round((weight * idlePercent) / 100) : weight;
}

/** The language that whoever gets something of this queue has to speak; undefined: any. */
export function languageAskedOf({ language, isAnyLanguage }: Queue): Queue['language'] | undefined {
  return isAnyLanguage ? undefined : language;
}

/** The queue that an item waits in: with what it asks for, where that is anything special. */
export function queueOf({
  queue,
  skills = [],
  weight,
}: Pick<RoutingItem, 'queue' | 'skills' | 'weight'>): Queue {
  return {
    ...queue,
    ...(skills.length === 0 ? {} : { skills }),
    ...(weight === chatWeight ? {} : { weight }),
  };
}

export function contactItemId(conversationId: string): string {
  return `contact:${conversationId}`;
}

export function specialistItemId(caseId: string): string {
  return `specialist:${caseId}`;
}

/** Which row an item's id stands for; undefined when it is no item's id. */
export function readItemId(itemId: string): { role: 'contact' | 'specialist'; rowId: string } | undefined {
  const [role, rowId] = itemId.split(':');
  if (rowId === undefined || (role !== 'contact' && role !== 'specialist')) return undefined;
  return { role, rowId };
}

/** An item whose row no longer exists: it leaves routing, whatever was known of it. */
export function goneItem({ itemId }: { itemId: string }): RoutingItem {
  return {
    id: itemId,
    conversationId: '',
    visitorId: '',
    revision: Number.MAX_SAFE_INTEGER,
    epoch: Number.MAX_SAFE_INTEGER,
    state: 'gone',
    queue: { inboxId: '', teamId: '', language: 'en' },
    enqueuedAt: 0,
    band: 0,
    weight: chatWeight,
    agentId: null,
    preferredAgentId: null,
    preferredUntil: null,
  };
}

/** The conversation as its contact's queue sees it. A resolved one holds no load, so it is gone until reopened. */
export function contactItem(row: Conversation): RoutingItem {
  return {
    id: contactItemId(row.id),
    ...commonOf(row),
    epoch: row.assign_epoch,
    state: contactState(row.status),
    queue: {
      inboxId: row.inbox_id,
      teamId: row.team_id,
      language: row.language,
      ...(row.relaxed.includes('language') ? { isAnyLanguage: true } : {}),
    },
    enqueuedAt: (row.enqueued_at ?? row.created_at).getTime(),
    ...(row.queued_since === null ? {} : { queuedSince: row.queued_since.getTime() }),
    band: bandOfPriority[row.priority],
    skills: row.relaxed.includes('skills') ? [] : row.skills,
    weight: row.weight,
    ...(row.status === 'assigned' && row.waiting_since === null ? { isIdle: true } : {}),
    agentId: row.status === 'assigned' ? row.assignee_id : null,
    preferredAgentId: row.preferred_agent_id,
    preferredUntil: row.preferred_until?.getTime() ?? null,
    ...passedOf(row),
  };
}

function passedOf({
  passed_agent_id: agentId,
  passed_until: until,
}: Conversation): Pick<RoutingItem, 'passed'> {
  return agentId !== null && until !== null ? { passed: { agentId, until: until.getTime() } } : {};
}

/** The conversation's case as the specialists' queue sees it: its queue, agent and epoch are its own. */
export function caseItem(row: Conversation, supportCase: SupportCase): RoutingItem {
  const state = caseState(row, supportCase);
  return {
    id: specialistItemId(supportCase.id),
    ...commonOf(row),
    epoch: supportCase.assign_epoch,
    state,
    queue: { inboxId: row.inbox_id, teamId: supportCase.team_id, language: row.language },
    enqueuedAt: (supportCase.enqueued_at ?? supportCase.opened_at).getTime(),
    band: bandOfSeverity[supportCase.severity],
    weight: chatWeight,
    agentId: state === 'held' ? supportCase.specialist_id : null,
    preferredAgentId: null,
    preferredUntil: null,
  };
}

function commonOf(row: Conversation): Pick<RoutingItem, 'conversationId' | 'visitorId' | 'revision'> {
  return { conversationId: row.id, visitorId: row.visitor_id, revision: row.revision };
}

function contactState(status: Conversation['status']): RoutingItem['state'] {
  switch (status) {
    case 'queued':
      return 'queued';
    case 'assigned':
      return 'held';
    case 'resolved':
    case 'closed':
      return 'gone';
  }
}

function caseState(row: Conversation, supportCase: SupportCase): RoutingItem['state'] {
  if (supportCase.ended_at !== null || row.status === 'closed') return 'gone';
  if (supportCase.enqueued_at !== null) return 'queued';
  return supportCase.specialist_id === null ? 'gone' : 'held';
}
