import type { Clock } from '../../clock.ts';
import type { RoutingAgent } from './agent.ts';
import type { Gate } from './gate.ts';
import type { Queue, RoutingItem } from './item.ts';
import { keys, readQueueName } from './keys.ts';
import { agentRecord, recordOf } from './record.ts';
import { defaultRuleText, type QueueRule, ruleName, ruleText } from './rule.ts';
import type { RoutingScripts } from './scripts.redis.ts';
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
    const { generation, items, queues, fronts, loads, pending, tombstones, told, rules, offers, stirred } =
      keys;
    const now = clock.now();
    const reply = await gate((expected) =>
      scripts.project(
        [generation, items, queues, fronts, loads, pending, tombstones, told, rules, offers, stirred],
        [expected, now, item.id, JSON.stringify(recordOf(item)), now + tombstoneMs, op, defaultRuleText],
      ),
    );
    return readProjected(reply);
  }

  async function storeAgent(agentId: string, agent: RoutingAgent | undefined): Promise<boolean> {
    const { generation, agents, leases, lastAssigned, beats, warmUps, stirred, members } = keys;
    const reply = await gate((expected) =>
      scripts.setAgent(
        [generation, agents, leases, lastAssigned, beats, warmUps, stirred, members],
        [
          expected,
          agentId,
          agent ? agentRecord(agent) : '',
          agent?.lastAssignedAt ?? '',
          leftAt(agent?.lastSeenAt, clock.now()) ?? '',
        ],
      ),
    );
    return reply === 1;
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
