import { BaseError, createPublicClient, custom, type PublicClient } from 'viem';
import * as z from 'zod/mini';
import { type Query, type Source, SourceFault } from '../source.ts';

const replySchema = z.union([
  z.object({ error: z.object({ code: z.number(), message: z.string(), data: z.optional(z.unknown()) }) }),
  z.object({ result: z.unknown() }),
]);

/** What a node refused, in its own words and with the bytes that a contract refused with. */
export class NodeRefusal extends Error {
  readonly code: number;
  readonly data: unknown;
  constructor({ code, message, data }: { code: number; message: string; data?: unknown }) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

export type EvmClient = PublicClient;

/** A client of one node (JSON-RPC). Nothing is cached: a block number that is 4 seconds old makes wrong verdicts. */
export function createEvmClient(source: Source, query: Query): EvmClient {
  let id = 0;
  async function request({ method, params }: { method: string; params?: unknown }): Promise<unknown> {
    id += 1;
    const reply = replySchema.safeParse(
      await query(source, { post: { jsonrpc: '2.0', id, method, params: params ?? [] } }),
    );
    if (!reply.success) throw new SourceFault('malformed');
    if ('error' in reply.data) throw refusalOf(reply.data.error);
    return reply.data.result;
  }
  return createPublicClient({ cacheTime: 0, transport: custom({ request }, { retryCount: 0 }) });
}

function refusalOf(error: { code: number; message: string; data?: unknown }): Error {
  // "Limit exceeded" of EIP-1474, and what many providers say instead.
  if (error.code === -32005 || /rate limit|too many requests/i.test(error.message))
    return new SourceFault('rate_limited');
  return new NodeRefusal(error);
}

/** The fault of a source beneath what viem made of it: whatever else went wrong was malformed. */
export function faultIn(error: unknown): SourceFault {
  return findCause(error, (cause) => cause instanceof SourceFault) ?? new SourceFault('malformed');
}

/** What the node refused with, beneath what viem made of it; null when it was something else. */
export function refusalIn(error: unknown): NodeRefusal | null {
  return findCause(error, (cause) => cause instanceof NodeRefusal);
}

function findCause<E extends Error>(error: unknown, isIt: (cause: unknown) => cause is E): E | null {
  if (isIt(error)) return error;
  if (!(error instanceof BaseError)) return null;
  const found: unknown = error.walk(isIt);
  return isIt(found) ? found : null;
}
