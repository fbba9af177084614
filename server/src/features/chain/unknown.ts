import type { DiagnosisOf, Evidence, TransactionFacts } from '@haven/shared/chain/diagnosis';
import type { Finding } from './port.ts';

type Obstacle = DiagnosisOf<'unknown'>['facts']['obstacle'];

/** What is not known is said to be unknown, with what hinders; what was remembered before stays. */
export function unknownFor(
  obstacle: Obstacle,
  evidence: Evidence[],
  transaction: TransactionFacts | null,
): Finding {
  return {
    told: { verdict: 'unknown', isFinal: false, facts: { obstacle, transaction }, evidence },
    seen: null,
  };
}

/** It is nowhere, and was never seen. */
export function notFoundFor(evidence: Evidence[]): Finding {
  const facts = { searched: [], foundOn: [], seenBefore: null, queue: null };
  return { told: { verdict: 'not_found', isFinal: false, facts, evidence }, seen: null };
}
