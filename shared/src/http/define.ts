import type * as z from 'zod/mini';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/**
 * A REST endpoint as data: both ends derive their types from it and parse with it. `path` has Express parameters
 * (`:id`); `query` for what follows the question mark; `body` is null where none is read.
 */
export type Endpoint<
  Q extends z.ZodMiniType | null = z.ZodMiniType | null,
  B extends z.ZodMiniType | null = z.ZodMiniType | null,
  R extends z.ZodMiniType = z.ZodMiniType,
> = {
  method: Method;
  path: string;
  query: Q;
  body: B;
  reply: R;
  /**
   * Fields that the guard against secrets passes by: passwords, of which only a hash is kept, and what a host signed,
   * whose claims are looked at when it is opened.
   */
  unguarded: readonly string[];
};

/** Declares an endpoint. */
export function endpoint<
  R extends z.ZodMiniType,
  Q extends z.ZodMiniType | null = null,
  B extends z.ZodMiniType | null = null,
>(
  method: Method,
  path: string,
  parts: { query?: Q; body?: B; reply: R; unguarded?: readonly string[] },
): Endpoint<Q, B, R> {
  return {
    method,
    path,
    query: (parts.query ?? null) as Q,
    body: (parts.body ?? null) as B,
    reply: parts.reply,
    unguarded: parts.unguarded ?? [],
  };
}
