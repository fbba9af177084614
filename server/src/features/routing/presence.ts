import { randomUUID } from 'node:crypto';
import type { Language } from '@haven/shared/language';
import type { Clock } from '../../clock.ts';
import type { Presence } from './agent.ts';
import type { Gate } from './gate.ts';
import { keys, presenceKeys } from './keys.ts';
import { parseAgentRecord } from './record.ts';
import { refusal, type RoutingScripts } from './scripts.redis.ts';

/** `returned`: was absent until now, so there is something to dispatch. */
export type LeaseRenewal = 'renewed' | 'returned' | 'unknown_agent';

/** Who is there (RT9): a lease that a live socket renews, apart from the intent that the agent set. */
export type RoutingPresence = {
  /** Called every few seconds for each agent with a socket, and at once when one connects. */
  renewLease(agentId: string): Promise<LeaseRenewal>;
  /**
   * The agent's last socket of this process is gone. Without one on another process: no new work from now on, and the
   * grace begins.
   */
  dropLease(agentId: string): Promise<void>;
  /** The agent signs in: after an absence they are given `chats` in the first `ms` and no more (RT10). */
  warmUp(agentId: string, ms: number, chats: number): Promise<void>;
  /** Unknown agents are left out. O(agents asked). */
  presence(agentIds: readonly string[]): Promise<Map<string, Presence>>;
  /** Since how many milliseconds the agent has no socket; null when present, or not seen since the last rebuild. */
  goneFor(agentId: string): Promise<number | null>;
  /**
   * Who holds something and stayed away past the grace, and at once whose account was disabled. Ask at least every second: where
   * nobody asked for as long as a lease lasts, heartbeats may have been lost too, and everybody has the grace anew.
   * O(agents who hold something).
   */
  goneAgents(): Promise<string[]>;
  /**
   * Whether anybody of these teams with these skills takes chats in this language, or null: in any; with room or
   * without. A lost socket counts until its grace ends: a visitor is not sent away for a tunnel. O(members of the teams).
   */
  serves(teamIds: readonly string[], language: Language | null, skills?: readonly string[]): Promise<boolean>;
};

type Deps = { scripts: RoutingScripts; gate: Gate; clock: Clock; leaseMs: number; graceMs: number };

export function createRoutingPresence({ scripts, gate, clock, leaseMs, graceMs }: Deps): RoutingPresence {
  const { generation, agents, leases, loads, beats, watch, warmUps, stirred, members } = keys;
  /** Of this process: sockets of one agent may be at several. */
  const processId = randomUUID();

  function read(agentIds: readonly string[]): Promise<string[]> {
    return gate((expected) => scripts.presence(presenceKeys, [expected, ...agentIds]));
  }

  return {
    async renewLease(agentId) {
      const now = clock.now();
      const reply = await gate((expected) =>
        scripts.renewLease(
          [generation, agents, leases, beats, stirred],
          [expected, now, agentId, now + leaseMs, processId],
        ),
      );
      if (reply === refusal.unknown) return 'unknown_agent';
      return reply === 1 ? 'returned' : 'renewed';
    },

    async dropLease(agentId) {
      await gate((expected) =>
        scripts.dropLease([generation, leases, beats, stirred], [expected, clock.now(), agentId, processId]),
      );
    },

    async warmUp(agentId, ms, chats) {
      const now = clock.now();
      await gate((expected) =>
        scripts.warmUp([generation, leases, warmUps], [expected, now, agentId, now + ms, chats]),
      );
    },

    async presence(agentIds) {
      const reply = await read(agentIds);
      const found = new Map<string, Presence>();
      for (const [index, agentId] of agentIds.entries()) {
        const [record, lease, load, warmUp = '', reservedFor = ''] = reply.slice(index * 5, index * 5 + 5);
        if (!record) continue;
        const present = Number(lease) > clock.now();
        const [until, left] = warmUp.split('|');
        const isWarmingUp = Number(until) > clock.now() && Number(left) <= 0;
        found.set(agentId, {
          ...parseAgentRecord(record),
          load: Number(load) / 100,
          present,
          isWarmingUp,
          reservedFor,
        });
      }
      return found;
    },

    async goneFor(agentId) {
      const [, lease] = await read([agentId]);
      if (!lease || Number(lease) > clock.now()) return null;
      return clock.now() - Number(lease);
    },

    goneAgents: () =>
      gate((expected) =>
        scripts.gone([generation, agents, leases, loads, watch], [expected, clock.now(), graceMs, leaseMs]),
      ),

    async serves(teamIds, language, skills = []) {
      const since = clock.now() - graceMs;
      const reply = await gate((expected) =>
        scripts.served(
          [generation, agents, leases, members],
          [expected, since, language ?? '', skills.join(','), ...teamIds],
        ),
      );
      return reply === 1;
    },
  };
}
