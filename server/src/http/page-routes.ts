import { inboxKeySchema } from '@haven/shared/http/visitor-endpoints';
import express, { type Response, Router } from 'express';
import type { Inbox } from '@haven/shared/http/admin-endpoints';
import { packagePath } from '../package-path.ts';
import { createHashedAssets } from './hashed-assets.ts';
import type { HttpDeps } from './http-deps.ts';
import type { Policies } from './security-headers.ts';

const widgetDist = packagePath('../widget/dist');
const consoleDist = packagePath('../console/dist');
const demoFolder = packagePath('../widget/demo');
/** The inbox that the seed makes; the demo page belongs to it. */
const demoInboxKey = 'demo';

/** The pages: widget, console and, where the demo inbox exists, the demo wallet. */
export function createPageRoutes(deps: Pick<HttpDeps, 'inboxes'>, policies: Policies): Router {
  const router = Router();
  addWidget(router, deps, policies);
  addConsole(router, policies);
  addDemo(router, deps, policies);
  return router;
}

function addWidget(router: Router, { inboxes }: Pick<HttpDeps, 'inboxes'>, policies: Policies): void {
  router.get('/widget/v1/loader.js', (_request, response) => {
    response.set('Cross-Origin-Resource-Policy', 'cross-origin');
    // Five minutes: the name never changes, so this is how fast a fix reaches every host page.
    sendFile(response, `${widgetDist}/loader.js`, 'public, max-age=300');
  });

  router.use('/widget/assets', createHashedAssets(`${widgetDist}/app/assets`));

  router.get('/widget/:inboxKey/', async (request, response) => {
    const inbox = await findInbox(inboxes, request.params.inboxKey);
    if (!inbox) return sendNotFound(response);
    response.set('Content-Security-Policy', policies.widget(inbox.origins));
    // It says less than the policy, and would forbid every frame.
    response.removeHeader('X-Frame-Options');
    response.removeHeader('Cross-Origin-Opener-Policy');
    sendFile(response, `${widgetDist}/app/index.html`, 'no-cache');
  });
}

function addConsole(router: Router, policies: Policies): void {
  router.use('/console/assets', createHashedAssets(`${consoleDist}/assets`));
  router.use('/console', express.static(consoleDist, { index: false, redirect: false }));
  router.get(/^\/console(\/.*)?$/, (_request, response) => {
    response.set('Content-Security-Policy', policies.console);
    sendFile(response, `${consoleDist}/index.html`, 'no-cache');
  });
}

function addDemo(router: Router, { inboxes }: Pick<HttpDeps, 'inboxes'>, policies: Policies): void {
  const files = express.static(demoFolder, { redirect: false });
  router.use(async (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    const isDemo = (await findInbox(inboxes, demoInboxKey)) !== null;
    if (!isDemo) return request.path === '/' ? response.redirect('/console/') : next();
    response.set('Content-Security-Policy', policies.demo);
    // The demo frames the widget on this same origin, as a host page on another origin would.
    files(request, response, (error?: unknown) => {
      response.set('Content-Security-Policy', policies.data);
      next(error);
    });
  });
}

async function findInbox(inboxes: HttpDeps['inboxes'], key: string | undefined): Promise<Inbox | null> {
  const parsed = inboxKeySchema.safeParse(key);
  return parsed.success ? inboxes.findByKey(parsed.data) : null;
}

function sendFile(response: Response, path: string, cacheControl: string): void {
  response.set('Cache-Control', cacheControl);
  response.sendFile(path, { cacheControl: false }, (error) => {
    if (error && !response.headersSent) sendNotFound(response);
  });
}

/** For the person who mistyped an address or the developer who mistyped a key; the words are the interface's. */
export function sendNotFound(response: Response): void {
  response.set('Cache-Control', 'no-store').status(404).type('html').send(notFoundPage);
}

const notFoundPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>404</title>
<h1>404</h1>
<p>There is no such page or inbox here. Check the address and the inbox key.</p>
<p lang="zh-CN">这里没有这个页面或收件箱，请检查地址和收件箱标识。</p>
</html>
`;
