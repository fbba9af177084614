import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { Logger } from '../../log.ts';
import { createBuilderGate, type Gate, RoutingNotReady } from './gate.ts';
import { heldLoad, type Queue, type RoutingItem } from './item.ts';
import { keys, readQueueName } from './keys.ts';
import { agentRecord, type ItemRecord, isSameRouting, parseRecord } from './record.ts';
import { parseRule, type QueueRule, readRuleName, type RuleRecord, ruleName } from './rule.ts';
import type { RoutingRedis, RoutingScripts } from './scripts.redis.ts';
import { isTorn } from './torn.ts';
import { createRoutingWrites, type RoutingWrites } from './writes.ts';
import type { RoutingAgent } from './agent.ts';

/** A proposal that nobody settled in time. */
export type StaleProposal = { itemId: string; epoch: number; op: string };

/**
 * Where Redis and Postgres differ. Something that is being written right now differs too: look twice. `loads` are items
 * that weigh something else only because of who spoke last, with the revision in which they do: Redis follows that once a
 * second, so in a lively chat only a revision that stays tells of something lost.
 */
export type Drift = {
  itemIds: string[];
  loads: ReadonlyMap<string, number>;
  agentIds: string[];
  isTorn: boolean;
};

/** Rebuilding and comparing (TRUTH2, RT17). */
export type RoutingUpkeep = {
  /** Whom every call asks to rebuild when it finds Redis emptied. */
  onNotReady(rebuild: () => Promise<void>): void;
  /**
   * Empties routing, has `write` write everything, and opens it. Only under a lock over all nodes. Resolves at once
   * when somebody has built it already; begins anew when Redis is emptied meanwhile. O(items + agents).
   */
  build(write: (writes: RoutingWrites) => Promise<void>): Promise<void>;
  /** Gives up what Redis holds: the next call rebuilds. */
  discard(): Promise<void>;
  /** Queues in which somebody waits. */
  waitingQueues(): Promise<Queue[]>;
  staleProposals(): Promise<StaleProposal[]>;
  /** Inboxes and teams whose queue opens or closes now: write their rules anew. */
  dueRules(): Promise<Pick<Queue, 'inboxId' | 'teamId'>[]>;
  /** Whose rule in Redis is another than in Postgres. */
  driftedRules(rules: readonly QueueRule[]): Promise<QueueRule[]>;
  /** Compares Redis with what Postgres holds. O(items + agents), in one script of Redis for its side. */
  compare(items: readonly RoutingItem[], agents: readonly RoutingAgent[]): Promise<Drift>;
};

/** Mended in one go; the rest follows with the next sweep. */
const proposalsPerSweep = 200;
const buildAttempts = 5;
const rulesPerSweep = 100;

type Deps = { redis: RoutingRedis; scripts: RoutingScripts; gate: Gate; clock: Clock; log: Logger };

