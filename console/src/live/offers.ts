import type { StaffConversation } from '@haven/shared/conversation';
import type { Id } from '@haven/shared/ids';
import type { AgentNotices, Offer } from '@haven/shared/realtime/agent-events';
import type { NoticeOf } from '@haven/shared/realtime/define';
import type { EndedOffer, LiveState } from './state.ts';
import { openCase } from './views.ts';

/** What an offer is of. */
export type Offered = Pick<Offer, 'conversationId' | 'caseId'>;

/** What tells an offer from the others. */
export function offerKey({ conversationId, caseId }: Offered): Id {
  return caseId ?? conversationId;
}

/** Takes in an offer; one of the same conversation that was made before is replaced. */
export function addOffer(state: LiveState, offer: Offer): LiveState {
  const isSame = (one: Offered | null) => one !== null && offerKey(one) === offerKey(offer);
  const offers = [...state.offers.filter((one) => !isSame(one)), offer];
  return { ...state, offers, endedOffer: isSame(state.endedOffer) ? null : state.endedOffer };
}

/** Takes an offer back. One that the agent declined, in whichever tab, needs no word; one that ran out does. */
export function endOffer(state: LiveState, ended: NoticeOf<AgentNotices, 'offer:ended'>): LiveState {
  const offer = state.offers.find((one) => offerKey(one) === offerKey(ended));
  if (offer === undefined) return state;
  return withoutOffer(state, offer, ended.reason === 'timed_out' ? { reason: 'timed_out', by: null } : null);
}

/** Ends the offers that a conversation's new state leaves no room for: taken, moved on or closed. */
export function settleOffers(state: LiveState, conversation: StaffConversation): LiveState {
  return state.offers
    .filter((offer) => offer.conversationId === conversation.id)
    .reduce((next, offer) => settle(next, offer, conversation), state);
}

function settle(state: LiveState, offer: Offer, conversation: StaffConversation): LiveState {
  const opened = openCase(conversation);
  const isWaiting =
    offer.caseId === null
      ? conversation.status === 'queued' && conversation.epoch === offer.epoch
      : opened?.id === offer.caseId && opened.specialist === null;
  if (isWaiting) return state;
  const taker = offer.caseId === null ? conversation.assignee : (opened?.specialist ?? null);
  if (taker?.id === state.me.id) return withoutOffer(state, offer, null);
  if (taker === null) return withoutOffer(state, offer, { reason: 'gone', by: null });
  return withoutOffer(state, offer, { reason: 'taken', by: taker.name });
}

/** Ends the offers of a conversation that may no longer be seen. */
export function dropOffersOf(state: LiveState, conversationId: Id): LiveState {
  return state.offers
    .filter((offer) => offer.conversationId === conversationId)
    .reduce((next, offer) => withoutOffer(next, offer, { reason: 'gone', by: null }), state);
}

/**
 * Takes in what the server says is offered now. `before`: what was held when it was asked; what came or went since then
 * is newer than the answer.
 */
export function applyOfferList(
  state: LiveState,
  listed: readonly Offer[],
  before: readonly Offer[],
): LiveState {
  const keysOf = (offers: readonly Offer[]) => new Set(offers.map(offerKey));
  const [then, now] = [keysOf(before), keysOf(state.offers)];
  const told = listed.filter((one) => now.has(offerKey(one)) || !then.has(offerKey(one)));
  const isTold = keysOf(told);
  const made = state.offers.filter((one) => !then.has(offerKey(one)) && !isTold.has(offerKey(one)));
  const lost = state.offers.filter((one) => then.has(offerKey(one)) && !isTold.has(offerKey(one)));
  const next = lost.reduce(
    (rest, offer) => withoutOffer(rest, offer, { reason: 'timed_out', by: null }),
    state,
  );
  return { ...next, offers: [...told, ...made] };
}

function withoutOffer(
  state: LiveState,
  offer: Offer,
  why: Pick<EndedOffer, 'reason' | 'by'> | null,
): LiveState {
  const { conversationId, caseId } = offer;
  const label = state.conversations[conversationId]?.visitor.label ?? null;
  return {
    ...state,
    offers: state.offers.filter((one) => one !== offer),
    endedOffer: why === null ? state.endedOffer : { conversationId, caseId, label, ...why },
  };
}
