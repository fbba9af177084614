import { outgoingProblemSchema, type OutgoingProblem } from '@haven/shared/http/official-admin-endpoints';
import type { Failure } from '@haven/shared/result';
import type { Strings } from '../strings/en.ts';

/** What to tell a person about a refusal: never a code, and with the time where one was given. */
export function failureText({ code, retryAfterMs, details }: Failure, strings: Strings): string {
  const { errors } = strings;
  const reason = details?.['reason'];
  if (code === 'refused' && typeof reason === 'string' && isReason(reason)) return errors.reasons[reason];
  const problem = outgoingProblemSchema.safeParse(details);
  if (code === 'refused' && problem.success) return problemText(problem.data, strings);
  if (code !== 'rate_limited' || retryAfterMs === undefined) return errors[code];
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  return seconds < 90 ? errors.waitSeconds(seconds) : errors.waitMinutes(Math.ceil(seconds / 60));
}

/** Why a text may not go to visitors, and what to change (SAFE5). */
export function problemText(problem: OutgoingProblem, { official }: Strings): string {
  return problem.reason === 'phishing'
    ? official.refusedAsk(official.rules[problem.rule])
    : official.refusedLink(problem.host, official.reasons[problem.why]);
}

/** Why routing would not give a conversation to somebody. */
const reasons = ['not_in_team', 'wrong_language', 'missing_skill', 'away', 'absent', 'full'] as const;

function isReason(reason: string): reason is (typeof reasons)[number] {
  return (reasons as readonly string[]).includes(reason);
}
