import { keys } from '@haven/server/features/routing/keys';
import type { Queue } from '@haven/server/features/routing/item';
import { idlePoolsMax } from '@haven/server/features/routing/tuning';
import { createRandomness } from '../faults/randomness.ts';
import { leaseMs, minute, openRoutingWorlds, type RoutingWorld } from './routing-world.ts';

const createWorld = openRoutingWorlds();
const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const warmUpMs = 5_000;

type Counted =
  | 'away'
  | 'absent'
  | 'wrongLanguage'
  | 'missingSkill'
  | 'declined'
  | 'full'
  | 'warmingUp'
  | 'reserved';
type Choice = 'least_load' | 'round_robin';

/** What a decision that reads every member of the team would say, with what Redis knows of each. */
async function byReadingAll(world: RoutingWorld, queue: Queue, passed: readonly string[], choice: Choice) {
  const known = await world.routing.presence(names);
  const given = await world.redis.hgetall(keys.lastAssigned);
  const excluded: Record<Counted, number> = {
    ...{ away: 0, absent: 0, wrongLanguage: 0, missingSkill: 0 },
    ...{ declined: 0, full: 0, warmingUp: 0, reserved: 0 },
  };
  const eligible: { agentId: string; load: number; capacity: number; last: number }[] = [];
  for (const [agentId, agent] of known) {
    if (!agent.teamIds.includes(queue.teamId)) continue;
    const why = ((): Counted | null => {
      if (agent.availability !== 'online') return 'away';
      if (!agent.present) return 'absent';
      if (!agent.languages.includes(queue.language)) return 'wrongLanguage';
      if (queue.skills?.some((skill) => !agent.skills.includes(skill))) return 'missingSkill';
      if (passed.includes(agentId)) return 'declined';
      if (Math.round(agent.load * 100) + (queue.weight ?? 100) > agent.capacity * 100) return 'full';
      return agent.isWarmingUp ? 'warmingUp' : null;
    })();
    if (why) excluded[why] += 1;
    else {
      const { load, capacity } = agent;
      eligible.push({ agentId, load: Math.round(load * 100), capacity, last: Number(given[agentId] ?? 0) });
    }
  }
  eligible.sort((one, other) => {
    const byShare = one.load * other.capacity - other.load * one.capacity;
    return (
      (choice === 'least_load' ? byShare : 0) ||
      one.last - other.last ||
      (one.agentId < other.agentId ? -1 : 1)
    );
  });
  const [first, ...others] = eligible;
  if (first === undefined) return null;
  const runnersUp = others.slice(0, 3).map(({ agentId, load, capacity }) => ({ agentId, load, capacity }));
  return { agentId: first.agentId, reason: { rule: choice, runnersUp, excluded } };
}

/** One thing that may happen to agents or their load. */
async function disturb(world: RoutingWorld, random: ReturnType<typeof createRandomness>): Promise<void> {
  const { routing, english, otherTeam } = world;
  const id = random.pick(names);
  const some = <T>(items: readonly T[]) => items.filter(() => random.next() < 0.6);
  const held = [...world.ledger.open()].filter(({ state }) => state === 'held');
  switch (Math.floor(random.between(0, 9))) {
    case 0:
    case 1:
      await world.agent(id, {
        teamIds: some([english.teamId, otherTeam.teamId]),
        languages: some(['en', 'zh-CN'] as const),
        skills: some(['hardware', 'swaps']),
        capacity: Math.ceil(random.between(0, 4)),
        availability: random.pick(['online', 'online', 'online', 'away'] as const),
        isPresent: random.next() < 0.7,
      });
      break;
    case 2:
      await routing.removeAgent(id);
      world.ledger.agents.delete(id);
      break;
    case 3:
      await routing.dropLease(id);
      break;
    case 4:
      await routing.warmUp(id, warmUpMs, 1);
      await routing.renewLease(id);
      break;
    case 5:
      world.pass(random.pick([1, 1_000, warmUpMs, leaseMs]));
      break;
    case 6:
      for (const each of names) await routing.renewLease(each);
      break;
    default:
      if (held.length > 0) await routing.project(world.ledger.end(random.pick(held).id));
  }
}

