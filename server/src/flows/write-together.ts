import type { Write, Written } from '../storage/postgres/write.ts';
import type { FlowDeps } from './flow-deps.ts';

/** Hides the commits' latency, and leaves connections to everybody else. */
const together = 16;

/**
 * Writes and settles one change of each of many conversations, some at once, the first ones first, so that whoever is
 * free gets who waited longest. What moved on meanwhile stays as it is; what can not be written now is for the caller's
 * next pass to find. How many were written.
 */
export async function writeTogether<T>(
  { writer, settle }: Pick<FlowDeps, 'writer' | 'settle'>,
  all: readonly T[],
  writesOf: (some: readonly T[]) => Promise<Write[]>,
): Promise<number> {
  let count = 0;
  for (let start = 0; start < all.length; start += together) {
    const writes = await writesOf(all.slice(start, start + together));
    const outcomes = await Promise.all(writes.map((write) => writer.apply(write)));
    const written = outcomes.flatMap((one): Written[] => (one.ok ? [one.value] : []));
    await settle.all(written);
    count += written.length;
  }
  return count;
}
