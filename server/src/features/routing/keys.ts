import { type Language, languages } from '@haven/shared/language';
import { chatWeight, type Queue, queueOf } from './item.ts';

/** Every key of routing, in one slot, so that the load of an agent is exact over all queues (RT18). */
export const keys = {
  /** `ready`, or `building:<token>` while one node rebuilds; missing when Redis was emptied (TRUTH2). */
  generation: '{rt}:generation',
  /** Hash: item id → its record. The only place that says who holds what. */
  items: '{rt}:items',
  /** Sorted set, by name: `<queue> <place>` of everybody who waits; a place is score and item id, and sorts like them. */
  queues: '{rt}:queues',
  /** Sorted set, by name: `<place> <queue>` of the first in every queue, in the order in which all are given out (RT3). */
  fronts: '{rt}:fronts',
  /** Hash: agent id → record. */
  agents: '{rt}:agents',
  /** Sorted set, by name: `<team> <agent id>`. */
  members: '{rt}:members',
  /** Sorted set: agent id → when the lease expires, or when it did. */
  leases: '{rt}:leases',
  /** Hash: agent id → by process, until when a socket there counts (JSON). The lease is the latest of them. */
  beats: '{rt}:beats',
  /** Hash: when the gone were `looked` for last, and `since` when that goes on without a gap. */
  watch: '{rt}:watch',
  /** Hash: agent id → hundredths of a chat, the sum over `items`. */
  loads: '{rt}:loads',
  /** Hash: agent id → when something was last given to them. */
  lastAssigned: '{rt}:last-assigned',
  /** Hash: agent id → until when they are warming up after signing in, and how many items they may still get: `<ms>|3`. */
  warmUps: '{rt}:warm-ups',
  /** Hash: agent id → id of the item that they are given nothing behind (RT19), if its record names them too. */
  reserved: '{rt}:reserved',
  /** Sorted set: agent id → from when what `standings` says of them may be wrong; 0: their load or settings have changed. */
  stirred: '{rt}:stirred',
  /**
   * Hash: team → its pools, each a number and what is asked for: `3=least_load en 100 hardware,swaps;`; team and what is
   * asked for → that number. Whoever waits for the same agents, in the same order of choice, is served from one pool.
   */
  pools: '{rt}:pools',
  /** Sorted set, by name: of every pool those who could take something now, best first. */
  ranks: '{rt}:ranks',
  /** Hash: agent id → in every pool of their teams, their member of `ranks`, or what rules them out. */
  standings: '{rt}:standings',
  /** Hash: pool and condition → how many it rules out. */
  ruledOut: '{rt}:ruled-out',
  /** Sorted set: item id → when its proposal expires. */
  pending: '{rt}:pending',
  /** Sorted set: item id → until when it is offered to somebody. */
  offers: '{rt}:offers',
  /** Sorted set: id of an item that is gone → when its record may be forgotten. */
  tombstones: '{rt}:tombstones',
  /** Hash: inbox and team → how their queues are run. */
  rules: '{rt}:rules',
  /** Sorted set: inbox and team → when the rule has to be written anew, since the queue opens or closes. */
  due: '{rt}:due',
  /** Hash: line → who left it for an agent lately, and how long it had waited for that (JSON). */
  paces: '{rt}:paces',
  /** Hash: item id → the place that its visitor was told last. */
  told: '{rt}:told',
} as const;

/** What `presence` reads, in its order. */
export const presenceKeys = [
  keys.generation,
  keys.agents,
  keys.leases,
  keys.loads,
  keys.warmUps,
  keys.reserved,
  keys.items,
];

/** What `propose` reads and writes, in its order. */
export const proposeKeys = [
  keys.generation,
  keys.items,
  keys.queues,
  keys.fronts,
  keys.agents,
  keys.leases,
  keys.loads,
  keys.lastAssigned,
  keys.pending,
  keys.rules,
  keys.offers,
  keys.warmUps,
  keys.reserved,
  keys.stirred,
  keys.pools,
  keys.ranks,
  keys.standings,
  keys.ruledOut,
  keys.members,
];

/** What `propose-to` reads and writes, in its order. */
export const proposeToKeys = [
  keys.generation,
  keys.items,
  keys.queues,
  keys.fronts,
  keys.agents,
  keys.leases,
  keys.loads,
  keys.lastAssigned,
  keys.pending,
  keys.tombstones,
  keys.offers,
  keys.stirred,
];

/** `inbox:team:language`: where all stand in one order, whatever else they ask for. */
export function lineName({ inboxId, teamId, language }: Queue): string {
  return `${inboxId}:${teamId}:${language}`;
}

/** `inbox:team:language`, and `:weight:skill,skill` behind it where one of the two is special; `:any` for any language. */
export function queueName(queue: Queue): string {
  const { skills = [], weight = chatWeight, isAnyLanguage } = queue;
  const line = lineName(queue);
  if (isAnyLanguage) return `${line}:${weight}:${skills.join(',')}:any`;
  return skills.length === 0 && weight === chatWeight ? line : `${line}:${weight}:${skills.join(',')}`;
}

/** The inverse of queueName; throws on a name that it never made. */
export function readQueueName(name: string): Queue {
  const [inboxId, teamId, tag, weight = String(chatWeight), skills = '', any] = name.split(':');
  const language = languages.find((each): each is Language => each === tag);
  if (inboxId === undefined || teamId === undefined || language === undefined) {
    throw new Error(`${name} is no queue's name`);
  }
  return queueOf({
    queue: { inboxId, teamId, language, ...(any === undefined ? {} : { isAnyLanguage: true }) },
    skills: skills === '' ? [] : skills.split(','),
    weight: Number(weight),
  });
}
