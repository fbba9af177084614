import type { Clock } from '../../clock.ts';
import type { RoutingAgent } from './agent.ts';
import type { Gate } from './gate.ts';
import { type Queue, queueOf, type RoutingItem } from './item.ts';
import { keys, presenceKeys, queueKey, queueName, readQueueName, teamKey } from './keys.ts';
import { agentRecord, parseAgentRecord, parseRecord, recordOf } from './record.ts';
import { defaultRuleText, type QueueRule, ruleName, ruleText } from './rule.ts';
import { refusal, type RoutingScripts } from './scripts.redis.ts';
import { seenResolutionMs, tombstoneMs } from './tuning.ts';

/** What a change made possible: which queues have changed, and who has room again. */
export type Projected = { isChanged: boolean; queues: Queue[]; freedAgentIds: string[] };

/** What mirrors Postgres. A rebuild uses the same functions behind a gate of its own. */
export type RoutingWrites = {
  /** Brings one item up to date; older pictures are ignored. Settles the proposal `op`, when given. O(log queue). */
  project(item: RoutingItem, op?: string): Promise<Projected>;
  /** Stores what routing knows of an agent. True when something changed. O(teams). */
  setAgent(agent: RoutingAgent): Promise<boolean>;
  removeAgent(agentId: string): Promise<void>;
  /** Stores how queues are run, unless a newer rule is stored; what waits there has to be projected again. */
  setRule(rule: QueueRule): Promise<void>;
};

export function createRoutingWrites(scripts: RoutingScripts, gate: Gate, clock: Clock): RoutingWrites {
  async function project(item: RoutingItem, op = ''): Promise<Projected> {
    const name = queueName(queueOf(item));
    const json = JSON.stringify(recordOf(item));
    const { generation, items, loads, pending, tombstones, waiting, told, rules, offers, stirred } = keys;
    const fixed = [generation, items, loads, pending, tombstones, waiting, told, queueKey(name)];

    // Almost always the item is in the queue that its row names, so the other one is looked up only when it isn't.
    for (let previous = name; ; previous = await storedQueue(item.id, name)) {
      const reply = await gate((expected) =>
        scripts.project(
          [...fixed, queueKey(previous), rules, offers, stirred],
          [
            expected,
            clock.now(),
            item.id,
            json,
            name,
            previous,
            clock.now() + tombstoneMs,
            op,
            defaultRuleText,
          ],
        ),
      );
      if (reply !== refusal.moved) return readProjected(reply);
    }
  }

  async function storedQueue(itemId: string, fallback: string): Promise<string> {
    const record = await gate((expected) =>
      scripts.readItem([keys.generation, keys.items], [expected, itemId]),
    );
    return record === '' ? fallback : parseRecord(record).queue;
  }

  async function storeAgent(agentId: string, agent: RoutingAgent | undefined): Promise<boolean> {
    const record = agent ? agentRecord(agent) : '';
    const { generation, agents, leases, lastAssigned, beats, warmUps, stirred } = keys;
    for (;;) {
      const stored = await readAgent(agentId);
      const wanted = new Set(agent?.teamIds);
      const known = stored === '' ? [] : parseAgentRecord(stored).teamIds;
      const teamIds = [...new Set([...wanted, ...known])];
      const reply = await gate((expected) =>
        scripts.setAgent(
          [generation, agents, leases, lastAssigned, beats, warmUps, stirred, ...teamIds.map(teamKey)],
          [
            expected,
            agentId,
            stored,
            record,
            agent?.lastAssignedAt ?? '',
            leftAt(agent?.lastSeenAt, clock.now()) ?? '',
            ...teamIds.map((teamId) => (wanted.has(teamId) ? 1 : 0)),
          ],
        ),
      );
      if (reply !== refusal.moved) return reply === 1;
    }
  }

  async function readAgent(agentId: string): Promise<string> {
    const [record] = await gate((expected) => scripts.presence(presenceKeys, [expected, agentId]));
    return record ?? '';
  }

  return {
    project,
    setAgent: (agent) => storeAgent(agent.id, agent),
    async removeAgent(agentId) {
      await storeAgent(agentId, undefined);
    },
    async setRule(rule) {
      const { text, dueAt } = ruleText(rule, clock.now());
      const { generation, rules, due } = keys;
      await gate((expected) =>
        scripts.setRule(
          [generation, rules, due],
          [expected, ruleName(rule), rule.revision, text, dueAt ?? ''],
        ),
      );
    },
  };
}

/** When an agent whose presence was forgotten counts as having left. */
function leftAt(seenAt: number | undefined, now: number): number | undefined {
  return seenAt !== undefined && now - seenAt < seenResolutionMs ? now : seenAt;
}

function readProjected([changed, ...names]: [number, ...string[]]): Projected {
  const end = names.indexOf('');
  return {
    isChanged: changed === 1,
    queues: names.slice(0, end).map(readQueueName),
    freedAgentIds: names.slice(end + 1),
  };
}
