import { type Stop } from '@haven/shared/guarded-text';
import { secretKindSchema } from '@haven/shared/entry';

export { cutSecrets, warmUp } from '@haven/shared/secrets';
export { declarationFor, declaredBy, inspectText } from '@haven/shared/guarded-text';
export { SafetySheet } from './SafetySheet.tsx';
export { safetyWords } from '../strings/safety.ts';

/** How many bars the sheet draws: the words of what was found, with those of its earlier parts. */
export function countWords({ text, findings }: Stop, earlier: readonly string[]): number {
  const found = findings.map(({ start, end }) => text.slice(start, end));
  return [...found, ...earlier].reduce((sum, part) => sum + wordsIn(part), 0);
}

/** Words, or characters where one is a word; numbers and marks between them are none. */
function wordsIn(text: string): number {
  return text.match(/\p{Script=Han}|[\p{L}\p{M}]+/gu)?.length ?? 0;
}

/** What the server stopped, all of it as one finding: only its kind is known. */
export function refusedStop(text: string, details: unknown): Stop {
  const told = typeof details === 'object' && details !== null ? details : {};
  const parsed = secretKindSchema.safeParse(Reflect.get(told, 'kind'));
  const kind = parsed.success ? parsed.data : 'recovery_phrase';
  const verdict = Reflect.get(told, 'verdict') === 'ask' ? 'ask' : 'block';
  return { verdict, kind, text, findings: [{ kind, start: 0, end: text.length }], recentParts: [] };
}
