import { queueEndpoints } from '@haven/shared/http/queue-endpoints';
import type { Admin } from './bind-admin.ts';
import type { HttpDeps } from './http-deps.ts';

/** How the queues of inboxes and teams are run. */
export function bindQueues(admin: Admin, { queues, manageQueues }: HttpDeps): void {
  const { listQueues, updateQueue } = queueEndpoints;
  admin.list(listQueues, () => queues.list());
  admin.change(
    updateQueue,
    {
      action: 'queue.changed',
      objectId: ({ body }) => `${body.inboxId}:${body.teamId}`,
      details: ({ body }) => body.settings,
    },
    ({ body }) => manageQueues.update(body.inboxId, body.teamId, body.settings),
  );
}
