import type { ModelProcess } from './model-process.ts';
import { changesBetween } from './opening.ts';
import { endPasses, notePass } from './passes.ts';
import type { RefereeWorld } from './referee-world.ts';
import { Violation } from './violation.ts';

/** What time alone brings, as each process looks for it every second: queues that open or close, offers that end. */
export async function followDue(world: RefereeWorld, process: ModelProcess): Promise<void> {
  const now = world.clock.now();
  const hasChanged = [...world.seen.rules.values()].some((settings) =>
    changesBetween(settings, world.followedAt, now),
  );
  world.reached.opened += await process.sweep.followHours();
  await endOffers(world, process);
  // Who came just then may have been told that it is closed by a process whose clock is behind.
  if (hasChanged) await touchQueues(world, process);
  [world.followedBefore, world.followedAt] = [world.followedAt, now];
}

/** RT8: an offer ends when its time is over, and whoever let it pass is not asked again for a while. */
async function endOffers(world: RefereeWorld, { dispatch, clock }: ModelProcess): Promise<void> {
  const now = clock.now();
  const due = [...world.seen.offers].filter(([, { until }]) => until <= now);
  const ended = await dispatch.expireOffers();
  if (world.disturbed === null && ended < due.length)
    throw new Violation('RT8', 'an offer has not ended in time', { due, now, ended });
  for (const [itemId, { agentId }] of due) notePass(world, itemId, agentId, now);
  world.reached.timedOut += ended;
}

/** As every few seconds: an exclusion or a warm-up that ends is no event. */
export async function touchQueues(world: RefereeWorld, { dispatch }: ModelProcess): Promise<void> {
  await dispatch.dispatchAll();
  await world.quiet();
  endPasses(world);
}
