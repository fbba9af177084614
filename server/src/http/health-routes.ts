import { Router } from 'express';
import type { HttpDeps } from './http-deps.ts';

/** A probe asks every few seconds; an engine that needs longer than this is no use to a request either. */
const patienceMs = 2_000;

/** Tells whoever restarts processes (`/healthz`) and whoever sends them work (`/readyz`). */
export function createHealthRoutes({ health }: Pick<HttpDeps, 'health'>): Router {
  const router = Router();

  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ alive: true });
  });

  router.get('/readyz', async (_request, response) => {
    const [database, redis] = await Promise.all([
      answers(health.checks.database),
      answers(health.checks.redis),
    ]);
    const draining = health.isDraining();
    const ready = database && redis && !draining;
    response
      .set('Cache-Control', 'no-store')
      .status(ready ? 200 : 503)
      .json({ ready, database, redis, draining });
  });
  return router;
}

async function answers(check: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMs);
  });
  const asked = check().then(
    () => true,
    () => false,
  );
  const answered = await Promise.race([asked, late]);
  clearTimeout(timer);
  return answered;
}
