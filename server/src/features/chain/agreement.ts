import type { Evidence, SourceError } from '@haven/shared/chain/diagnosis';

/** What one source says of one transaction, as far as sources can be compared. */
export type Testimony<Look> = {
  /** Its place in the operator's list, from 1. */
  source: number;
  head: number;
  /** When its head was made, in milliseconds since 1970. */
  headAt: number;
  isHeadCredible: boolean;
  /** `included` with its block and how it ended. */
  state: 'absent' | 'waiting' | { block: string; number: number; outcome: string };
  look: Look;
};
export type Statement<Look> = Testimony<Look> | { source: number; error: SourceError };

export type Agreement<Look> = {
  evidence: Evidence[];
  /** Whom to ask for the rest, and what they said; null with an obstacle. */
  best: Testimony<Look> | null;
  /** The lowest height of those that are believed: nothing is called final sooner than any of them would. */
  head: number;
  /** Those who are believed, the best first. */
  believed: Testimony<Look>[];
  obstacle: 'no_answer' | 'rate_limited' | 'incredible_head' | 'node_lags' | 'sources_disagree' | null;
};

/** A source is behind when another one's head is so much further, in blocks and in milliseconds: both, since chains differ. */
const lagBlocks = 3;
const lagMs = 20_000;
/** A chain whose last block is older than this stands still, or its only source does: then "not there" says nothing. */
const stillMs = 10 * 60_000;

/**
 * Compares what several sources say of one transaction. Who claims a head that cannot be, or is behind, is not believed; where
 * the others differ on what matters and there is no majority, nothing is.
 */
export function agree<Look>(statements: readonly Statement<Look>[], now: number): Agreement<Look> {
  const told = statements.filter((one) => 'state' in one);
  const evidence: Evidence[] = statements.map((one) =>
    'state' in one
      ? { kind: 'answered', source: one.source, head: one.head, hasTransaction: one.state !== 'absent' }
      : { kind: 'failed', source: one.source, error: one.error },
  );
  const nobody = (obstacle: Agreement<Look>['obstacle']): Agreement<Look> => ({
    evidence,
    best: null,
    head: 0,
    believed: [],
    obstacle,
  });
  if (told.length === 0) return nobody(silence(statements));

  const credible = told.filter((one) => one.isHeadCredible);
  for (const { source, head } of told.filter((one) => !one.isHeadCredible))
    evidence.push({ kind: 'incredible_head', source, head });
  if (credible.length === 0) return nobody('incredible_head');

  const furthest = credible.reduce((most, one) => (one.head > most.head ? one : most));
  const isBehind = (one: Testimony<Look>) =>
    furthest.head - one.head >= lagBlocks && furthest.headAt - one.headAt >= lagMs;
  for (const one of credible.filter(isBehind))
    evidence.push({ kind: 'lagging', source: one.source, blocks: furthest.head - one.head });
  const current = credible.filter((one) => !isBehind(one));

  const outvoted = disagreement(current);
  if (outvoted !== null) evidence.push(outvoted.evidence);
  if (outvoted?.majority === null) return nobody('sources_disagree');
  const believed = [...(outvoted?.majority ?? current)].sort((a, b) => rank(b) - rank(a));
  const [best] = believed;
  if (best === undefined) return nobody('no_answer');
  if (best.state === 'absent' && now - furthest.headAt > stillMs) return nobody('node_lags');
  return { evidence, best, head: Math.min(...believed.map(({ head }) => head)), believed, obstacle: null };
}

function silence<Look>(statements: readonly Statement<Look>[]): 'no_answer' | 'rate_limited' {
  const isLimited = statements.some((one) => 'error' in one && one.error === 'rate_limited');
  return isLimited ? 'rate_limited' : 'no_answer';
}

/** A pool is each node's own, so a transaction that waits at one may be unknown to the others: who knows more is believed. */
function rank<Look>({ state }: Testimony<Look>): number {
  if (state === 'absent') return 0;
  return state === 'waiting' ? 1 : 2;
}

/** Null where all agree. `majority` is null without one. */
function disagreement<Look>(
  current: readonly Testimony<Look>[],
): { evidence: Evidence; majority: Testimony<Look>[] | null } | null {
  const included = current.filter(isIncluded);
  const [first] = included;
  if (first === undefined) return null;
  // Who has not come so far can't know of it, and contradicts nobody.
  const others = current.filter((one) => !isIncluded(one) && one.head > first.state.number);
  const groups = [...groupBy(included, ({ state }) => `${state.block} ${state.outcome}`), others];
  const voices = groups.filter((group) => group.length > 0);
  if (voices.length < 2) return null;
  const all = included.length + others.length;
  const majority = voices.find((group) => group.length * 2 > all) ?? null;
  const on = others.length > 0 ? 'existence' : differOn(included);
  const sources = [...included, ...others].map(({ source }) => source).sort((a, b) => a - b);
  return { evidence: { kind: 'disagreement', on, sources }, majority };
}

type Included<Look> = Testimony<Look> & { state: { block: string; number: number; outcome: string } };

function isIncluded<Look>(one: Testimony<Look>): one is Included<Look> {
  return typeof one.state === 'object';
}

function differOn<Look>(included: readonly Included<Look>[]): 'block' | 'outcome' {
  return new Set(included.map(({ state }) => state.outcome)).size > 1 ? 'outcome' : 'block';
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
}