export function createRoutingUpkeep({
  redis,
  scripts,
  gate,
  clock,
  log,
}: Deps): Omit<RoutingUpkeep, 'onNotReady'> {
  async function waitingNames(through: Gate): Promise<string[]> {
    return through((expected) => scripts.waiting([keys.generation, keys.fronts], [expected]));
  }

  /** False when somebody else has built it. */
  async function tryBuild(write: (writes: RoutingWrites) => Promise<void>): Promise<void> {
    const generation = `building:${randomUUID()}`;
    if ((await scripts.beginBuild(Object.values(keys), [generation])) === 0) return;
    const builder = createBuilderGate(generation);
    await write(createRoutingWrites(scripts, builder, clock));
    await builder((expected) => scripts.finishBuild([keys.generation], [expected]));
  }

  async function build(write: (writes: RoutingWrites) => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await tryBuild(write);
      } catch (error) {
        if (!(error instanceof RoutingNotReady) || attempt === buildAttempts) throw error;
        log.warn({ attempt }, 'Redis was emptied during the rebuild of routing; beginning anew.');
      }
    }
  }

  async function staleProposals(): Promise<StaleProposal[]> {
    const { generation, items, pending } = keys;
    const reply = await gate((expected) =>
      scripts.expired([generation, items, pending], [expected, clock.now(), proposalsPerSweep]),
    );
    return Array.from({ length: reply.length / 3 }, (_, i) => {
      const [itemId = '', epoch, op = ''] = reply.slice(3 * i, 3 * i + 3);
      return { itemId, epoch: Number(epoch), op };
    });
  }

  async function dueRules() {
    const names = await gate((expected) =>
      scripts.due([keys.generation, keys.due], [expected, clock.now(), rulesPerSweep]),
    );
    return names.map(readRuleName);
  }

  async function readRules(names: readonly string[]) {
    const texts = await gate((expected) =>
      scripts.rules([keys.generation, keys.rules], [expected, ...names]),
    );
    return new Map(names.map((name, index) => [name, parseRule(texts[index] ?? '')]));
  }

  async function driftedRules(rules: readonly QueueRule[]): Promise<QueueRule[]> {
    const stored = await readRules(rules.map(ruleName));
    return rules.filter((rule) => stored.get(ruleName(rule))?.revision !== rule.revision);
  }

  async function compare(items: readonly RoutingItem[], agents: readonly RoutingAgent[]): Promise<Drift> {
    const { generation, loads, queues, fronts, members } = keys;
    const read = [generation, keys.items, keys.agents, loads, queues, fronts, members];
    const snapshot = await gate((expected) => scripts.snapshot(read, [expected]));
    const [itemFields, agentFields, loadFields, ...sets] = snapshot;
    const records = new Map([...mapOf(itemFields)].map(([id, json]) => [id, parseRecord(json)]));
    const agentRecords = mapOf(agentFields);
    const rules = await readRules([...new Set(items.map(({ queue }) => ruleName(queue)))]);
    const ruleOf = ({ queue }: RoutingItem) => rules.get(ruleName(queue)) ?? parseRule('');
    return {
      itemIds: driftedItems(records, items, ruleOf),
      loads: driftedLoads(records, items, ruleOf),
      agentIds: driftedAgents(agentRecords, agents),
      isTorn: isTorn({ records, agentRecords, loads: mapOf(loadFields) }, ...sets),
    };
  }

  return {
    build,
    async discard() {
      await redis.del(keys.generation);
    },
    waitingQueues: async () => (await waitingNames(gate)).map(readQueueName),
    staleProposals,
    dueRules,
    driftedRules,
    compare,
  };
}

function driftedItems(
  records: ReadonlyMap<string, ItemRecord>,
  items: readonly RoutingItem[],
  ruleOf: (item: RoutingItem) => RuleRecord,
): string[] {
  const open = new Set(items.map(({ id }) => id));
  const different = items.filter((item) => {
    const record = records.get(item.id);
    return record === undefined || !isSameRouting(record, item, ruleOf(item).agingMs);
  });
  const left = [...records.values()].filter((record) => record.state !== 'gone' && !open.has(record.id));
  return [...different, ...left].map(({ id }) => id);
}

function driftedLoads(
  records: ReadonlyMap<string, ItemRecord>,
  items: readonly RoutingItem[],
  ruleOf: (item: RoutingItem) => RuleRecord,
): Map<string, number> {
  const different = items.filter((item) => {
    const record = records.get(item.id);
    const isHeld = item.state === 'held' && record?.state === 'held';
    return isHeld && record.load !== heldLoad(item, ruleOf(item).idlePercent);
  });
  return new Map(different.map(({ id, revision }) => [id, revision]));
}

function driftedAgents(records: ReadonlyMap<string, string>, agents: readonly RoutingAgent[]): string[] {
  const active = new Set(agents.map(({ id }) => id));
  const different = agents.filter((agent) => records.get(agent.id) !== agentRecord(agent));
  const left = [...records.keys()].filter((id) => !active.has(id));
  return [...different.map(({ id }) => id), ...left];
}

function mapOf(fields: readonly string[]): Map<string, string> {
  const map = new Map<string, string>();
  for (let i = 0; i + 1 < fields.length; i += 2) map.set(fields[i] ?? '', fields[i + 1] ?? '');
  return map;
}
