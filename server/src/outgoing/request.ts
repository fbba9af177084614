import {
  Agent as HttpAgent,
  type ClientRequest,
  type IncomingMessage,
  request as httpRequest,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { errorCode } from '../error-code.ts';
import type { Address, Addresses } from './address.ts';

/** What is asked of somebody else's server. */
export type OutgoingRequest = {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string;
};

/** Why there is no answer, or no end of it. */
export type OutgoingError = 'address' | 'dns' | 'connect' | 'tls' | 'timeout' | 'protocol' | 'too_large';

/** `cut`: its status is known, and its body broke off for this reason; null when it is whole. */
export type OutgoingAnswer =
  | { isAnswered: true; status: number; body: string; cut: OutgoingError | null }
  | { isAnswered: false; error: OutgoingError };

/** Never rejects; `signal` breaks it off, as a time-out. */
export type Ask = (request: OutgoingRequest, signal: AbortSignal) => Promise<OutgoingAnswer>;

type Limits = {
  addresses: Addresses;
  /** For the whole, from the look-up to the end of the answer. */
  timeoutMs: number;
  /** An answer that is longer is cut and hung up on. */
  answerMaxBytes: number;
  /** Connections stay open for the next request: for who asks the same few servers again and again. */
  keepsOpen?: boolean;
};

/** A server that is there answers the telephone within this. */
const connectWithinMs = 3_000;
const headersMaxBytes = 8_192;
/** Open connections to one server, and for how long one without work is kept. */
const openAtOnce = 8;
const keptOpenMs = 15_000;

type Agents = { 'http:': HttpAgent; 'https:': HttpsAgent } | null;

/**
 * Makes what asks other servers, the only way out of this one. The host is looked up each time; where any of its
 * addresses is not allowed nothing is sent at all, and what is connected to is the address that was looked at. Redirects
 * are answers and are not followed. Nothing of its own goes along: no cookies, no compression, no referrer.
 */
export function createAsk({ addresses, timeoutMs, answerMaxBytes, keepsOpen = false }: Limits): Ask {
  const kept = { keepAlive: true, maxSockets: openAtOnce, timeout: keptOpenMs };
  // A kept connection leads to an address that was looked at when it was opened.
  const agents: Agents = keepsOpen ? { 'http:': new HttpAgent(kept), 'https:': new HttpsAgent(kept) } : null;

  async function findAndSend(request: OutgoingRequest, signal: AbortSignal): Promise<OutgoingAnswer> {
    const url = new URL(request.url);
    const found = await withinDeadline(addresses.find(url), signal).catch(() => 'nowhere' as const);
    if (signal.aborted) return unanswered('timeout');
    if (found === 'nowhere') return unanswered('dns');
    if (found === null) return unanswered('address');
    return send({ url, addresses: found, request, agents, answerMaxBytes, signal });
  }

  return async function ask(request, signal) {
    if (!addresses.allows(request.url)) return unanswered('address');
    if (signal.aborted) return unanswered('timeout');
    // By hand: a signal combined from others may be collected before it fires.
    const ending = new AbortController();
    const end = () => ending.abort();
    const timer = setTimeout(end, timeoutMs);
    signal.addEventListener('abort', end, { once: true });
    try {
      return await findAndSend(request, ending.signal);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    }
  };
}

type Sending = {
  url: URL;
  addresses: readonly Address[];
  request: OutgoingRequest;
  agents: Agents;
  answerMaxBytes: number;
  signal: AbortSignal;
};

function send(sending: Sending): Promise<OutgoingAnswer> {
  const { url, addresses, request, agents, answerMaxBytes, signal } = sending;
  return new Promise((resolve) => {
    const protocol = url.protocol === 'https:' ? 'https:' : 'http:';
    const open = protocol === 'https:' ? httpsRequest : httpRequest;
    const { method, headers, body } = request;
    const sent = open(url, {
      method,
      headers:
        body === undefined ? headers : { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      // `false`: a connection of its own.
      agent: agents?.[protocol] ?? false,
      lookup: lookupAmong(addresses),
      maxHeaderSize: headersMaxBytes,
      signal,
    });
    let answer: OutgoingAnswer = unanswered('connect');
    let isAgain = false;
    const isLate = limitConnecting(sent, protocol);
    sent.on('error', (error) => {
      if (answer.isAnswered) return;
      // The other side had closed a kept connection, which only shows when it is used.
      isAgain = sent.reusedSocket && errorCode(error) === 'ECONNRESET';
      answer = unanswered(isLate() ? 'timeout' : reasonOf(error));
    });
    sent.on('response', (response) => {
      const read = readUpTo(response, answerMaxBytes, signal);
      const status = response.statusCode ?? 0;
      answer = { isAnswered: true, status, body: '', cut: 'connect' };
      response.on('close', () => {
        answer = { isAnswered: true, status, ...read() };
        resolve(answer);
      });
    });
    sent.on('close', () => {
      if (isAgain) resolve(send({ ...sending, agents: null }));
      else if (!answer.isAnswered) resolve(answer);
    });
    sent.end(body);
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
  request.on('socket', (socket) => {
    if (request.reusedSocket) done();
    else socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', done);
  });
  request.on('close', done);
  return () => isLate;
}

/** Reads an answer to its end or until it is too long; what it returns tells what was read once it is closed. */
function readUpTo(response: IncomingMessage, maxBytes: number, signal: AbortSignal) {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let isWhole = false;
  response.on('error', () => response.destroy());
  response.on('end', () => (isWhole = response.complete));
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxBytes) response.destroy();
    else chunks.push(chunk);
  });
  return (): { body: string; cut: OutgoingError | null } => {
    const body = Buffer.concat(chunks).toString('utf8');
    if (bytes > maxBytes) return { body, cut: 'too_large' };
    if (isWhole) return { body, cut: null };
    return { body, cut: signal.aborted ? 'timeout' : 'connect' };
  };
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

function unanswered(error: OutgoingError): OutgoingAnswer & { isAnswered: false } {
  return { isAnswered: false, error };
}

const tlsCodes = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|EPROTO)/;

function reasonOf(error: Error): OutgoingError {
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
