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
