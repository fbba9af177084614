import type { Evidence } from '@haven/shared/chain/diagnosis';
import type { Seen } from './port.ts';

/** That it was in another block, or in one at all, at the last look. */
export function movedFrom(seen: Seen | null, block: Seen['block']): Evidence[] {
  const before = seen?.block;
  if (!before || before.hash === block?.hash) return [];
  return [{ kind: 'reorganised', from: before.hash, fromNumber: before.number }];
}
