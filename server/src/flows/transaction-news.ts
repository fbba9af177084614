import type { Diagnosis } from '@haven/shared/chain/diagnosis';

/** While no source answers, what was known is worth more than that nothing is: for so long, in milliseconds. */
const silentForMs = 5 * 60_000;

/**
 * Whether a new look changes what a card shows. Each block changes something, and a line in the log for each would be noise:
 * confirmations count by quarters, the base fee by its first digit, and where the facts come from not at all.
 */
export function isNews(shown: Diagnosis, now: Diagnosis): boolean {
  const isSilence = now.verdict === 'unknown' && shown.verdict !== 'unknown';
  if (isSilence && Date.parse(now.at) - Date.parse(shown.at) < silentForMs) return false;
  return outline(shown) !== outline(now);
}

function outline({ verdict, isFinal, facts }: Diagnosis): string {
  return JSON.stringify({ verdict, isFinal, facts }, (key, value: unknown) => {
    switch (key) {
      case 'confirmations':
      case 'searched':
        return undefined;
      case 'baseFee':
      case 'suggested':
        return typeof value === 'string' ? firstDigit(value) : value;
      case 'block':
        return value === null ? null : quartersOf(value as { confirmations: number; finalAfter: number });
      default:
        return value;
    }
  });
}

function firstDigit(whole: string): string {
  return `${whole.slice(0, 1)}e${whole.length}`;
}

function quartersOf(block: { confirmations: number; finalAfter: number }) {
  return { ...block, quarters: Math.min(4, Math.floor((block.confirmations * 4) / block.finalAfter)) };
}
