import { type ErrorCode, type Failure, type Refusal, refuse } from '@haven/shared/result';
import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from '../log.ts';
import { isUnavailable } from '../storage/postgres/failures.ts';
import { isRedisUnavailable } from '../storage/redis/client.ts';

/** The HTTP status of every code: the only table of its kind. */
const statuses: Record<ErrorCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  refused: 403,
  not_found: 404,
  conflict: 409,
  conversation_closed: 409,
  too_large: 413,
  secret_blocked: 422,
  outdated: 426,
  rate_limited: 429,
  internal: 500,
  busy: 503,
  unavailable: 503,
};

/** Answers `{ error: { code, message, … } }` with the code's status. */
export function sendFailure(response: Response, error: Failure): void {
  if (error.retryAfterMs !== undefined)
    response.set('Retry-After', String(Math.ceil(error.retryAfterMs / 1_000)));
  response.set('Cache-Control', 'no-store').status(statuses[error.code]).json({ error });
}

/** Answers what was thrown: what the client did wrong, what is down, or `internal`, which tells nothing. */
export function createErrorHandler(log: Logger): ErrorRequestHandler {
  return function handleError(error: unknown, request, response, next) {
    if (response.headersSent) return next(error);
    const refusal = refusalOf(error);
    if (refusal.error.code === 'internal') log.error({ err: error, path: request.path }, 'A request failed.');
    if (refusal.error.code === 'unavailable')
      log.warn({ err: error, path: request.path }, 'An engine is away.');
    sendFailure(response, refusal.error);
  };
}

function refusalOf(error: unknown): Refusal {
  // First: a static file that is missing has a system's error code too, and that is no engine's.
  const status = clientStatusOf(error);
  if (status === 413) return refuse('too_large');
  if (status === 404) return refuse('not_found');
  if (status !== null) return refuse('invalid');
  const isAway = isUnavailable(error) || isRedisUnavailable(error);
  return isAway ? refuse('unavailable', { retryAfterMs: 1_000 }) : refuse('internal');
}

/** The 4xx that Express and its parsers hang on their errors: a body that is no JSON, a path that can't be decoded. */
function clientStatusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('status' in error)) return null;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}
