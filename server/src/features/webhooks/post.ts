import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { DeliveryError } from '@haven/shared/webhook';
import { errorCode } from '../../error-code.ts';
import type { Address, Addresses } from './address.ts';

export type Message = { url: string; headers: Record<string, string>; body: string };
/** Either it arrived, with this 2xx status, or it did not. */
export type PostOutcome =
  | { isDelivered: true; status: number }
  | { isDelivered: false; status: number | null; error: DeliveryError };

export type Post = (message: Message, signal: AbortSignal) => Promise<PostOutcome>;

/** A receiver that is there answers the telephone within this. */
const connectWithinMs = 3_000;
/** What is read of an answer, unseen, so that its end is a clean one. */
const answerMaxBytes = 4_096;
const headersMaxBytes = 8_192;

/**
 * Makes what posts one message. The host is looked up once; where any of its addresses is not allowed nothing is
 * opened at all. Redirects are answers like any other that is not 2xx. Of an answer only its status is looked at.
 * Never rejects; `signal` breaks it off, as a time-out.
 */
export function createPost({
  addresses,
  timeoutMs,
}: {
  addresses: Addresses;
  /** For the whole, from the look-up to the end of the answer. */
  timeoutMs: number;
}): Post {
  return async function post(message, signal) {
    if (!addresses.allows(message.url)) return failed('address');
    if (signal.aborted) return failed('timeout');
    // By hand: a signal combined from others may be collected before it fires.
    const ending = new AbortController();
    const end = () => ending.abort();
    const timer = setTimeout(end, timeoutMs);
    signal.addEventListener('abort', end, { once: true });
    try {
      return await findAndSend(addresses, message, ending.signal);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    }
  };
}

async function findAndSend(
  addresses: Addresses,
  message: Message,
  signal: AbortSignal,
): Promise<PostOutcome> {
  const url = new URL(message.url);
  const found = await withinDeadline(addresses.find(url), signal).catch(() => 'nowhere' as const);
  if (signal.aborted) return failed('timeout');
  if (found === 'nowhere') return failed('dns');
  return found === null ? failed('address') : send(url, found, message, signal);
}

function send(
  url: URL,
  addresses: readonly Address[],
  { headers, body }: Message,
  signal: AbortSignal,
): Promise<PostOutcome> {
  return new Promise((resolve) => {
    const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = open(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      // A connection of its own: none that was opened before its address was looked at.
      agent: false,
      lookup: lookupAmong(addresses),
      maxHeaderSize: headersMaxBytes,
      signal,
    });
    let outcome: PostOutcome = failed('connect');
    const isLate = limitConnecting(request, url.protocol);
    request.on('error', (error) => {
      if (outcome.status === null) outcome = failed(isLate() ? 'timeout' : reasonOf(error));
    });
    request.on('response', (response) => {
      outcome = outcomeOf(response.statusCode ?? 0);
      readLittle(response);
    });
    request.on('close', () => resolve(outcome));
    request.end(body);
  });
}

/** Ends a request whose connection takes too long; answers with whether that happened. */
function limitConnecting(request: ClientRequest, protocol: string): () => boolean {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    request.destroy(new Error('connecting took too long'));
  }, connectWithinMs);
  const done = () => clearTimeout(timer);
  request.on('socket', (socket) => socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', done));
  request.on('close', done);
  return () => isLate;
}

/** Reads an answer to its end or until it is too long, and looks at none of it. */
function readLittle(response: IncomingMessage): void {
  let bytes = 0;
  response.on('error', () => response.destroy());
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > answerMaxBytes) response.destroy();
  });
}

/** What Node asks instead of the resolver: the addresses that were checked, and no others. */
function lookupAmong(addresses: readonly Address[]): LookupFunction {
  return (_host, options, answer) => {
    const [first] = addresses;
    if (options.all) answer(null, [...addresses]);
    else if (first) answer(null, first.address, first.family);
    else answer(new Error('no address'), '');
  };
}

function outcomeOf(status: number): PostOutcome {
  if (status >= 200 && status < 300) return { isDelivered: true, status };
  return { isDelivered: false, status, error: status >= 300 && status < 400 ? 'redirect' : 'status' };
}

function failed(error: DeliveryError): PostOutcome & { isDelivered: false } {
  return { isDelivered: false, status: null, error };
}

const tlsCodes = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|EPROTO)/;

function reasonOf(error: Error): DeliveryError {
  const code = errorCode(error) ?? '';
  if (error.name === 'AbortError' || error.name === 'TimeoutError' || code === 'ETIMEDOUT') return 'timeout';
  if (tlsCodes.test(code)) return 'tls';
  return code.startsWith('HPE_') ? 'protocol' : 'connect';
}

/** A resolver that hangs can't be told to stop, but nobody waits for it. */
function withinDeadline<T>(work: Promise<T>, deadline: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    deadline.addEventListener('abort', () => reject(new Error('too late')), { once: true });
    work.then(resolve, reject);
  });
}
