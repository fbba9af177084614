import type { Endpoint } from '@haven/shared/http/define';
import { ok, type Result, refuse } from '@haven/shared/result';
import type { Request, Response } from 'express';
import type * as z from 'zod/mini';
import { isStorable } from '../storable-text.ts';
import { parseJson } from './parse-json.ts';

type Parsed<S extends z.ZodMiniType | null> = S extends z.ZodMiniType ? z.infer<S> : null;

/** What a request says, parsed by its endpoint. */
export interface Input<E extends Endpoint> {
  /** The path's one parameter; empty when it has none. */
  param: string;
  query: Parsed<E['query']>;
  body: Parsed<E['body']>;
}

/** Reads and parses parameter, query and body: `not_found`, `invalid` or `too_large` for what the endpoint does not take. */
export async function readInput<E extends Endpoint>(
  endpoint: E,
  request: Request,
  response: Response,
): Promise<Result<Input<E>>> {
  const param = readParam(request);
  if (!param.ok) return param;
  const query = parse<E['query']>(endpoint.query, { ...request.query });
  if (!query.ok) return query;
  const json = endpoint.body === null ? ok(null) : await parseJson(request, response);
  if (!json.ok) return json;
  const body = parse<E['body']>(endpoint.body, json.value);
  if (!body.ok) return body;
  return ok({ param: param.value, query: query.value, body: body.value });
}

/** What a parameter looks like; anything else names nothing, which is the answer of a missing one. */
const parameterSchemas: Record<string, RegExp> = {
  id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  key: /^[a-z0-9][a-z0-9._-]{0,80}$/,
};

/** The path's one parameter; `not_found` when it can't be the name of anything. */
function readParam(request: Request): Result<string> {
  const [entry] = Object.entries(request.params);
  if (!entry) return ok('');
  const [name, value] = entry;
  return typeof value === 'string' && parameterSchemas[name]?.test(value) ? ok(value) : refuse('not_found');
}

/** Parses by the endpoint's schema; `details.fields` names what is wrong, never its value. */
function parse<S extends z.ZodMiniType | null>(schema: S, input: unknown): Result<Parsed<S>> {
  if (schema === null) return ok(null as Parsed<S>);
  if (!isStorable(input)) return refuse('invalid');
  const parsed = schema.safeParse(input);
  if (parsed.success) return ok(parsed.data as Parsed<S>);
  const fields = parsed.error.issues.map(({ path }) => path.join('.')).filter((path) => path !== '');
  return refuse(
    'invalid',
    fields.length > 0 ? { details: { fields: [...new Set(fields)].slice(0, 20) } } : {},
  );
}
