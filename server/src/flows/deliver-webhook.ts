import type { Conversations } from '../features/conversations/conversations.ts';
import type { WebhookDeliveries } from '../features/webhooks/deliveries.ts';
import type { Deliver } from './deliver-outbox.ts';

type Deps = {
  conversations: Pick<Conversations, 'facts' | 'entryAt'>;
  deliveries: Pick<WebhookDeliveries, 'deliver'>;
};

/** Tells a webhook of one entry. What it says is read now: an entry that was erased in between is sent as erased. */
export function createDeliverWebhook({ conversations, deliveries }: Deps): Deliver {
  return async function deliverWebhook({ id, target_id, conversation_id, staff_seq }, signal) {
    const load = async () => {
      const [conversation] = await conversations.facts([conversation_id]);
      const entry = await conversations.entryAt(conversation_id, staff_seq);
      return conversation && entry ? { conversation, entry } : null;
    };
    const outcome = await deliveries.deliver(id, target_id, load, signal);
    if (outcome === null) return { kind: 'unwanted' };
    if (outcome.isDelivered) return { kind: 'delivered', status: outcome.status };
    return { kind: 'failed', failure: { status: outcome.status, error: outcome.error } };
  };
}
