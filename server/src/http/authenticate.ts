import { ok, type Result, refuse } from '@haven/shared/result';
import type { Request } from 'express';
import type { AgentPrincipal, VisitorPrincipal } from '../principal.ts';
import type { HttpDeps } from './http-deps.ts';

interface Authenticate {
  /** By `Authorization: Bearer`. */
  visitor: (request: Request) => Promise<Result<VisitorPrincipal>>;
  /** By the session cookie. */
  agent: (request: Request) => Promise<Result<AgentPrincipal>>;
}

/** Learns from a request whom it speaks for. Sockets ask the same sessions. */
export function createAuthenticate({
  visitorSessions,
  agentSessions,
  cookie,
}: Pick<HttpDeps, 'visitorSessions' | 'agentSessions' | 'cookie'>): Authenticate {
  return {
    async visitor(request) {
      const token = bearerOf(request.get('authorization'));
      const visitor = token === null ? null : await visitorSessions.findByToken(token);
      return visitor ? ok(visitor) : refuse('unauthenticated');
    },
    async agent(request) {
      const token = cookie.read(request.get('cookie'));
      const agent = token === null ? null : await agentSessions.findByToken(token);
      return agent ? ok(agent) : refuse('unauthenticated');
    },
  };
}

function bearerOf(header: string | undefined): string | null {
  return /^Bearer ([\w-]{20,128})$/.exec(header ?? '')?.[1] ?? null;
}
