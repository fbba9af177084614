import type { Endpoint, Method } from '@haven/shared/http/define';
import { ok, type Result, refuse } from '@haven/shared/result';
import { type Right, roleHas } from '@haven/shared/rights';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type * as z from 'zod/mini';
import type { Limit } from '../features/rate-limit/bucket.ts';
import type { AgentPrincipal, Principal, VisitorPrincipal } from '../principal.ts';
import { refuseAsBusy } from '../work-bound.ts';
import { createAuthenticate } from './authenticate.ts';
import { sendFailure } from './error-handler.ts';
import type { HttpDeps } from './http-deps.ts';
import { type Input, readInput } from './read-input.ts';
import { declaredBy } from './read-upload.ts';
import { checkOrigin } from './same-origin.ts';

/** What a handler gets: everything checked and parsed. */
export interface Call<E extends Endpoint, P> extends Input<E> {
  principal: P;
  ip: string;
  request: Request;
  response: Response;
}

type Handler<E extends Endpoint, P> = (call: Call<E, P>) => Promise<Result<z.infer<E['reply']>>>;

interface Options<P> {
  /** Taken before anything is parsed; `by` says who is counted. */
  limit?: { limit: Limit; by: (caller: { principal: P; ip: string }) => string };
  /** Seconds for which the answer may be kept by anybody. */
  publicForSeconds?: number;
}
interface AgentOptions extends Options<AgentPrincipal> {
  right?: Right;
  /** Open to somebody who has to change their password first. */
  beforePasswordChange?: true;
}

export type Bind = ReturnType<typeof createBind>;

const registrars: Record<Method, 'get' | 'post' | 'patch' | 'delete'> = {
  GET: 'get',
  POST: 'post',
  PATCH: 'patch',
  DELETE: 'delete',
};

/**
 * Ties endpoints, declared in shared, to handlers: origin, session, right, limit, parameters, query and body are
 * checked in this order, and the result becomes JSON. Nothing reaches a handler unparsed or with a secret in it (SAFE1).
 */
export function createBind(deps: HttpDeps) {
  const router = Router();
  const authenticate = createAuthenticate(deps);
  const { limiter, config, work, guard } = deps;

  function bind<E extends Endpoint, P extends Principal | null>(
    endpoint: E,
    audience: 'agent' | 'visitor',
    prove: (request: Request) => Promise<Result<P>>,
    options: Options<P>,
    handler: Handler<E, P>,
  ): void {
    async function answer(request: Request, response: Response): Promise<Result<unknown>> {
      const foreign = checkOrigin(request, config.ownOrigins, audience);
      if (foreign) return foreign;
      const proved = await prove(request);
      if (!proved.ok) return proved;
      const principal = proved.value;
      const ip = request.ip ?? '';
      if (options.limit) {
        const allowed = await limiter.take(options.limit.limit, options.limit.by({ principal, ip }));
        if (!allowed.ok) return allowed;
      }
      const input = await readInput(endpoint, request, response);
      if (!input.ok) return input;
      // Counted from here: whoever sends a body slowly holds up nobody.
      const leave = work.enter(request);
      if (leave === null) return refuseAsBusy();
      const { param, query, body } = input.value;
      const asked = { name: endpoint.path, body: { param, query, body }, declared: declaredBy(request) };
      return guard(principal, { ...asked, unguarded: unguardedOf(endpoint) }, () =>
        handler({ principal, ip, request, response, ...input.value }),
      ).finally(leave);
    }

    const respond: RequestHandler = async (request, response) => {
      const result = await answer(request, response);
      if (!result.ok) return sendFailure(response, result.error);
      const { publicForSeconds } = options;
      response.set('Cache-Control', publicForSeconds ? `public, max-age=${publicForSeconds}` : 'no-store');
      response.json(result.value);
    };
    router[registrars[endpoint.method]](endpoint.path, respond);
  }

  return {
    router,

    /** Open to everybody who has no session; `audience` says whose pages it belongs to. */
    open<E extends Endpoint>(
      audience: 'agent' | 'visitor',
      endpoint: E,
      options: Options<null>,
      handler: Handler<E, null>,
    ) {
      bind(endpoint, audience, async () => ok(null), options, handler);
    },

    visitor<E extends Endpoint>(
      endpoint: E,
      options: Options<VisitorPrincipal>,
      handler: Handler<E, VisitorPrincipal>,
    ) {
      bind(endpoint, 'visitor', authenticate.visitor, options, handler);
    },

    agent<E extends Endpoint>(endpoint: E, options: AgentOptions, handler: Handler<E, AgentPrincipal>) {
      bind(endpoint, 'agent', proveAgent(authenticate.agent, options), options, handler);
    },
  };
}

const unguardedOf = ({ unguarded }: Endpoint) => unguarded.map((field) => `body.${field}`);

function proveAgent(
  authenticate: (request: Request) => Promise<Result<AgentPrincipal>>,
  options: AgentOptions,
) {
  return async function prove(request: Request): Promise<Result<AgentPrincipal>> {
    const agent = await authenticate(request);
    if (!agent.ok) return agent;
    const { mustChangePassword, role } = agent.value;
    if (mustChangePassword && !options.beforePasswordChange) {
      return refuse('refused', { details: { reason: 'password_change' } });
    }
    return options.right && !roleHas(role, options.right)
      ? refuse('refused', { details: { reason: 'right' } })
      : agent;
  };
}
