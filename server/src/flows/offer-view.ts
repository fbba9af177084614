import type { Offer } from '@haven/shared/realtime/agent-events';
import { readItemId } from '../features/routing/item.ts';
import type { PendingOffer } from '../features/routing/offers.ts';

/** An offer as the console is told. */
export function offerView({ itemId, conversationId, epoch, offeredUntil }: PendingOffer): Offer {
  return { ...offered(itemId, conversationId), epoch, expiresAt: new Date(offeredUntil).toISOString() };
}

/** Which conversation, or which case of it, an item stands for. */
export function offered(itemId: string, conversationId: string): Pick<Offer, 'conversationId' | 'caseId'> {
  const named = readItemId(itemId);
  return { conversationId, caseId: named?.role === 'specialist' ? named.rowId : null };
}
