import type { StaffConversation } from '@haven/shared/conversation';
import type { Offer } from '@haven/shared/realtime/agent-events';
import { ok, refuse, type Result } from '@haven/shared/result';
import { contactItemId, specialistItemId } from '../features/routing/item.ts';
import type { PendingOffer } from '../features/routing/offers.ts';
import type { AgentPrincipal } from '../principal.ts';
import type { Dispatch } from './dispatch.ts';
import { offerView } from './offer-view.ts';
import type { StaffLists } from './staff-lists.ts';

type Deps = {
  dispatch: Pick<Dispatch, 'declineOffer'>;
  offersOf(agentId: string): Promise<PendingOffer[]>;
  views: StaffLists['views'];
};

export type Offers = {
  /** Lets it go to the next; `conflict` when it is not offered to this agent, or no longer. */
  decline(
    agent: AgentPrincipal,
    asked: { conversationId: string; caseId: string | null },
  ): Promise<Result<Record<string, never>>>;
  /** What waits for this agent's answer now: for a console that was away when it was said. */
  list(agent: AgentPrincipal): Promise<Result<{ offers: Offer[]; conversations: StaffConversation[] }>>;
};

/** What an agent is offered (RT8). Accepting is taking by hand: the offer keeps the slot for them. */
export function createOffers({ dispatch, offersOf, views }: Deps): Offers {
  return {
    async decline(agent, { conversationId, caseId }) {
      const itemId = caseId === null ? contactItemId(conversationId) : specialistItemId(caseId);
      return (await dispatch.declineOffer(itemId, agent.agentId)) ? ok({}) : refuse('conflict');
    },
    async list(agent) {
      const offers = (await offersOf(agent.agentId)).map(offerView);
      const ids = new Set(offers.map(({ conversationId }) => conversationId));
      return ok({ offers, conversations: ids.size === 0 ? [] : await views(agent, [...ids]) });
    },
  };
}
