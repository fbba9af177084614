import type { Verdict } from '@haven/shared/chain/diagnosis';
import type { SourceFamily } from '@haven/shared/chain/network-settings';

const seconds = 1_000;

/** About one block: sooner there is nothing new. */
const paceMs: Record<SourceFamily, number> = { evm: 15 * seconds, bitcoin: 60 * seconds, tron: 6 * seconds };
/** What is nowhere may still turn up, and is not looked for as often. */
const rare: ReadonlySet<Verdict> = new Set(['not_found', 'wrong_network', 'dropped', 'unknown']);
const rareMs = 60 * seconds;

/** Milliseconds until a transaction is looked at again; null when nothing of it changes any more. */
export function nextCheckMs(verdict: Verdict, isFinal: boolean, family: SourceFamily): number | null {
  if (isFinal) return null;
  return rare.has(verdict) ? Math.max(rareMs, paceMs[family]) : paceMs[family];
}
