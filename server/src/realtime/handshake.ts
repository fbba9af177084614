import type { IncomingMessage } from 'node:http';
import { agentAuthSchema, visitorAuthSchema } from '@haven/shared/realtime/handshake';
import type { ErrorCode } from '@haven/shared/result';
import { oldestServedVersion, protocolVersion } from '@haven/shared/version';
import type { Socket } from 'socket.io';
import type { SessionCookie } from '../features/agents/session-cookie.ts';
import { addressKey } from '../features/rate-limit/address-key.ts';
import { limits } from '../features/rate-limit/limits.ts';
import type { RateLimiter } from '../features/rate-limit/rate-limiter.redis.ts';
import type { Logger } from '../log.ts';
import type { AgentPrincipal, VisitorPrincipal } from '../principal.ts';
import { refuseAsBusy, type WorkBound } from '../work-bound.ts';
import type { Admission } from './admission.ts';
import { attachSession } from './sessions.ts';

/** When a client that is newer than this server tries again. */
const upgradeRetryMs = 2_000;

type Next = (error?: Error) => void;
type Middleware = (socket: Socket, next: Next) => void;

type HandshakeDeps = {
  findVisitor(token: string): Promise<VisitorPrincipal | null>;
  findAgent(token: string): Promise<AgentPrincipal | null>;
  cookie: SessionCookie;
  limiter: RateLimiter;
  /** The client's address behind `trustProxy` proxies. */
  addressOf(request: IncomingMessage): string;
  /** How many enter in a second, and how much this server works on at once. */
  admission: Admission;
  work: WorkBound;
  log: Logger;
};

class HandshakeRefused extends Error {
  readonly data: { code: ErrorCode; retryAfterMs?: number };
  constructor(code: ErrorCode, retryAfterMs?: number) {
    super(code);
    this.data = retryAfterMs === undefined ? { code } : { code, retryAfterMs };
  }
}

/** Proves who opens a socket. Both use the same functions as HTTP does: there is no second way in. */
export function createHandshakes(deps: HandshakeDeps): { visitor: Middleware; agent: Middleware } {
  const { limiter, cookie, addressOf, admission, work, log } = deps;

  async function admit(socket: Socket, protocol: number): Promise<void> {
    if (protocol < oldestServedVersion) throw new HandshakeRefused('outdated');
    // A page of the next version, in the middle of an upgrade: another server knows it, or this one soon will.
    if (protocol > protocolVersion) throw new HandshakeRefused('unavailable', upgradeRetryMs);
    // In memory, and before Redis and the database: a storm of those who are refused costs next to nothing.
    const refused = admission.take();
    if (refused) throw new HandshakeRefused(refused.error.code, refused.error.retryAfterMs);
    const admitted = await limiter.take(limits.handshake, addressKey(addressOf(socket.request)));
    if (!admitted.ok) throw new HandshakeRefused(admitted.error.code, admitted.error.retryAfterMs);
  }

  async function visitor(socket: Socket): Promise<void> {
    const auth = visitorAuthSchema.safeParse(socket.handshake.auth);
    if (!auth.success) throw new HandshakeRefused('unauthenticated');
    const { token, protocol } = auth.data;
    await admit(socket, protocol);
    const prove = () => deps.findVisitor(token);
    const principal = await prove();
    if (principal === null) throw new HandshakeRefused('unauthenticated');
    attachSession(socket, { principal, wire: protocol, prove });
  }

  async function agent(socket: Socket): Promise<void> {
    const auth = agentAuthSchema.safeParse(socket.handshake.auth);
    const token = cookie.read(socket.request.headers.cookie);
    if (!auth.success || token === null) throw new HandshakeRefused('unauthenticated');
    await admit(socket, auth.data.protocol);
    const prove = () => deps.findAgent(token);
    const principal = await prove();
    // Whoever must change their password first does that over HTTP, and nothing else.
    if (principal === null || principal.mustChangePassword) throw new HandshakeRefused('unauthenticated');
    attachSession(socket, { principal, wire: auth.data.protocol, prove });
  }

  function asMiddleware(prove: (socket: Socket) => Promise<void>): Middleware {
    return (socket, next) => {
      const leave = work.enter(socket);
      if (leave === null) {
        const { code, retryAfterMs } = refuseAsBusy().error;
        return next(new HandshakeRefused(code, retryAfterMs));
      }
      prove(socket)
        .finally(leave)
        .then(
          () => next(),
          (error: unknown) => {
            if (error instanceof HandshakeRefused) return next(error);
            log.warn({ err: error }, 'a handshake failed');
            next(new HandshakeRefused('unavailable'));
          },
        );
    };
  }

  return { visitor: asMiddleware(visitor), agent: asMiddleware(agent) };
}

/**
 * Whether a request may reach the socket engine at all: browsers always name the origin of a WebSocket and of a
 * cross-site request, so a foreign one is refused here; CORS settings alone would let it in.
 */
export function isOwnOrigin(request: IncomingMessage, ownOrigins: readonly string[]): boolean {
  const { origin } = request.headers;
  if (origin !== undefined) return ownOrigins.includes(origin);
  const site = request.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin';
}
