import type { Finding, Scan, ScanContext } from './finding.ts';

export { secretKinds } from './finding.ts';
export type { Finding, Scan, ScanContext, SecretKind, Verdict } from './finding.ts';

/** Fewer letters and digits than this hold no secret of their own: the shortest is a row of Chinese characters. */
const FEWEST_SIGNS = 8;
const SIGN = /[\p{L}\p{N}]/gu;
/** What replaces a secret on the screen; always as long, so that nothing is told. */
const MASK = '•••';

/**
 * Looks for recovery phrases and keys, on the device or before the first write (SAFE1-SAFE3).
 * Rejects when word lists or checks cannot be loaded: then nothing may be sent.
 */
export async function scanSecrets(text: string, context: ScanContext = {}): Promise<Scan> {
  if (!smells(text) && (context.recent ?? []).length === 0) {
    return { verdict: 'pass', findings: [], recentParts: [] };
  }
  const { detectSecrets } = await import('./detect.ts');
  return detectSecrets(text, context);
}

/**
 * Whether this message alone could be a part of a secret that comes in several, so that `recent` is worth fetching:
 * words of a list and little else, rare characters, a piece of a key. Few messages are. Rejects as `scanSecrets`.
 */
export async function mayHoldPart(text: string): Promise<boolean> {
  if (!/\p{L}|[0-9a-f]{8}/iu.test(text)) return false;
  const { detectPart } = await import('./detect.ts');
  return detectPart(text);
}

/** The text with each finding replaced by a bar of fixed length. */
export function maskSecrets(text: string, findings: readonly Finding[]): string {
  return withoutFindings(text, findings, MASK);
}

/** The text with each finding cut out, to go on editing. */
export function cutSecrets(text: string, findings: readonly Finding[]): string {
  return withoutFindings(text, findings, '');
}

/** Loads lists and checks, so that sending waits for nothing and works offline from then on. */
export async function warmUp(): Promise<void> {
  const { warmUpDetection } = await import('./detect.ts');
  await warmUpDetection();
}

/** Whether the text has enough signs to hold any secret; cheap, and never false for one that does. */
function smells(text: string): boolean {
  return (text.match(SIGN)?.length ?? 0) >= FEWEST_SIGNS;
}

function withoutFindings(text: string, findings: readonly Finding[], replacement: string): string {
  const inOrder = [...findings].sort((one, other) => one.start - other.start);
  let kept = '';
  let from = 0;
  for (const { start, end } of inOrder) {
    if (start >= from) kept += text.slice(from, start) + replacement;
    from = Math.max(from, end);
  }
  return kept + text.slice(from);
}
