import { createServer } from 'node:http';
import { findFreePort } from '@haven/server/storage/embedded/free-port';

export type HostPage = { origin: string; close: () => Promise<void> };

/** Serves one page on an origin of its own, as a site that embeds the widget; `html` may be built later. */
export async function startHostPage(html: () => string, policy?: string): Promise<HostPage> {
  const port = await findFreePort();
  const server = createServer((request, response) => {
    // A browser asks for an icon by itself.
    response.statusCode = request.url === '/' ? 200 : 204;
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    if (policy !== undefined) response.setHeader('Content-Security-Policy', policy);
    response.end(request.url === '/' ? html() : undefined);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A page with nothing but the loader, as the documentation tells to embed it. */
export function pageWithLoader(url: string, inboxKey: string, more = ''): string {
  const loader = `<script async src="${url}/widget/v1/loader.js" data-inbox="${inboxKey}"></script>`;
  return `<!doctype html><html lang="en"><title>Host</title>${loader}<h1>Host</h1>${more}</html>`;
}
