import type { SourceError } from '@haven/shared/chain/diagnosis';
import type { Ask, OutgoingError, OutgoingRequest } from '../../outgoing/request.ts';

/** One server that knows a chain. Its address often holds a key: it is in no log, no reply and no evidence. */
export type Source = { id: string; url: string };

/** A source did not say what it was asked. Its message names no address. */
export class SourceFault extends Error {
  readonly reason: SourceError;
  constructor(reason: SourceError) {
    super(`a source of a chain failed: ${reason}`);
    this.reason = reason;
  }
}

/** What a source is asked: below its address, or the address itself. Rejects with a `SourceFault`; `null` for a 404. */
export type Query = (source: Source, what: { path?: string; post?: unknown }) => Promise<unknown>;

/** Counts a request to a source; false when it has had enough of them for now. */
export type MayAsk = (sourceId: string) => boolean;

const jsonHeaders = { accept: 'application/json', 'content-type': 'application/json' };

/** Makes what asks a source, and takes its answer for JSON or, where it is a bare line, for text. */
export function createQuery({ ask, mayAsk }: { ask: Ask; mayAsk: MayAsk }): Query {
  return async function query({ id, url }, { path = '', post }) {
    if (!mayAsk(id)) throw new SourceFault('rate_limited');
    const request: OutgoingRequest =
      post === undefined
        ? { method: 'GET', url: below(url, path), headers: { accept: 'application/json, text/plain' } }
        : { method: 'POST', url: below(url, path), headers: jsonHeaders, body: JSON.stringify(post) };
    const answer = await ask(request, new AbortController().signal);
    if (!answer.isAnswered) throw new SourceFault(faultOf(answer.error));
    const { status, body, cut } = answer;
    if (status === 404) return null;
    if (status === 429) throw new SourceFault('rate_limited');
    if (cut !== null) throw new SourceFault(faultOf(cut));
    // Nodes answer refusals of JSON-RPC with 4xx and 5xx as well, and say in the body what they are.
    if (status >= 300 && !body.startsWith('{')) throw new SourceFault('refused');
    return parsed(body);
  };
}

/** The address of something below a source, whose own query, where keys may be, stays. */
function below(url: string, path: string): string {
  if (path === '') return url;
  const whole = new URL(url);
  whole.pathname = `${whole.pathname.replace(/\/$/, '')}${path}`;
  return whole.href;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    // Esplora says a height as a bare number, a hash as a bare line, and what it does not know as a sentence.
    return body.length <= 200 ? body.trim() : refuseBody();
  }
}

function refuseBody(): never {
  throw new SourceFault('malformed');
}

function faultOf(error: OutgoingError): SourceError {
  switch (error) {
    case 'timeout':
      return 'timeout';
    case 'address':
      return 'refused';
    case 'protocol':
    case 'too_large':
      return 'malformed';
    case 'dns':
    case 'connect':
    case 'tls':
      return 'unreachable';
  }
}
