import type { RedisClient } from '../../storage/redis/client.ts';
import { defineScript, type RunScript, type ScriptArgument } from '../../storage/redis/define-scripts.ts';

export type RoutingRedis = RedisClient;

/** What scripts return instead of a value. */
export const refusal = {
  notReady: -1,
  moved: -2,
  unknown: -3,
  pending: -4,
  held: -5,
  notInTeam: -6,
  wrongLanguage: -7,
  away: -8,
  absent: -9,
  full: -10,
  missingSkill: -11,
} as const;

type NotReady = typeof refusal.notReady;
type Snapshot = [
  items: string[],
  agents: string[],
  loads: string[],
  waiting: string[],
  fronts: string[],
  members: string[],
];
/** Every script's first argument is the generation that it expects. */
type Args = readonly [generation: string, ...rest: ScriptArgument[]];

export type RoutingScripts = ReturnType<typeof createRoutingScripts>;

/** The scripts of lua/, one typed function each; their headers say what keys, arguments and replies mean. */
export function createRoutingScripts(redis: RoutingRedis) {
  function script<Reply>(name: string, keys: number | 'n'): RunScript<Args, Reply> {
    return defineScript<Args, Reply>(redis, { name, file: `features/routing/lua/${name}-${keys}.lua`, keys });
  }

  return {
    project: script<[changed: number, ...names: string[]] | NotReady>('project', 11),
    propose: script<string | null | NotReady>('propose', 19),
    proposeTo: script<string | number>('propose-to', 12),
    endOffer: script<[agentId: string, conversationId: string, queue: string] | number>('end-offer', 7),
    setRule: script<0 | 1 | NotReady>('set-rule', 3),
    rules: script<string[] | NotReady>('rules', 2),
    due: script<string[] | NotReady>('due', 2),
    setAgent: script<number>('set-agent', 8),
    renewLease: script<number>('renew-lease', 5),
    dropLease: script<1 | NotReady>('drop-lease', 4),
    warmUp: script<0 | 1 | NotReady>('warm-up', 3),
    gone: script<string[] | NotReady>('gone', 5),
    presence: script<string[] | NotReady>('presence', 7),
    served: script<0 | 1 | NotReady>('served', 4),
    line: script<string[] | NotReady>('line', 6),
    tell: script<string[] | NotReady>('tell', 2),
    pace: script<string[] | NotReady>('pace', 5),
    readItem: script<string | NotReady>('read-item', 2),
    waiting: script<string[] | NotReady>('waiting', 2),
    expired: script<string[] | NotReady>('expired', 3),
    snapshot: script<Snapshot | NotReady>('snapshot', 7),
    beginBuild: script<0 | 1>('begin-build', 'n'),
    finishBuild: script<1 | NotReady>('finish-build', 1),
  };
}
