import { defaultQueueSettings, type QueueSettings } from '@haven/shared/queue';
import { type Interval, nextChange, openIntervals } from './hours.ts';
import type { Queue, RoutingItem } from './item.ts';

/** How the queues of one inbox and team are run; Postgres' `queue` is the truth of it. */
export type QueueRule = {
  inboxId: string;
  teamId: string;
  /** Of the row; 0 when there is none. */
  revision: number;
  settings: QueueSettings;
};

/** The same as Redis keeps it. */
export type RuleRecord = {
  revision: number;
  agingMs: number;
  /** What an idle chat takes, in percent of its weight. */
  idlePercent: number;
  /** Null: always. */
  open: Interval[] | null;
  longestWaitMs: number;
  longestQueue: number;
};

export function ruleName({ inboxId, teamId }: Pick<Queue, 'inboxId' | 'teamId'>): string {
  return `${inboxId}:${teamId}`;
}

/** Of these items, those whose place in the line follows from one of these rules. */
export function ruledBy(rules: readonly QueueRule[], items: readonly RoutingItem[]): RoutingItem[] {
  const names = new Set(rules.map(ruleName));
  return items.filter(({ queue }) => names.has(ruleName(queue)));
}

/** The inverse of ruleName. */
export function readRuleName(name: string): Pick<Queue, 'inboxId' | 'teamId'> {
  const [inboxId = '', teamId = ''] = name.split(':');
  return { inboxId, teamId };
}

/** What holds for a queue without a row. */
export function defaultRule({ inboxId, teamId }: Pick<Queue, 'inboxId' | 'teamId'>): QueueRule {
  return { inboxId, teamId, revision: 0, settings: defaultQueueSettings };
}

/**
 * A rule as text, and when it has to be written anew: `7|offer|300000|least_load|<from>-<until>,|1800000|200|20000|30`. Lua
 * reads it by a pattern, once per queue and decision. Openness is looked up ahead, since scripts know no zones.
 */
export function ruleText(
  { revision, settings }: QueueRule,
  now: number,
): { text: string; dueAt: number | null } {
  const { mode, agingMinutes, choice, hours, longestWaitSeconds, longestQueue, offerSeconds } = settings;
  const { idlePercent } = settings;
  const intervals = hours && openIntervals(hours, now);
  const open = intervals?.map(({ from, until }) => `${from}-${until},`).join('') ?? 'always';
  return {
    text: [
      revision,
      mode,
      agingMinutes * 60_000,
      choice,
      open,
      longestWaitSeconds * 1_000,
      longestQueue,
      offerSeconds * 1_000,
      idlePercent,
    ].join('|'),
    dueAt: intervals && nextChange(intervals, now),
  };
}

/** Of the queues that nobody has set anything for. */
export const defaultRuleText = ruleText(defaultRule({ inboxId: '', teamId: '' }), 0).text;

export function parseRule(text: string): RuleRecord {
  const parts = (text || defaultRuleText).split('|');
  const [revision, , agingMs, , open = '', longestWaitMs, longestQueue, , idlePercent] = parts;
  return {
    revision: Number(revision),
    agingMs: Number(agingMs),
    idlePercent: Number(idlePercent ?? 100),
    open: open === 'always' ? null : [...open.matchAll(/(\d+)-(\d+),/g)].map(intervalOf),
    longestWaitMs: Number(longestWaitMs),
    longestQueue: Number(longestQueue),
  };
}

export function isOpen({ open }: Pick<RuleRecord, 'open'>, now: number): boolean {
  return open === null || open.some(({ from, until }) => from <= now && now < until);
}

function intervalOf([, from, until]: RegExpMatchArray): Interval {
  return { from: Number(from), until: Number(until) };
}
