import { refuse } from '@haven/shared/result';
import express, { type Express } from 'express';
import { bindAdminRoutes } from './admin-routes.ts';
import { bindAgentRoutes } from './agent-routes.ts';
import { createAttachmentRoutes } from './attachment-routes.ts';
import { createBind } from './bind-endpoint.ts';
import { createErrorHandler, sendFailure } from './error-handler.ts';
import { createHealthRoutes } from './health-routes.ts';
import type { HttpDeps } from './http-deps.ts';
import { createMetricsRoutes } from './metrics-routes.ts';
import { bindServiceNotices } from './notice-routes.ts';
import { bindOfficial } from './official-routes.ts';
import { createPageRoutes, sendNotFound } from './page-routes.ts';
import { createPolicies, createSecurityHeaders } from './security-headers.ts';
import { createVerifyRoutes } from './verify-routes.ts';
import { bindVisitorRoutes } from './visitor-routes.ts';

/** Makes the HTTP side of Haven: the API, the widget, the console, the demo page, and the health of the process. */
export function createHttp(deps: HttpDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // Counted from the nearest proxy: whatever a client writes into X-Forwarded-For itself is not believed.
  app.set('trust proxy', deps.config.trustProxy);

  const policies = createPolicies(deps.config);
  app.use(...createSecurityHeaders(deps.config, policies));
  app.use(createHealthRoutes(deps));
  app.use(createMetricsRoutes(deps));

  const bind = createBind(deps);
  bindVisitorRoutes(bind, deps);
  bindOfficial(bind, deps);
  bindAgentRoutes(bind, deps);
  bindServiceNotices(bind, deps);
  bindAdminRoutes(bind, deps);
  app.use(bind.router);
  app.use(createAttachmentRoutes(deps));
  app.use('/api', (_request, response) => sendFailure(response, refuse('not_found').error));

  app.use(createVerifyRoutes(deps, policies));
  app.use(createPageRoutes(deps, policies));
  app.use((_request, response) => sendNotFound(response));
  app.use(createErrorHandler(deps.log));
  return app;
}
