import { followOwed, judgeFirstReplies } from './first-replies.ts';
import { pick } from './commands.ts';
import { clockSkewMs, judgeTakeBack } from './judge.ts';
import { firstReplySeconds, relaxing } from './place.ts';
import { judgeRelaxing } from './relaxing.ts';
import { graceMs, leaseMs, type RefereeWorld, skewMs, type Staff } from './referee-world.ts';

/** Shorter than a lease, so that everybody else is heard. */
const stepMs = leaseMs - skewMs - 1_000;

/** So few, so that it matters. */
const [warmUpMs, warmUpChats] = [60_000, 1];

/** Who is not there, does not begin, or comes back, and what becomes of what they hold. */
export function createAbsences(world: RefereeWorld) {
  const { reached } = world;

  /** One look for who is gone, and what they leave behind. */
  async function takeBack(by: number): Promise<Staff> {
    const process = world.process(by);
    const staff = world.staff();
    const before = await world.look();
    await process.takeBack.fromGone();
    const after = await world.look();
    reached.takenBack += await judgeTakeBack(world, before, after, staff, process.clock.now());
    await world.quiet();
    return staff;
  }

  /** Somebody signs in; it counts when they were not there. */
  async function warmUp(a: number, b: number): Promise<void> {
    const agent = pick(world.place.agents, a);
    if (!agent) return;
    const process = world.process(b);
    await process.routing.warmUp(agent.id, warmUpMs, warmUpChats);
    const now = process.clock.now();
    const leftMs = (world.leases.get(agent.id) ?? 0) - now;
    if (leftMs > clockSkewMs) return;
    // In that very moment nobody knows whether they were still there.
    const left = leftMs > -clockSkewMs ? Number.POSITIVE_INFINITY : warmUpChats;
    world.warmUps.set(agent.id, { until: now + warmUpMs, left });
    world.beating.add(agent.id);
    await world.beat(process, [agent.id]);
  }

  /** One look for who owes a first reply, after some time in which everybody is heard. */
  async function noReply(a: number, b: number): Promise<Staff> {
    // About as long as is allowed, so that some have time left.
    world.pass(firstReplySeconds * 800 + b * 5);
    await world.beat(world.process(a));
    await world.quiet();
    const process = world.process(b);
    const staff = world.staff();
    const before = await world.look();
    followOwed(world, before);
    await process.takeBack.fromSilent();
    reached.unreplied += judgeFirstReplies(world, before, await world.look(), process.clock.now());
    await world.quiet();
    return staff;
  }

  /** Somebody is not heard of for longer than lease and grace, while everybody else is. */
  async function stayAway(a: number, b: number): Promise<Staff[]> {
    const agent = pick(world.place.agents, a);
    if (agent) world.beating.delete(agent.id);
    const moments: Staff[] = [];
    for (let passed = 0; passed <= leaseMs + graceMs; passed += stepMs) {
      world.pass(stepMs);
      await world.beat(world.process(b));
      moments.push(await takeBack(a + passed), world.staff());
    }
    return moments;
  }

  /** Two look at once for who has waited long enough to ask for less, after some time in which everybody is heard. */
  async function relax(a: number, b: number): Promise<Staff> {
    world.pass(relaxing.relaxLanguageSeconds * 400 + b * 30);
    await world.beat(world.process(a));
    await world.quiet();
    const staff = world.staff();
    await Promise.all([world.process(0).relax.pass(), world.process(1).relax.pass()]);
    // A chat that is due for two steps takes one each time.
    await world.process(b).relax.pass();
    await judgeRelaxing(world);
    await world.quiet();
    return staff;
  }

  return { takeBack, stayAway, noReply, warmUp, relax };
}
