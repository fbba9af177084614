import type { RoutingItem } from '@haven/server/features/routing/item';
import { passMs } from '@haven/server/features/routing/tuning';
import type { Seen } from './look.ts';
import { type Passes, type RefereeWorld, skewMs } from './referee-world.ts';

/** An agent has let an offer pass at `now`: for a while they are not asked again (RT8). */
export function notePass(world: RefereeWorld, itemId: string, agentId: string, now: number): void {
  const passes = passesOf(world, itemId);
  passes?.by.set(agentId, { surelyUntil: now + passMs, perhapsUntil: now + passMs });
}

function passesOf({ seen, declined }: RefereeWorld, itemId: string): Passes | undefined {
  const epoch = seen.items.get(itemId)?.epoch;
  const known = declined.get(itemId);
  if (epoch === undefined || known?.epoch === epoch) return known;
  if (known) {
    passUnclear(known, epoch);
    return known;
  }
  const passes: Passes = { epoch, by: new Map() };
  declined.set(itemId, passes);
  return passes;
}

/** After each step: what was offered and is no more may have been let pass, also by who died in the midst of it. */
export function followPasses(world: RefereeWorld, before: Seen): void {
  for (const [itemId, { op, agentId }] of before.offers) {
    if (world.seen.offers.get(itemId)?.op === op) continue;
    const passes = passesOf(world, itemId);
    const surelyUntil = passes?.by.get(agentId)?.surelyUntil ?? 0;
    passes?.by.set(agentId, { surelyUntil, perhapsUntil: world.clock.now() + passMs });
  }
  for (const [itemId, passes] of world.declined) {
    const item = world.seen.items.get(itemId);
    if (item?.state !== 'queued') world.declined.delete(itemId);
    else if (item.epoch !== passes.epoch) passUnclear(passes, item.epoch);
  }
}

/** A fence keeps who has let it pass, and who had it in between did not: nobody knows which it was. */
function passUnclear(passes: Passes, epoch: number): void {
  passes.epoch = epoch;
  for (const pass of passes.by.values()) pass.surelyUntil = 0;
}

/** After every queue was looked at: the end of an exclusion is no event. */
export function endPasses({ declined, clock }: RefereeWorld): void {
  for (const { by } of declined.values())
    for (const [agentId, { perhapsUntil }] of by) if (perhapsUntil + skewMs < clock.now()) by.delete(agentId);
}

/** Whether routing may not give it to this agent, or perhaps not. */
export function mayBePassedBy(
  { passed, declined }: RefereeWorld,
  { id, epoch, conversationId }: RoutingItem,
  agentId: string,
): boolean {
  if (passed.get(conversationId)?.agentId === agentId) return true;
  const passes = declined.get(id);
  return passes?.epoch === epoch && passes.by.has(agentId);
}

/** Whether the agent had surely let an offer of it pass at that moment, by every process's clock. */
export function isDeclinedBy(
  { declined }: RefereeWorld,
  { id, epoch }: RoutingItem,
  agentId: string,
  at: number,
): boolean {
  const passes = declined.get(id);
  return passes?.epoch === epoch && at + skewMs < (passes.by.get(agentId)?.surelyUntil ?? 0);
}
