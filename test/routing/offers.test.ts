import type { QueueSettings } from '@haven/shared/queue';
import { minute, openRoutingWorlds, type RoutingWorld } from './routing-world.ts';

const createWorld = openRoutingWorlds();

/** A world whose queue offers for twenty seconds. */
async function createOffering(settings: Partial<QueueSettings> = {}) {
  const world = await createWorld();
  await world.dispatch.ruleChanged(world.ledger.configure(world.english, { mode: 'offer', ...settings }));
  return world;
}

async function enqueue(world: RoutingWorld, more: Parameters<typeof world.ledger.enqueue>[1] = {}) {
  const item = world.ledger.enqueue(world.english, more);
  await world.follow(item);
  return item;
}

async function pass(world: RoutingWorld, ms: number): Promise<void> {
  world.pass(ms);
  for (const id of world.ledger.agents.keys()) await world.routing.renewLease(id);
}

const asked = ({ offered }: RoutingWorld) =>
  offered.filter(({ ended }) => ended === undefined).map(({ agentId }) => agentId);

test('[RT8] an agent is asked first, and has it once they accept; the reason is the one of the offer', async () => {
  const world = await createOffering();
  await world.agent('anna');
  const item = await enqueue(world);
  expect(world.offered).toEqual([{ agentId: 'anna', conversationId: item.conversationId }]);
  expect(await world.ledger.item(item.id)).toMatchObject({ state: 'queued', epoch: 0 });
  expect(await world.load('anna')).toBe(1);
  expect(await world.routing.offersOf('anna')).toEqual([
    {
      itemId: item.id,
      conversationId: item.conversationId,
      epoch: 0,
      offeredUntil: world.clock.now() + 20_000,
    },
  ]);
  expect(await world.routing.place(item.id)).toEqual({ mode: 'live', position: 1 });

  const reasons: string[] = [];
  world.committing.now = async (proposal) => {
    reasons.push(proposal.reason.rule);
    return world.ledger.commit(proposal);
  };
  expect(await world.dispatch.takeByHand(item, 'anna')).toBe('assigned');
  expect(reasons).toEqual(['least_load']);
  expect(world.ledger.heldBy('anna')).toHaveLength(1);
  expect(await world.load('anna')).toBe(1);
  expect(await world.routing.offersOf('anna')).toEqual([]);
  await pass(world, minute);
  expect(await world.dispatch.expireOffers()).toBe(0);
  expect(await world.sweep.mendDrift()).toBe(0);
});

test('[RT8] what is declined goes to the next at once, in its old place, and not to who had it', async () => {
  const world = await createOffering();
  for (const id of ['anna', 'ben']) await world.agent(id);
  const first = await enqueue(world);
  world.pass(1_000);
  const second = await enqueue(world);
  world.pass(1_000);
  await enqueue(world);
  expect(await world.dispatch.declineOffer(first.id, 'ben')).toBe(false);
  expect(await world.dispatch.declineOffer(second.id, 'ben')).toBe(true);
  await world.dispatch.idle();
  // Ben is free for the third; Anna, who alone may be asked for the second, is full.
  expect(asked(world)).toEqual(['anna', 'ben', 'ben']);
  expect(await world.routing.place(second.id)).toEqual({ mode: 'live', position: 1 });

  expect(await world.dispatch.declineOffer(first.id, 'anna')).toBe(true);
  await world.dispatch.idle();
  expect(world.offered.slice(-2)).toEqual([
    { agentId: 'anna', conversationId: first.conversationId, ended: 'declined' },
    { agentId: 'anna', conversationId: second.conversationId },
  ]);
  expect(await world.dispatch.declineOffer(first.id, 'anna')).toBe(false);
});

