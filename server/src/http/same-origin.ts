import { refuse, type Refusal } from '@haven/shared/result';
import type { Request } from 'express';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that changes something comes from Haven's own pages; the refusal if not. The console's cookie
 * goes along with whatever a browser sends, so its requests must name an own origin. A visitor's token does not;
 * there an origin may be missing (a native client), yet a foreign one is never right.
 */
export function checkOrigin(
  request: Request,
  ownOrigins: readonly string[],
  audience: 'agent' | 'visitor',
): Refusal | null {
  if (safeMethods.has(request.method)) return null;
  const origin = request.get('origin');
  const site = request.get('sec-fetch-site');
  const isOwn = origin === undefined ? audience === 'visitor' : ownOrigins.includes(origin);
  const isSameSite =
    site === undefined || site === 'same-origin' || (site === 'none' && audience === 'visitor');
  return isOwn && isSameSite ? null : refuse('refused', { details: { reason: 'origin' } });
}
