import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import type { Admin } from './bind-admin.ts';
import type { HttpDeps } from './http-deps.ts';

/** Webhooks and their dead letters. Secrets are in the replies that show them once, and in no audit. */
export function bindWebhooks(
  admin: Admin,
  { webhooks, webhookDeliveries, deadLetters, wakeOutbox }: HttpDeps,
): void {
  const byParam = ({ param }: { param: string }) => param;
  const { listWebhooks, createWebhook, updateWebhook, rotateWebhook, deleteWebhook, pingWebhook } =
    adminEndpoints;
  admin.list(listWebhooks, () => webhooks.list());
  admin.change(
    createWebhook,
    {
      action: 'webhook.created',
      objectId: (_call, { webhook }) => webhook.id,
      details: ({ body }) => ({ ...body, url: auditedUrl(body.url) }),
    },
    ({ body: { inboxId, ...fields } }) => webhooks.create(inboxId, fields),
  );
  admin.change(
    updateWebhook,
    {
      action: 'webhook.changed',
      objectId: byParam,
      details: ({ body }) => ({ ...body, url: auditedUrl(body.url) }),
    },
    ({ param, body }) => webhooks.update(param, body),
  );
  admin.change(rotateWebhook, { action: 'webhook.secret_rotated', objectId: byParam }, ({ param }) =>
    webhooks.rotate(param),
  );
  admin.change(deleteWebhook, { action: 'webhook.deleted', objectId: byParam }, ({ param }) =>
    webhooks.remove(param),
  );
  admin.change(pingWebhook, { action: 'webhook.pinged', objectId: byParam }, ({ param }) =>
    webhookDeliveries.ping(param),
  );

  const { listDeadLetters, deliverAgain, deliverAllAgain } = adminEndpoints;
  admin.list(listDeadLetters, ({ param }) => deadLetters.list(param));
  admin.change(
    deliverAgain,
    { action: 'dead_letter.delivered_again', objectId: byParam },
    async ({ param }) => {
      const raised = await deadLetters.deliverAgain(param);
      wakeOutbox();
      return raised;
    },
  );
  admin.change(
    deliverAllAgain,
    { action: 'webhook.dead_letters_delivered_again', objectId: byParam },
    async ({ param }) => {
      const raised = await deadLetters.deliverAllAgain(param);
      wakeOutbox();
      return raised;
    },
  );
}

/** Without the query, which may be a receiver's password. */
function auditedUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