test.each([
  [1, 'least_load'],
  [2, 'least_load'],
  [3, 'round_robin'],
] as const)(
  '[RT4] [RT5] [RT14] whatever has happened to agents, a decision is as if everybody had been looked at (seed %i, %s)',
  async (seed, choice) => {
    const world = await createWorld();
    const random = createRandomness(seed);
    const { english, otherTeam, routing } = world;
    for (const team of [english, otherTeam]) await routing.setRule(world.ledger.configure(team, { choice }));
    for (const name of names) await world.agent(name, { capacity: 3 });
    let decided = 0;
    for (let step = 0; step < 250; step += 1) {
      for (let count = 0; count < 3; count += 1) await disturb(world, random);
      const asked: Queue = {
        ...random.pick([english, english, otherTeam]),
        language: random.pick(['en', 'zh-CN'] as const),
      };
      const skills = random.pick([[], [], ['hardware'], ['hardware', 'swaps']]);
      // More kinds than pools are kept: some are given up meanwhile, and begun anew.
      const weight = random.pick([100, 100, 50, 60, 70, 80, 90, 110, 150]);
      const passed = random.next() < 0.3 ? random.pick(names) : undefined;
      const item = await world.enqueue(asked, {
        ...(skills.length > 0 ? { skills } : {}),
        weight,
        ...(passed ? { passed: { agentId: passed, until: world.clock.now() + minute } } : {}),
      });
      const queue: Queue = {
        ...asked,
        ...(skills.length > 0 ? { skills } : {}),
        ...(weight === 100 ? {} : { weight }),
      };
      const expected = await byReadingAll(world, queue, passed ? [passed] : [], choice);
      const found = await world.assignNext();
      if (expected === null) expect([step, found]).toEqual([step, null]);
      else {
        decided += 1;
        expect([step, found]).toMatchObject([step, { itemId: item.id, ...expected }]);
      }
      // Nobody is left, so that the next decision is about the next one.
      if (found === null) await routing.project(world.ledger.end(item.id));
    }
    expect(decided).toBeGreaterThan(50);
  },
  120_000,
);

test('[RT17] what was kept of agents and pools goes with the agents', async () => {
  const world = await createWorld();
  await world.agent('anna');
  await world.enqueue();
  await world.assignNext();
  await world.agent('ben', { availability: 'away' });
  for (const id of ['anna', 'ben']) await world.routing.removeAgent(id);
  await world.enqueue();
  expect(await world.routing.propose()).toBeNull();
  const { redis } = world;
  expect(
    await Promise.all([redis.hlen(keys.standings), redis.zcard(keys.ranks), redis.zcard(keys.stirred)]),
  ).toEqual([0, 0, 0]);
  expect(Object.values(await redis.hgetall(keys.ruledOut)).every((count) => Number(count) === 0)).toBe(true);
});

test('[RT17] what nobody asks for any more is forgotten: a team keeps the pools in which somebody waits, and few others', async () => {
  const world = await createWorld();
  const { redis, routing, ledger, english, otherTeam } = world;
  await world.agent('anna', { teamIds: [english.teamId, otherTeam.teamId], capacity: 1 });
  await world.agent('ben', { teamIds: [english.teamId], languages: ['zh-CN'] });
  const another = await world.enqueue(otherTeam);
  await world.assignNext();
  const waits = await world.enqueue(english, { weight: 90 });
  expect(await routing.propose()).toBeNull();
  const most = { pools: 0, counted: 0, standings: 0 };
  const ask = async (weight: number) => {
    const item = await world.enqueue(english, { weight });
    expect(await routing.propose()).toBeNull();
    await routing.project(ledger.end(item.id));
    most.pools = Math.max(most.pools, await redis.hlen(keys.pools));
    most.counted = Math.max(most.counted, await redis.hlen(keys.ruledOut));
    most.standings = Math.max(most.standings, await redis.hstrlen(keys.standings, 'anna'));
  };

  for (let weight = 101; weight < 101 + idlePoolsMax; weight += 1) await ask(weight);
  const once = { ...most };
  expect(once.pools).toBeGreaterThan(idlePoolsMax);
  for (let weight = 201; weight < 201 + 3 * idlePoolsMax; weight += 1) await ask(weight);
  expect(most).toMatchObject({ pools: once.pools, counted: once.counted });
  // Longer only by the digits of higher numbers.
  expect(most.standings).toBeLessThan(1.1 * once.standings);
  const known = await redis.hgetall(keys.pools);
  expect(known[`${english.teamId} least_load en 90 `]).toBe('2');
  expect(known[`${otherTeam.teamId} least_load en 100 `]).toBe('1');

  await routing.project(ledger.end(another.id));
  expect(await routing.propose()).toMatchObject({
    itemId: waits.id,
    reason: { excluded: { wrongLanguage: 1, full: 0 } },
  });
});
