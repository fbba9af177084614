import type { DeadLetter, Webhook } from '@haven/shared/http/admin-endpoints';
import { type WebhookTopic, webhookTopics, type WebhookWords } from '@haven/shared/webhook';
import { callsTo, type Reply } from '../http/api.ts';
import type { World } from './world.ts';

export type WebhookWish = { url: string; topics?: WebhookTopic[]; words?: WebhookWords; isEnabled?: boolean };

/** What an administrator does with the webhooks of a test's inbox. */
export function webhooksOf({ url: server, admin, inbox }: World) {
  const call = callsTo(server, { cookie: admin });
  const fieldsOf = ({ url, topics = [...webhookTopics], words = 'none', isEnabled = true }: WebhookWish) => ({
    url,
    topics,
    words,
    isEnabled,
  });

  async function must<T>(reply: Promise<Reply>): Promise<T> {
    const { status, body } = await reply;
    if (status !== 200) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
    return body as T;
  }

  return {
    call,
    tryToCreate: (wish: WebhookWish) =>
      call('POST', '/api/admin/webhooks', { inboxId: inbox.id, ...fieldsOf(wish) }),
    async create(wish: WebhookWish): Promise<{ webhook: Webhook; secret: string }> {
      return must(call('POST', '/api/admin/webhooks', { inboxId: inbox.id, ...fieldsOf(wish) }));
    },
    async update(id: string, wish: WebhookWish): Promise<Webhook> {
      return must(call('PATCH', `/api/admin/webhooks/${id}`, fieldsOf(wish)));
    },
    async rotate(id: string): Promise<string> {
      return (await must<{ secret: string }>(call('POST', `/api/admin/webhooks/${id}/secret`))).secret;
    },
    async remove(id: string): Promise<void> {
      await must(call('DELETE', `/api/admin/webhooks/${id}`));
    },
    async ping(id: string): Promise<{ status: number | null; error: string | null }> {
      return must(call('POST', `/api/admin/webhooks/${id}/ping`));
    },
    async state(id: string): Promise<Webhook> {
      const { items } = await must<{ items: Webhook[] }>(call('GET', '/api/admin/webhooks'));
      const found = items.find((item) => item.id === id);
      if (!found) throw new Error('there is no such webhook');
      return found;
    },
    async deadLetters(id: string): Promise<DeadLetter[]> {
      return (await must<{ items: DeadLetter[] }>(call('GET', `/api/admin/webhooks/${id}/dead-letters`)))
        .items;
    },
    async deliverAgain(letterId: string): Promise<void> {
      await must(call('POST', `/api/admin/dead-letters/${letterId}`));
    },
    async deliverAllAgain(id: string): Promise<void> {
      await must(call('POST', `/api/admin/webhooks/${id}/dead-letters`));
    },
  };
}