test('[RT8] silence is an answer: after its time the next is asked, also when who asked has died', async () => {
  const world = await createOffering({ offerSeconds: 5 });
  for (const id of ['anna', 'ben']) await world.agent(id);
  const item = await enqueue(world);
  await pass(world, 4_999);
  expect(await world.dispatch.expireOffers()).toBe(0);
  await pass(world, 1);
  const { expireOffers } = world.dispatch;
  const ended = await Promise.all([expireOffers(), expireOffers()]);
  await world.dispatch.idle();
  expect(ended).toEqual(expect.arrayContaining([0, 1]));
  expect(world.offered).toEqual([
    { agentId: 'anna', conversationId: item.conversationId },
    { agentId: 'anna', conversationId: item.conversationId, ended: 'timed_out' },
    { agentId: 'ben', conversationId: item.conversationId },
  ]);
  expect([await world.load('anna'), await world.load('ben')]).toEqual([0, 1]);
});

test('[RT1] [RT8] late is late: who let it pass finds it the next one’s, and the next one gets it', async () => {
  const world = await createOffering({ offerSeconds: 5 });
  for (const id of ['anna', 'ben']) await world.agent(id);
  const item = await enqueue(world);
  await pass(world, 5_000);
  await world.dispatch.expireOffers();
  await world.dispatch.idle();
  expect(await world.dispatch.takeByHand(item, 'anna')).toBe('pending');
  expect(await world.dispatch.takeByHand(item, 'ben')).toBe('assigned');
});

test('[RT8] who lets something pass holds up nobody behind it, however much they let pass', async () => {
  const world = await createOffering();
  await world.agent('anna');
  for (let i = 0; i < 45; i += 1) {
    world.pass(1);
    const item = await enqueue(world);
    expect(await world.dispatch.declineOffer(item.id, 'anna')).toBe(true);
    await world.dispatch.idle();
  }
  expect(asked(world)).toHaveLength(45);
  const last = await enqueue(world);
  expect(world.offered.at(-1)).toEqual({ agentId: 'anna', conversationId: last.conversationId });
});

test('[RT19] who is alone is asked again after a minute: nobody waits without end', async () => {
  const world = await createOffering();
  await world.agent('anna');
  const item = await enqueue(world);
  await world.dispatch.declineOffer(item.id, 'anna');
  await pass(world, minute - 1);
  await world.dispatch.dispatchAll();
  expect(asked(world)).toEqual(['anna']);
  await pass(world, 1);
  await world.dispatch.dispatchAll();
  expect(asked(world)).toEqual(['anna', 'anna']);
});

test('[RT8] an offer ends with what it was about: cancelled, or taken by somebody it was transferred to', async () => {
  const world = await createOffering();
  await world.agent('anna');
  const item = await enqueue(world);
  await world.follow(world.ledger.end(item.id));
  expect(await world.load('anna')).toBe(0);
  expect(await world.routing.offersOf('anna')).toEqual([]);
  expect(await world.dispatch.declineOffer(item.id, 'anna')).toBe(false);
  await pass(world, minute);
  expect(await world.dispatch.expireOffers()).toBe(0);
});

test('[RT14] whom an item was offered in vain is counted among the excluded', async () => {
  const world = await createOffering();
  for (const id of ['anna', 'ben']) await world.agent(id);
  const item = await enqueue(world);
  await world.dispatch.declineOffer(item.id, 'anna');
  await world.dispatch.idle();
  const excluded: object[] = [];
  world.committing.now = async (proposal) => {
    excluded.push(proposal.reason.excluded);
    return world.ledger.commit(proposal);
  };
  await world.dispatch.takeByHand(item, 'ben');
  expect(excluded).toMatchObject([{ declined: 1 }]);
});

test('[TRUTH2] [RT8] after a flush what was offered waits, and is offered anew', async () => {
  const world = await createOffering();
  await world.agent('anna');
  const item = await enqueue(world);
  await world.redis.flushdb();
  await world.dispatch.agentSeen('anna');
  await world.dispatch.idle();
  expect(asked(world)).toEqual(['anna', 'anna']);
  expect(await world.dispatch.takeByHand((await world.ledger.item(item.id)) ?? item, 'anna')).toBe(
    'assigned',
  );
});
