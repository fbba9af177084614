import type { NetworkCondition } from '@haven/shared/chain/network-state';

export type Measured = {
  /** Sources that answered, failed, or are behind. */
  answered: number;
  failed: number;
  behind: number;
  /** Since the furthest head was made, in seconds; null without one. */
  headAgeSeconds: number | null;
  blockSeconds: number | null;
  /** How full the last blocks were, 0 to 1; null where unknown. */
  fullness: number | null;
};

/** What it is, and what it would have become with another reading that says the same. */
export type Standing = { condition: NetworkCondition; leaning: NetworkCondition | null };

/** Blocks are half full on average where fees are in balance (EIP-1559). A condition is left lower than it is entered. */
const enters = { busy: 0.65, congested: 0.85 };
const leaves = { busy: 0.55, congested: 0.75 };
/** No block for so many times the usual pace, and never sooner than this: then it stands still. */
const stillBlocks = 12;
const stillSeconds = 180;

/** Takes in one reading. Nothing changes by one alone, so that no single slow answer or full block changes what is shown. */
export function nextStanding(before: Standing | null, measured: Measured): Standing {
  const now = conditionOf(before?.condition ?? 'normal', measured);
  if (before === null || before.condition === now) return { condition: now, leaning: null };
  return before.leaning === now ? { condition: now, leaning: null } : { ...before, leaning: now };
}

function conditionOf(before: NetworkCondition, measured: Measured): NetworkCondition {
  const { answered, failed, behind, headAgeSeconds, blockSeconds, fullness } = measured;
  const patience = Math.max(stillSeconds, (blockSeconds ?? 0) * stillBlocks);
  if (answered === 0 || (headAgeSeconds !== null && headAgeSeconds > patience)) return 'halted';
  if (failed > 0 || behind > 0) return 'degraded';
  if (fullness === null) return 'normal';
  const isCongested = before === 'congested';
  if (fullness >= (isCongested ? leaves : enters).congested) return 'congested';
  const isBusy = isCongested || before === 'busy';
  return fullness >= (isBusy ? leaves : enters).busy ? 'busy' : 'normal';
}
