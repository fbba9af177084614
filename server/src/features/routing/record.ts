import { languages } from '@haven/shared/language';
import { availabilities } from '@haven/shared/people';
import type { RoutingAgent } from './agent.ts';
import { queueOf, type RoutingItem } from './item.ts';
import { queueName } from './keys.ts';

/** An item as Redis keeps it. What is null is left out, since Lua reads a JSON null as a value. */
export type ItemRecord = {
  id: string;
  revision: number;
  epoch: number;
  state: RoutingItem['state'];
  /** The queue's name. */
  queue: string;
  /** Set by the script that stores it, from the rule of the queue. */
  score?: string;
  /** What it takes of its agent's capacity while it is held, in hundredths of a chat; set in the same way. */
  load?: number;
  isIdle?: true;
  enqueuedAt: number;
  queuedSince?: number;
  band: number;
  weight: number;
  skills?: readonly string[];
  conversationId: string;
  visitorId: string;
  agentId?: string;
  preferredAgentId?: string;
  preferredUntil?: number;
  /** Who let it pass: by themselves, as Postgres knows, or an offer, as Redis does. */
  passed?: { agentId: string; till: number }[];
  /** Whose places are kept for it (RT19). */
  reserved?: string;
  /** With `offer`, the agent has not accepted yet. */
  proposal?: { op: string; agentId: string; weight: number; offer?: { offeredUntil: number } };
};

/** The order within a queue (RT3): one number, fixed at enqueueing, in which waiting outweighs priority in time. */
function scoreOf({ enqueuedAt, band }: Pick<RoutingItem, 'enqueuedAt' | 'band'>, agingMs: number): string {
  return String(enqueuedAt - band * agingMs);
}

export function recordOf(item: RoutingItem): ItemRecord {
  return {
    id: item.id,
    revision: item.revision,
    epoch: item.epoch,
    state: item.state,
    queue: queueName(queueOf(item)),
    enqueuedAt: item.enqueuedAt,
    ...(item.queuedSince === undefined ? {} : { queuedSince: item.queuedSince }),
    band: item.band,
    weight: item.weight,
    ...(item.isIdle ? { isIdle: true } : {}),
    conversationId: item.conversationId,
    visitorId: item.visitorId,
    ...(item.skills?.length ? { skills: item.skills } : {}),
    ...(item.agentId === null ? {} : { agentId: item.agentId }),
    ...(item.preferredAgentId === null ? {} : { preferredAgentId: item.preferredAgentId }),
    ...(item.preferredUntil === null ? {} : { preferredUntil: item.preferredUntil }),
    ...(item.passed ? { passed: [{ agentId: item.passed.agentId, till: item.passed.until }] } : {}),
  };
}

export function parseRecord(json: string): ItemRecord {
  return JSON.parse(json) as ItemRecord;
}

type AgentRecord = Pick<RoutingAgent, 'teamIds' | 'languages' | 'skills' | 'capacity' | 'availability'>;

/**
 * An agent as Redis keeps it: `online|3|,en,zh-CN,|,<team>,<team>,|,<skill>,`. Proposals read those of whom something
 * has changed, and a pattern of Lua reads this ten times as fast as JSON. Sorted, so that the same agent is the same text.
 */
export function agentRecord(agent: AgentRecord): string {
  const { availability, capacity, languages: spoken, teamIds, skills = [] } = agent;
  return [availability, capacity, listOf(spoken), listOf(teamIds), listOf(skills)].join('|');
}

export function parseAgentRecord(record: string): Required<AgentRecord> {
  const [availability, capacity, spoken = '', teamIds = '', skills = ''] = record.split('|');
  return {
    availability: availabilities.find((each) => each === availability) ?? 'away',
    capacity: Number(capacity),
    languages: languages.filter((language) => spoken.includes(`,${language},`)),
    teamIds: namesOf(teamIds),
    skills: namesOf(skills),
  };
}

function namesOf(list: string): string[] {
  return list.split(',').filter((name) => name !== '');
}

function listOf(names: readonly string[]): string {
  return `,${[...names]
    .sort()
    .map((name) => `${name},`)
    .join('')}`;
}

/** Whether Redis routes the item as Postgres says, under a rule's T. Revisions differ in health: not every change is routing's. */
export function isSameRouting(record: ItemRecord, item: RoutingItem, agingMs: number): boolean {
  const wanted = { ...recordOf(item), score: scoreOf(item, agingMs) };
  const compared = [
    'state',
    'epoch',
    'queue',
    'score',
    'queuedSince',
    'weight',
    'agentId',
    'preferredAgentId',
    'preferredUntil',
  ] as const;
  return compared.every((key) => record[key] === wanted[key]);
}
