import { readItemId, type RoutingItem } from '@haven/server/features/routing/item';
import type { Result } from '@haven/shared/result';
import {
  answerAs,
  ask,
  asked,
  type Asked,
  type Command,
  type Kind,
  pick,
  pickOffer,
  resolveAs,
  startAs,
  transferAs,
} from './commands.ts';
import { createAbsences } from './absences.ts';
import { followDue, touchQueues } from './dues.ts';
import { followOwed } from './first-replies.ts';
import { judgeAll, judgeHandOver, judgeStep } from './judge.ts';
import type { Row, Seen } from './look.ts';
import { principalOf, visitorOf } from './place.ts';
import { followPasses } from './passes.ts';
import { type RefereeWorld, skewMs, type Staff } from './referee-world.ts';
import { Violation } from './violation.ts';

/** Plays one story and throws a Violation at the first broken promise. */
export function createStory(world: RefereeWorld) {
  const { reached } = world;
  let pictures: RoutingItem[] = [];
  let lastStart = { visitorId: '', clientMessageId: '', conversationId: '', a: 0, b: 0 };
  /** Rows as they were when something was done to them under their epoch. */
  let done: Row[] = [];

  const isAsked = (kind: Kind): kind is Asked => (asked as readonly Kind[]).includes(kind);

  async function doAsked(kind: Asked, by: number, a: number, b: number): Promise<void> {
    const process = world.process(by);
    const row = kind === 'resolve' || kind === 'transferToAgent' ? pick(rowsWith('assigned'), a) : undefined;
    const outcome = await ask[kind](world, process, a, b);
    if (outcome?.ok === false) reached.refused += 1;
    if (outcome?.ok && row) done = [...done.slice(-20), row];
    if (outcome?.ok && kind === 'handOver') await judgeHandOver(world, pick(world.place.agents, a)?.id);
    if (kind !== 'acceptOffer' && kind !== 'declineOffer') return;
    if (outcome?.ok) reached[kind === 'acceptOffer' ? 'accepted' : 'declined'] += 1;
    else if (outcome && world.disturbed === null)
      throw new Violation('RT8', 'who was asked could not answer', { kind, outcome });
  }

  const rowsWith = (status: string) => world.seen.rows.filter((row) => row.status === status);

  async function start(by: number, a: number, b: number): Promise<void> {
    const { visitorId } = await world.place.newVisitor();
    const clientMessageId: string = crypto.randomUUID();
    const started = await startAs(world, world.process(by), visitorId, clientMessageId, a, b);
    if (!started.ok) throw new Violation('RT13', 'a first conversation was refused', started.error);
    lastStart = { visitorId, clientMessageId, conversationId: started.value.conversation.id, a, b };
  }

  /** The same again: it is answered as before, or refused, and changes nothing. */
  async function duplicate(by: number, a: number, b: number): Promise<void> {
    const isOpen = world.seen.rows.some(({ id }) => id === lastStart.conversationId);
    if (b % 2 === 0 && isOpen) {
      const { visitorId, clientMessageId, conversationId } = lastStart;
      const again = await startAs(
        world,
        world.process(by),
        visitorId,
        clientMessageId,
        lastStart.a,
        lastStart.b,
      );
      if (!again.ok || again.value.conversation.id !== conversationId)
        throw new Violation('MSG4', 'a resend was not answered as the first', again);
      return;
    }
    const row = pick(done, a);
    if (row) await mustRefuse('a repeated operation', await resolveAs(world, world.process(by), row));
  }

  /** What was true once: an epoch that has passed, an agent who no longer holds it. */
  async function stale(by: number, a: number, b: number): Promise<void> {
    const process = world.process(by);
    const row = pick(rowsWith('assigned'), a);
    const queued = pick(rowsWith('queued'), a);
    const agent = pick(world.place.agents, b);
    if (!agent) return;
    const old = row && { ...row, epoch: row.epoch - 1 };
    const way = b % 7;
    if (way === 0 && old)
      await mustRefuse('resolving with an old epoch', await resolveAs(world, process, old));
    if (way === 1 && old) {
      const to = { kind: 'team' as const, id: world.place.teamIds[a % 2] ?? '' };
      await mustRefuse('transferring with an old epoch', await transferAs(world, process, old, to));
    }
    if (way === 2 && queued && queued.epoch > 0) {
      const asking = { conversationId: queued.id, epoch: queued.epoch - 1 };
      await mustRefuse(
        'taking with an old epoch',
        await process.accept.conversation(principalOf(agent), asking),
      );
    }
    if (way === 3 && row && row.assigneeId !== agent.id && !isSpecialistOf(row.id, agent.id)) {
      const asking = { conversationId: row.id, epoch: row.epoch, cause: 'x' };
      const result = await process.endConversation.resolve(principalOf(agent), asking);
      await mustRefuse('resolving what somebody else holds', result);
    }
    const offer = pickOffer(world, a);
    if (way === 5 && offer && offer.agent.id !== agent.id) {
      const result = await process.accept.conversation(principalOf(agent), offer.row);
      await mustRefuse('taking what somebody else is asked for', result);
    }
    if (way === 6 && offer && offer.agent.id !== agent.id) {
      const asking = { conversationId: offer.row.conversationId, caseId: null };
      await mustRefuse(
        'declining for somebody else',
        await process.offers.decline(principalOf(agent), asking),
      );
    }
    if (way === 4 && queued && !isSpecialistOf(queued.id, agent.id))
      await mustRefuse('writing where it waits again', await answerAs(process, queued, agent));
  }

  /** The specialist of its open case may resolve it too. */
  function isSpecialistOf(conversationId: string, agentId: string): boolean {
    return [...world.seen.items.values()].some(
      (item) =>
        item.conversationId === conversationId &&
        readItemId(item.id)?.role === 'specialist' &&
        item.state === 'held' &&
        item.agentId === agentId,
    );
  }

  async function mustRefuse(what: string, result: Result<unknown> | null): Promise<void> {
    if (result?.ok) throw new Violation('RT1', `${what} was accepted`, {});
    reached.refused += 1;
  }

  /** Several ask at once, through both processes; often for the same. */
  async function rush(a: number, b: number, c: number): Promise<void> {
    const kind = pick(['accept', 'start', 'transferToAgent', 'resolve', 'acceptCase', 'leave'] as const, c);
    const together = Array.from({ length: 3 }, (_, i) => {
      const doing = kind ?? 'start';
      const [x, y] = doing === 'start' ? [a + i, b + i] : [a, b + i];
      return ask[i === 2 ? (pick(asked, c) ?? 'start') : doing](world, world.process(i), x, y);
    });
    await Promise.all(together);
  }

  async function kill(a: number, b: number, c: number): Promise<void> {
    const process = world.process(a);
    process.dieAt(1 + (b % 9), a % 2 === 0);
    disturb();
    const kind = pick(asked, c) ?? 'start';
    try {
      if (c % 7 === 0) await process.sweep.mendProposals();
      else if (c % 7 === 1) await process.takeBack.fromGone();
      else if (c % 7 === 2) await followDue(world, process);
      else await ask[kind](world, process, a, b);
    } catch (error) {
      if (!process.isDead()) throw error;
    }
    await process.quiet();
    if (process.isDead()) reached.killed += 1;
    await world.replace(process);
  }

  /** A process stops in the midst of an assignment: Redis has set a slot aside, and the commit is to come. */
  async function freeze(a: number, b: number, c: number): Promise<void> {
    if (world.frozen.length >= 2) return;
    const process = world.process(a);
    process.freezeAtProposal();
    const staff = world.staff();
    const kind = pick(['start', 'start', 'accept', 'transferToAgent', 'resolve'] as const, c) ?? 'start';
    const work = ask[kind](world, process, a, b).then(() => process.quiet());
    const held = await Promise.race([process.frozen, work.then(() => undefined)]);
    if (held) {
      const isAccepted = world.seen.offers.get(held.itemId)?.agentId === held.agentId;
      world.frozen.push({ process, held, staff, work, isAccepted, isReaped: false, isForgotten: false });
      reached.frozen += 1;
    }
    await world.replace(process);
  }

  async function thaw(a: number, b: number, c: number): Promise<Staff | undefined> {
    // Now and then Redis is emptied right before, so that it knows nothing of the slot, and of nobody else.
    if (c % 2 === 0 && world.frozen.length > 0) await others.flush(a, 1, b);
    const frozen = world.frozen.shift();
    if (!frozen) return undefined;
    const { itemId } = frozen.held;
    // What time has set free since is given out first, so that a change comes from the frozen one.
    await touchQueues(world, world.process(0));
    const before = await world.records.item(itemId);
    frozen.process.thaw();
    await frozen.work;
    await world.quiet();
    const now = await world.records.item(itemId);
    if (frozen.isReaped) reached.late += 1;
    // Refused, it goes on with what it was about, and may decide for the same anew: that is judged as any other decision.
    const isOfOld = before !== null && now?.epoch !== before.epoch && !frozen.process.hasDecidedAnew(itemId);
    if (frozen.isReaped && !frozen.isForgotten && world.disturbed === null && isOfOld)
      throw new Violation('RT1', 'a frozen process gave away what was no longer its to give', {
        before,
        now,
      });
    const decided = { itemId, isAccepted: frozen.isAccepted };
    const staff = { ...frozen.staff, decided };
    return frozen.isForgotten ? withOneMore(staff, frozen.held.agentId) : staff;
  }

  /** The one chat above capacity that a transfer may be which was being committed while routing was rebuilt. */
  function withOneMore(staff: Staff, agentId: string): Staff {
    return withCapacity(staff, agentId, (staff.agents.get(agentId)?.capacity ?? 0) + 1);
  }

  function withCapacity(staff: Staff, agentId: string, capacity: number): Staff {
    const agent = staff.agents.get(agentId);
    if (!agent) return staff;
    return { ...staff, agents: new Map([...staff.agents, [agentId, { ...agent, capacity }]]) };
  }

  /** The slot stays while the agent is allowed more meanwhile, and is given it: what they hold then was within that. */
  function followRoom(frozen: (typeof world.frozen)[number]): void {
    const { agentId } = frozen.held;
    const [then = 0, now = 0] = [frozen.staff, world.seen].map(({ agents }) => agents.get(agentId)?.capacity);
    if (now > then) frozen.staff = withCapacity(frozen.staff, agentId, now);
  }

  function disturb(): void {
    world.disturbed ??= [];
    world.disturbed.push(world.staff());
  }

  async function sweep(by: number): Promise<void> {
    const process = world.process(by);
    const isHealthy = world.isHealthy();
    const mended = (await process.sweep.mendProposals()) + (isHealthy ? await process.sweep.mendDrift() : 0);
    if (isHealthy && mended !== 0) throw new Violation('RT17', 'a healthy system was mended', mended);
    reached.mended += mended;
  }

  async function heal(): Promise<void> {
    while (world.frozen.length > 0) await step({ kind: 'thaw', a: 0, b: 0, c: 0 });
    await mend();
  }

  /** Mends what the dead have left and gives back what the frozen hold; then everything is judged. */
  async function mend(): Promise<Staff[]> {
    // Until every slot has expired, by the clock that is behind.
    world.pass(6_000 + skewMs);
    const process = world.process(0);
    disturb();
    await world.beat(process);
    reached.mended += await process.sweep.mendProposals();
    await followDue(world, process);
    await touchQueues(world, process);
    reached.mended += await process.sweep.mendDrift();
    await world.quiet();
    await settleStep(world.seen, []);
    // The step is judged once more when it ends, and some of it was given by what Redis knew until it was mended.
    const past = world.disturbed ?? [];
    world.disturbed = null;
    for (const [agentId, { until }] of world.warmUps)
      if (until <= world.clock.now()) world.warmUps.delete(agentId);
    for (const frozen of world.frozen) frozen.isReaped = true;
    await settleStep(world.seen, []);
    await judgeAll(world);
    return past.map((staff) => ({ ...staff, isTorn: true as const }));
  }

  const others: Record<Exclude<Kind, Asked>, (a: number, b: number, c: number) => Promise<unknown>> = {
    async close(a) {
      const row = pick(rowsWith('resolved'), a);
      if (row)
        await world.process(a).endConversation.close(visitorOf(world.place.inboxId, row.visitorId), row.id);
    },
    duplicate,
    stale,
    async latePicture(a, b) {
      const picture = pick(pictures, a);
      const { routing, dispatch } = world.process(b);
      if (picture) await dispatch.dispatchAfter([await routing.project(picture)]);
    },
    beat: (a) => world.beat(world.process(a)),
    async silence(a, b) {
      const agent = pick(world.place.agents, a);
      if (!agent) return;
      if (b % 2 === 0) world.beating.delete(agent.id);
      else {
        world.beating.add(agent.id);
        await world.beat(world.process(b), [agent.id]);
      }
    },
    async loseSocket(a, b) {
      const agent = pick(world.place.agents, a);
      if (!agent) return;
      await world.loseSocket(world.process(b), agent.id);
    },
    ...createAbsences(world),
    async pass(a, b) {
      world.pass(b % 5 === 0 ? a * 20 : Math.floor(a / 2));
      if (b % 3 > 0) await world.beat(world.process(a));
    },
    async jump(a, b) {
      world.pass((1 + (a % 30)) * 3_600_000 + b);
      // Nothing arrives so late: Redis forgets after an hour what was gone.
      pictures = [];
      reached.jumped += 1;
      if (b % 2 === 0) await world.beat(world.process(a));
    },
    due: (a) => followDue(world, world.process(a)),
    sweep,
    mend,
    rush,
    kill,
    freeze,
    thaw,
    async flush(a, b) {
      await world.engines.flush();
      for (const frozen of world.frozen)
        Object.assign(frozen, {
          isReaped: true,
          isForgotten: frozen.isForgotten || world.seen.items.get(frozen.held.itemId)?.state === 'held',
        });
      world.forgetLeases();
      await world.process(a).routing.waitingQueues();
      // Whoever beats is back at once; who does not finds out who was counted on.
      if (b % 2 === 0) await world.beat(world.process(a));
      // What is gone is forgotten too, so that a picture from before would look new until the next comparison.
      pictures = [];
      reached.rebuilt += 1;
    },
  };

  async function step({ kind, a, b, c }: Command): Promise<void> {
    const before = world.seen;
    const staff = [world.staff()];
    world.taken.clear();
    if (kind === 'start') await start(c, a, b);
    else if (isAsked(kind)) await doAsked(kind, c, a, b);
    else {
      const past = await others[kind](a, b, c);
      if (past) staff.push(...[past as Staff | Staff[]].flat());
    }
    await world.quiet();
    await settleStep(before, staff);
  }

  async function settleStep(before: Seen, staff: readonly Staff[]): Promise<void> {
    world.seen = await world.look();
    followOwed(world, world.seen);
    followPasses(world, before);
    world.disturbed?.push(world.staff());
    world.frozen.forEach(followRoom);
    for (const item of world.seen.items.values()) {
      const earlier = before.items.get(item.id);
      if (earlier?.revision !== item.revision) pictures = [...pictures.slice(-30), item];
      if (item.state === 'held' && earlier?.agentId !== item.agentId) reached.assigned += 1;
    }
    await judgeStep(world, before, [...staff, world.staff(), ...(world.disturbed ?? [])]);
  }

  return { step, heal };
}
