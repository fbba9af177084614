import type { DeliveryAttempt } from '@haven/shared/http/admin-endpoints';
import { ok, type Result, refuse } from '@haven/shared/result';
import { type WebhookEvent, webhookHeaders } from '@haven/shared/webhook';
import type { Clock } from '../../clock.ts';
import { newId } from '../../new-id.ts';
import type { EntryRow } from '../../storage/postgres/write.ts';
import { type EventConversation, eventOf } from './event.ts';
import type { Post, PostOutcome } from './post.ts';
import { signatureOf } from './signature.ts';
import type { Webhooks, WebhookTarget } from './webhooks.ts';

/** What a delivery is about, as it is now; null when it is gone. */
export type LoadSubject = () => Promise<{ conversation: EventConversation; entry: EntryRow } | null>;

export type WebhookDeliveries = ReturnType<typeof createWebhookDeliveries>;

/** Signs and sends. Nothing of what is sent or answered is logged or kept. */
export function createWebhookDeliveries({
  webhooks,
  post,
  clock,
}: {
  webhooks: Pick<Webhooks, 'target'>;
  post: Post;
  clock: Clock;
}) {
  function send({ url, secrets }: WebhookTarget, event: WebhookEvent, signal: AbortSignal) {
    const body = JSON.stringify(event);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Haven-Webhook/1',
      [webhookHeaders.delivery]: event.id,
      [webhookHeaders.signature]: signatureOf(body, clock.now(), secrets),
    };
    return post({ url, headers, body }, signal);
  }

  return {
    /** Delivers one event; null when nobody wants it: the webhook or its subject is gone, or it was disabled. */
    async deliver(
      id: string,
      webhookId: string,
      load: LoadSubject,
      signal: AbortSignal,
    ): Promise<PostOutcome | null> {
      const target = await webhooks.target(webhookId);
      if (!target?.isEnabled) return null;
      const subject = await load();
      const event = subject && eventOf({ ...subject, id, inbox: target.inbox, words: target.words });
      return event && send(target, event, signal);
    },

    /** Sends a `ping` at once and once, also when it is disabled. */
    async ping(webhookId: string): Promise<Result<DeliveryAttempt>> {
      const target = await webhooks.target(webhookId);
      if (!target) return refuse('not_found');
      const event = {
        topic: 'ping' as const,
        id: newId(clock),
        at: new Date(clock.now()).toISOString(),
        inbox: target.inbox,
      };
      const outcome = await send(target, event, new AbortController().signal);
      return ok({ status: outcome.status, error: outcome.isDelivered ? null : outcome.error });
    },
  };
}
