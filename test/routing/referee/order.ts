import type { RoutingAgent } from '@haven/server/features/routing/agent';
import { type Queue, queueOf, type RoutingItem } from '@haven/server/features/routing/item';
import { queueName } from '@haven/server/features/routing/keys';
import { defaultQueueSettings } from '@haven/shared/queue';
import { evidenceOf } from './evidence.ts';
import type { Seen } from './look.ts';
import { changesBetween, isOpenAt } from './opening.ts';
import { mayBePassedBy } from './passes.ts';
import { type RefereeWorld, skewMs, type Staff } from './referee-world.ts';
import { Violation } from './violation.ts';

/** RT3: nobody who waited before, still does and could have had this agent all the time, stood in front of it. */
export async function judgeOrder(
  world: RefereeWorld,
  item: RoutingItem,
  before: Seen,
  versions: readonly Staff[],
): Promise<void> {
  const agentId = item.agentId ?? '';
  const waits = (id: string, state: string | undefined, at: Seen) => state === 'queued' && !at.offers.has(id);
  const isForThem = (queue: Queue) =>
    versions.every((version) => {
      const agent = version.agents.get(agentId);
      return agent !== undefined && isOfQueue(agent, queue) && isGivenOut(world, version, queue);
    });
  const passed = [...world.seen.items.values()].find((other) => {
    const earlier = before.items.get(other.id);
    if (!earlier || earlier.epoch !== other.epoch) return false;
    const hasWaited = waits(other.id, earlier.state, before) && waits(other.id, other.state, world.seen);
    const isInFront = scoreOf(other) < scoreOf(item) && scoreOf(earlier) < scoreOf(item);
    const isSame = queueName(queueOf(other)) === queueName(queueOf(earlier));
    if (!hasWaited || !isInFront || !isSame || !isForThem(queueOf(other))) return false;
    // What this agent let pass was not for them.
    return !mayBePassedBy(world, other, agentId);
  });
  if (!passed) return;
  const evidence = await evidenceOf(world, agentId, passed.id);
  throw new Violation('RT3', 'given out of order', { item, passed, evidence });
}

/** Whether routing gives out what waits in a queue then, by every process's clock, and knows of it: nobody looks for hours in between. */
function isGivenOut({ followedBefore, clock }: RefereeWorld, { rules, at }: Staff, queue: Queue): boolean {
  const settings = rules.get(queue.teamId) ?? defaultQueueSettings;
  const isOpen = isOpenAt(settings, at) && isOpenAt(settings, at + skewMs);
  const isKnown = !changesBetween(settings, followedBefore, clock.now() + skewMs);
  return settings.mode !== 'manual' && isOpen && isKnown;
}

/** Every queue of the model ages as usual. */
function scoreOf({ enqueuedAt, band }: RoutingItem): number {
  return enqueuedAt - band * defaultQueueSettings.agingMinutes * 60_000;
}

/** RT4, as far as neither time nor load matters. */
export function isOfQueue(agent: RoutingAgent, queue: Queue): boolean {
  const isUnderstood = queue.isAnyLanguage === true || agent.languages.includes(queue.language);
  const isAble = (queue.skills ?? []).every((skill) => agent.skills?.includes(skill));
  return agent.teamIds.includes(queue.teamId) && isUnderstood && isAble;
}
