import type { QueuePlace, WaitRange } from '@haven/shared/conversation';
import type { Language } from '@haven/shared/language';
import { positionShown } from '@haven/shared/limits';
import type { Clock } from '../../clock.ts';
import type { Logger } from '../../log.ts';
import type { Gate } from './gate.ts';
import { type Queue, readItemId } from './item.ts';
import { keys, readQueueName } from './keys.ts';
import { createReadLine } from './line.ts';
import { type RoutingPace, waitRange } from './pace.ts';
import type { RoutingPresence } from './presence.ts';
import { type ItemRecord, parseRecord } from './record.ts';
import { isOpen, parseRule, type RuleRecord, ruleName } from './rule.ts';
import type { RoutingScripts } from './scripts.redis.ts';

export type TellablePlace = {
  itemId: string;
  conversationId: string;
  visitorId: string;
  place: QueuePlace;
  /** Null when it would be a guess. */
  wait: WaitRange | null;
};

/** Where visitors stand (RT11, RT13). */
export type RoutingPlaces = {
  /** Where a queued conversation stands; null when it isn't queued, or Redis can't say. Never rejects. */
  place(itemId: string): Promise<QueuePlace | null>;
  /** How long a queued conversation has to wait; null when that would be a guess, or Redis can't say. Never rejects. */
  wait(itemId: string): Promise<WaitRange | null>;
  /**
   * Whether anybody of these teams of an inbox takes chats in this language now, and their queue is open; false when
   * Redis can't say. Never rejects.
   */
  isServed(inboxId: string, teamIds: readonly string[], language: Language): Promise<boolean>;
  /**
   * What the visitors of one line have to be told, and notes it as told; all queues of it, whatever they ask for.
   * O(queues of the line × places shown + members of the team).
   */
  tellPlaces(queue: Queue): Promise<TellablePlace[]>;
};

/** How far behind the last who waits live is told: who moves across the limit hears of it. */
const beyondLimit = 50;

type Deps = {
  scripts: RoutingScripts;
  gate: Gate;
  clock: Clock;
  log: Logger;
  presence: RoutingPresence;
  readPace: RoutingPace['readPace'];
};

export function createRoutingPlaces({ scripts, gate, clock, log, presence, readPace }: Deps): RoutingPlaces {
  const { generation, items, told, rules } = keys;
  const readLine = createReadLine(scripts, gate);

  async function readRules(queues: readonly Pick<Queue, 'inboxId' | 'teamId'>[]): Promise<RuleRecord[]> {
    const names = queues.map(ruleName);
    return (await gate((expected) => scripts.rules([generation, rules], [expected, ...names]))).map(
      parseRule,
    );
  }

  function isServed({ teamId, language, skills, isAnyLanguage }: Queue): Promise<boolean> {
    return presence.serves([teamId], isAnyLanguage ? null : language, skills);
  }

  async function isAnyServed(inboxId: string, teamIds: readonly string[], language: Language) {
    const read = await readRules(teamIds.map((teamId) => ({ inboxId, teamId })));
    const open = teamIds.filter((_, index) => read[index] && isOpen(read[index], clock.now()));
    return open.length > 0 && presence.serves(open, language);
  }

  async function readStanding(itemId: string) {
    const stored = await gate((expected) => scripts.readItem([generation, items], [expected, itemId]));
    if (stored === '') return null;
    const [found] = await readLine(readQueueName(parseRecord(stored).queue), 0, itemId);
    const record = found && parseRecord(found[1]);
    if (record?.state !== 'queued') return null;
    const queue = readQueueName(record.queue);
    const [rule] = await readRules([queue]);
    if (!rule) return null;
    const rank = found?.[0] ?? 0;
    return { queue, rank, place: placeAt(rank, record, rule, await isServed(queue), clock.now()) };
  }

  async function readWait(itemId: string): Promise<WaitRange | null> {
    const standing = await readStanding(itemId);
    if (standing?.place.mode !== 'live') return null;
    return waitRange(standing.rank, await readPace(standing.queue));
  }

  async function readPlaces(queue: Queue): Promise<TellablePlace[]> {
    const [rule] = await readRules([queue]);
    if (!rule) return [];
    const line = await readLine(queue, rule.longestQueue + beyondLimit);
    if (line.length === 0) return [];
    const records = line.map(([rank, json]) => [rank, parseRecord(json)] as const);
    const served = new Map<string, boolean>();
    for (const name of new Set(records.map(([, record]) => record.queue)))
      served.set(name, await isServed(readQueueName(name)));
    const pace = await readPace(queue);
    return records.map(([rank, record]) => {
      const { conversationId, visitorId } = record;
      const place = placeAt(rank, record, rule, served.get(record.queue) ?? false, clock.now());
      const wait = place.mode === 'live' ? waitRange(rank, pace) : null;
      return { itemId: record.id, conversationId, visitorId, place, wait };
    });
  }

  async function tellPlaces(queue: Queue): Promise<TellablePlace[]> {
    // A specialist's queue moves nobody: its visitor has a contact.
    const line = (await readPlaces(queue)).filter(({ itemId }) => readItemId(itemId)?.role === 'contact');
    if (line.length === 0) return [];
    const values = line.flatMap(({ itemId, place: { mode, position }, wait }) => [
      itemId,
      `${mode}:${position ?? ''}:${wait ? `${wait.fromMinutes}-${wait.toMinutes}` : ''}`,
    ]);
    const changed = new Set(
      await gate((expected) => scripts.tell([generation, told], [expected, ...values])),
    );
    return line.filter(({ itemId }) => changed.has(itemId));
  }

  async function orElse<T>(fallback: T, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (err) {
      log.debug({ err }, 'Routing can not tell places now.');
      return fallback;
    }
  }

  return {
    place: (itemId) => orElse(null, async () => (await readStanding(itemId))?.place ?? null),
    wait: (itemId) => orElse(null, () => readWait(itemId)),
    isServed: (inboxId, teamIds, language) => orElse(false, () => isAnyServed(inboxId, teamIds, language)),
    tellPlaces,
  };
}

/** The place of one item: a position only when it is no guess, `live` only while the queue is open and served. Pure. */
export function placeAt(
  rank: number,
  { enqueuedAt, queuedSince = enqueuedAt }: Pick<ItemRecord, 'enqueuedAt' | 'queuedSince'>,
  rule: RuleRecord,
  isServed: boolean,
  now: number,
): QueuePlace {
  const isWithinLimits = rank < rule.longestQueue && now - queuedSince <= rule.longestWaitMs;
  const isLive = isServed && isOpen(rule, now) && isWithinLimits;
  if (!isLive) return { mode: 'message', position: null };
  return { mode: 'live', position: rank < positionShown ? rank + 1 : null };
}
