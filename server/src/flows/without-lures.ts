import type { Diagnosis } from '@haven/shared/chain/diagnosis';

type Included = Extract<Diagnosis, { facts: { reason: unknown } }>;
type Judge = (text: string) => Promise<boolean>;

/**
 * A diagnosis without words of strangers that support may not send (SAFE5): whoever makes a contract chooses what it calls
 * itself and with what words it refuses. `isLure` says of a text that it may not be sent.
 */
export async function withoutLures(diagnosis: Diagnosis, isLure: Judge): Promise<Diagnosis> {
  if (!isIncluded(diagnosis)) return diagnosis;
  const { reason, transfers, approvals } = diagnosis.facts;
  const texts = [
    ...(reason?.kind === 'message' ? [reason.text] : []),
    ...(reason?.kind === 'error' ? reason.args.map(({ value }) => value) : []),
  ];
  const symbols = [...transfers, ...approvals].flatMap(({ token }) => token.symbol ?? []);
  const lures = new Set<string>();
  for (const text of new Set([...texts, ...symbols])) if (await isLure(text)) lures.add(text);
  if (lures.size === 0) return diagnosis;

  const named = <T extends { token: { symbol: string | null } }>(item: T): T =>
    item.token.symbol !== null && lures.has(item.token.symbol)
      ? { ...item, token: { ...item.token, symbol: null } }
      : item;
  const facts = {
    ...diagnosis.facts,
    reason: texts.some((text) => lures.has(text)) ? ({ kind: 'withheld' } as const) : reason,
    transfers: transfers.map(named),
    approvals: approvals.map(named),
  };
  return { ...diagnosis, facts };
}

function isIncluded(diagnosis: Diagnosis): diagnosis is Included {
  return 'reason' in diagnosis.facts;
}
