import { followOwed, judgeFirstReplies } from './first-replies.ts';
import { pick } from './commands.ts';
import { judgeTakeBack } from './judge.ts';
import { firstReplySeconds, relaxing } from './place.ts';
import { judgeRelaxing } from './relaxing.ts';
import { graceMs, leaseMs, type RefereeWorld, type Staff } from './referee-world.ts';

/** So few, so that it matters. */
const [warmUpMs, warmUpChats] = [60_000, 1];

/** Who is not there, does not begin, or comes back, and what becomes of what they hold. */
export function createAbsences(world: RefereeWorld, reached: { takenBack: number; unreplied: number }) {
  /** One look for who is gone, and what they leave behind. */
  async function takeBack(by: number): Promise<Staff> {
    const staff = world.staff();
    const before = await world.look();
    await world.process(by).takeBack.fromGone();
    const after = await world.look();
    reached.takenBack += await judgeTakeBack(world, before, after, staff);
    await world.quiet();
    return staff;
  }

  /** Somebody signs in; it counts when they were not there. */
  async function warmUp(a: number, b: number): Promise<void> {
    const agent = pick(world.place.agents, a);
    if (!agent) return;
    await world.process(b).routing.warmUp(agent.id, warmUpMs, warmUpChats);
    if ((world.leases.get(agent.id) ?? 0) > world.clock.now()) return;
    world.warmUps.set(agent.id, { until: world.clock.now() + warmUpMs, left: warmUpChats });
    world.beating.add(agent.id);
    await world.beat(world.process(b), [agent.id]);
  }

  /** One look for who owes a first reply, after some time in which everybody is heard. */
  async function noReply(a: number, b: number): Promise<Staff> {
    // About as long as is allowed, so that some have time left.
    world.pass(firstReplySeconds * 800 + b * 5);
    await world.beat(world.process(a));
    await world.quiet();
    const staff = world.staff();
    const before = await world.look();
    followOwed(world, before);
    await world.process(b).takeBack.fromSilent();
    reached.unreplied += judgeFirstReplies(world, before, await world.look());
    await world.quiet();
    return staff;
  }

  /** Somebody is not heard of for longer than lease and grace, while everybody else is. */
  async function stayAway(a: number, b: number): Promise<Staff[]> {
    const agent = pick(world.place.agents, a);
    if (agent) world.beating.delete(agent.id);
    const moments: Staff[] = [];
    for (let passed = 0; passed <= leaseMs + graceMs; passed += 10_000) {
      world.pass(10_000);
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
