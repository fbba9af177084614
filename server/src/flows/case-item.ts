import type { ConversationFacts } from '../features/conversations/facts.ts';
import { caseItem, contactItem, type RoutingItem } from '../features/routing/item.ts';

/** The latest case of a conversation as routing sees it; null when it has none. */
export function caseItemOf(facts: ConversationFacts): RoutingItem | null {
  const latest = facts.latest_case;
  if (!latest) return null;
  return caseItem(facts, {
    id: latest.id,
    team_id: latest.teamId,
    severity: latest.severity,
    assign_epoch: latest.epoch,
    specialist_id: latest.specialist?.id ?? null,
    opened_at: new Date(latest.openedAt),
    enqueued_at: latest.enqueuedAt === null ? null : new Date(latest.enqueuedAt),
    ended_at: latest.endedAt === null ? null : new Date(latest.endedAt),
  });
}

/** Everything of a conversation that routes. */
export function itemsOf(facts: ConversationFacts): RoutingItem[] {
  const item = caseItemOf(facts);
  return item ? [contactItem(facts), item] : [contactItem(facts)];
}
