import type * as z from 'zod/mini';
import { type Declaration, declaredHeader } from '../declaration.ts';
import type { Endpoint } from '../http/define.ts';
import { type ErrorCode, failureSchema, ok, type Refusal, refuse, type Result } from '../result.ts';

type BodyOf<E extends Endpoint> =
  E extends Endpoint<infer _Q, infer B, infer _R>
    ? B extends z.ZodMiniType
      ? { body: z.input<B> }
      : { body?: undefined }
    : never;
type QueryOf<E extends Endpoint> =
  E extends Endpoint<infer Q, infer _B, infer _R>
    ? Q extends z.ZodMiniType
      ? { query: z.input<Q> }
      : { query?: undefined }
    : never;

/** What one call of an endpoint needs beside the endpoint itself. `params` fill `:id` and the like in its path. */
export type Ask<E extends Endpoint> = BodyOf<E> &
  QueryOf<E> & {
    params?: Record<string, string>;
    headers?: Record<string, string>;
    signal?: AbortSignal;
    /** What its author said of text in it that could be a secret (SAFE3). */
    declared?: readonly Declaration[];
  };

export type ReplyOf<E extends Endpoint> = z.infer<E['reply']>;

/** Milliseconds that a request may take before it counts as `unavailable`; the same patience as for a command. */
const patienceMs = 10_000;

/** Calls a REST endpoint of Haven's own origin. `unavailable` without an answer or with one that cannot be read. */
export async function callEndpoint<E extends Endpoint>(
  endpoint: E,
  ask: Ask<E>,
): Promise<Result<ReplyOf<E>>> {
  const { body, headers, signal, declared = [] } = ask;
  const hasBody = body !== undefined;
  const abort = new AbortController();
  const stop = () => abort.abort();
  const timer = setTimeout(stop, patienceMs);
  signal?.addEventListener('abort', stop);
  try {
    const response = await fetch(urlOf(endpoint.path, ask.params, ask.query), {
      method: endpoint.method,
      credentials: 'same-origin',
      headers: {
        ...(hasBody ? { 'content-type': 'application/json' } : {}),
        ...(declared.length > 0 ? { [declaredHeader]: declared.join(',') } : {}),
        ...headers,
      },
      ...(hasBody ? { body: JSON.stringify(body) } : {}),
      signal: abort.signal,
    });
    const answer: unknown = await response.json().catch(() => null);
    if (!response.ok) return refusalOf(response.status, answer);
    const parsed = endpoint.reply.safeParse(answer);
    return parsed.success ? ok(parsed.data as ReplyOf<E>) : refuse('unavailable');
  } catch {
    return refuse('unavailable');
  } finally {
    clearTimeout(timer);
  }
}

/** Fills a path's parameters and adds the query. */
export function urlOf(path: string, params: Record<string, string> = {}, query?: unknown): string {
  const filled = path.replace(/:([a-zA-Z]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined) search.set(name, String(value));
  const text = search.toString();
  return text === '' ? filled : `${filled}?${text}`;
}

/** Reads a refusal; where a proxy in between answered in its own words, the status decides. */
export function refusalOf(status: number, answer: unknown): Refusal {
  const error = typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : null;
  const parsed = failureSchema.safeParse(error);
  return parsed.success ? { ok: false, error: parsed.data } : refuse(codeByStatus[status] ?? 'unavailable');
}

const codeByStatus: Record<number, ErrorCode> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'refused',
  404: 'not_found',
  413: 'too_large',
  422: 'secret_blocked',
  429: 'rate_limited',
};
