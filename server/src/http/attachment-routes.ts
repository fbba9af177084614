import { pipeline } from 'node:stream/promises';
import { agentAttachmentPath } from '@haven/shared/http/agent-endpoints';
import { visitorAttachmentPath } from '@haven/shared/http/visitor-endpoints';
import { idSchema } from '@haven/shared/ids';
import { type Result, refuse } from '@haven/shared/result';
import { type Request, type Response, Router } from 'express';
import type { OpenFile } from '../features/attachments/attachments.ts';
import { createAuthenticate } from './authenticate.ts';
import { sendFailure } from './error-handler.ts';
import type { HttpDeps } from './http-deps.ts';

/** The types that were encoded here and may be shown in place; anything else would be a download. */
const shownTypes: Record<string, string> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' };

/** The bytes of attachments, for those who may see the entry. */
export function createAttachmentRoutes(deps: HttpDeps): Router {
  const { attachments, conversations } = deps;
  const authenticate = createAuthenticate(deps);
  const router = Router();

  router.get(visitorAttachmentPath, (request, response) =>
    answer(response, async () => {
      const principal = await authenticate.visitor(request);
      return principal.ok ? attachments.open(idIn(request), { principal: principal.value }) : principal;
    }),
  );

  router.get(agentAttachmentPath, (request, response) =>
    answer(response, async () => {
      const principal = await authenticate.agent(request);
      if (!principal.ok) return principal;
      if (principal.value.mustChangePassword)
        return refuse('refused', { details: { reason: 'password_change' } });
      return attachments.open(idIn(request), { principal: principal.value, mayRead: conversations.mayRead });
    }),
  );
  return router;
}

/** The id in the path; one that nothing has when it is malformed, so that both are answered alike. */
function idIn(request: Request): string {
  const id = idSchema.safeParse(request.params.id);
  return id.success ? id.data : '00000000-0000-0000-0000-000000000000';
}

async function answer(response: Response, open: () => Promise<Result<OpenFile>>): Promise<void> {
  const file = await open();
  if (!file.ok) return sendFailure(response, file.error);
  const { mediaType, bytes, content } = file.value;
  const extension = shownTypes[mediaType];
  response.set({
    'Content-Type': extension ? mediaType : 'application/octet-stream',
    'Content-Length': String(bytes),
    // Our own name: the sender's could say anything.
    'Content-Disposition': extension
      ? `inline; filename="image.${extension}"`
      : 'attachment; filename="file"',
    'Cache-Control': 'private, no-store',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  });
  // A reader that goes away ends the pipeline; there is nobody left to tell.
  await pipeline(content, response).catch(() => response.destroy());
}
