import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIPv6 } from 'node:net';
import { refuse } from '@haven/shared/result';
import { type Request, Router } from 'express';
import { sendFailure } from './error-handler.ts';
import type { HttpDeps } from './http-deps.ts';

/**
 * `/metrics`, refused to strangers: whoever asks shows METRICS_TOKEN, or, where none is set, asks from this machine and
 * through no proxy. How much is waiting, and for how long, is nobody else's business.
 */
export function createMetricsRoutes({ config, metrics }: Pick<HttpDeps, 'config' | 'metrics'>): Router {
  const router = Router();
  const token = config.metricsToken;
  const isAllowed = token === undefined ? isLocal : (request: Request) => showsToken(request, token);

  router.get('/metrics', async (request, response) => {
    if (!isAllowed(request)) {
      if (token !== undefined) response.set('WWW-Authenticate', 'Bearer');
      return sendFailure(response, refuse(token === undefined ? 'refused' : 'unauthenticated').error);
    }
    const text = await metrics.text();
    response.set('Cache-Control', 'no-store').set('Content-Type', metrics.contentType).send(text);
  });
  return router;
}

/** Compares digests, which have one length: neither the token's length nor its beginning can be timed. */
function showsToken(request: Request, token: string): boolean {
  const [scheme, shown = ''] = (request.get('authorization') ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' && timingSafeEqual(digestOf(shown), digestOf(token));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** A proxy on this machine is local too, and says by one of these for whom it asks. */
const forwarding = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'];

function isLocal(request: Request): boolean {
  const address = request.socket.remoteAddress ?? '';
  const isHere = loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  return isHere && forwarding.every((name) => request.get(name) === undefined);
}
