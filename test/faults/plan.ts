import type { Randomness } from './randomness.ts';
import type { Script } from './round.ts';

/**
 * Chooses the fault or the pair of each round: single faults and pairs in turn, each kind from a bag that is filled
 * anew when it is empty, so that none is forgotten. Ends after `rounds`, or when `minutes` are over.
 */
export function choosing(bounds: { names: readonly string[]; rounds: number; minutes: number }) {
  const { names, rounds, minutes } = bounds;
  const endsAt = Date.now() + minutes * 60_000;
  const pairs = names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other]));
  const bags = { single: [] as string[], pair: [] as string[][] };

  return (randomness: Randomness, round: number): Script | null => {
    if (round >= rounds || Date.now() > endsAt) return null;
    if (round % 2 === 1 && pairs.length > 0) {
      if (bags.pair.length === 0) bags.pair = randomness.shuffled(pairs);
      return [bags.pair.pop() ?? []];
    }
    if (bags.single.length === 0) bags.single = randomness.shuffled(names);
    return [[bags.single.pop() ?? '']];
  };
}

/** How often each fault is to be done at least, and how many different pairs. */
export type Goals = { faults: Readonly<Record<string, number>>; pairs: number };

/**
 * Chooses pairs until the goals are reached: while some faults are still owed, one that is owed most and another one,
 * owed or not, by lot; then pairs that were not there yet. Ends early after `rounds` or `minutes`.
 */
export function reaching(
  goals: Goals,
  bounds: { names: readonly string[]; rounds: number; minutes: number },
) {
  const { names, rounds, minutes } = bounds;
  const endsAt = Date.now() + minutes * 60_000;
  const owed = new Map(Object.entries(goals.faults));
  const unseen = new Map(
    names.flatMap((one, index) => names.slice(index + 1).map((other) => [keyOf(one, other), [one, other]])),
  );
  const pairsBefore = unseen.size;

  function partnerOf(first: string, randomness: Randomness): string {
    const others = [...owed].filter(([name, count]) => name !== first && count > 0);
    const owedByOthers = others.reduce((sum, [, count]) => sum + count, 0);
    // By lot, so that what is owed is spread over the whole run, among partners that nothing is owed of.
    let lot = randomness.next() * Math.max(owedByOthers, owed.get(first) ?? 0);
    for (const [name, count] of others) {
      lot -= count;
      if (lot < 0) return name;
    }
    const rest = names.filter((name) => name !== first && !(name in goals.faults));
    const fresh = rest.filter((name) => unseen.has(keyOf(first, name)));
    return randomness.pick(fresh.length > 0 ? fresh : rest);
  }

  return (randomness: Randomness, round: number): Script | null => {
    if (round >= rounds || Date.now() > endsAt) return null;
    const [first, most = 0] = [...owed].sort(([, one], [, other]) => other - one)[0] ?? [];
    const pair =
      first !== undefined && most > 0
        ? [first, partnerOf(first, randomness)]
        : pairsBefore - unseen.size < goals.pairs
          ? randomness.pick([...unseen.values()])
          : null;
    if (pair === null) return null;
    unseen.delete(keyOf(...(pair as [string, string])));
    for (const name of pair) owed.set(name, (owed.get(name) ?? 0) - 1);
    return [randomness.shuffled(pair)];
  };
}

function keyOf(one: string, other: string): string {
  return [one, other].sort().join(' + ');
}
