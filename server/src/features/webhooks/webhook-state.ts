import type { Webhook } from '@haven/shared/http/admin-endpoints';
import type { DeliveryError } from '@haven/shared/webhook';
import { sql } from 'kysely';

type Failing = { status: number | null; error: DeliveryError | null; attempts: number; nextAt: string };
export type StateRow = {
  last_delivered: Date | null;
  pending: number;
  failing: Failing | null;
  dead: number;
};

/** How the deliveries of a webhook go; each column reads one of the outbox's partial indexes. */
export const stateColumns = [
  sql<Date | null>`(
    select max(done_at) from outbox where target_id = webhook.id and done_at is not null
  )`.as('last_delivered'),
  sql<number>`(
    select count(*) from outbox where target_id = webhook.id and done_at is null and dead_at is null
  )`.as('pending'),
  sql<Failing | null>`(
    select jsonb_build_object('status', last_status, 'error', last_error, 'attempts', attempt, 'nextAt', next_at)
    from outbox
    where target_id = webhook.id and done_at is null and dead_at is null and last_error is not null
    order by attempt desc limit 1
  )`.as('failing'),
  sql<number>`(select count(*) from outbox where target_id = webhook.id and dead_at is not null)`.as('dead'),
];

/** The same for the wire. */
export function stateOf({
  last_delivered,
  pending,
  failing,
  dead,
}: StateRow): Pick<Webhook, 'lastDeliveredAt' | 'pending' | 'failing' | 'dead'> {
  return {
    lastDeliveredAt: last_delivered?.toISOString() ?? null,
    pending,
    failing: failing && { ...failing, nextAt: new Date(failing.nextAt).toISOString() },
    dead,
  };
}
