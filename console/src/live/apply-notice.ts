import type { AnyNotice } from '@haven/shared/browser/connection';
import type { StaffConversation } from '@haven/shared/conversation';
import type { Entry } from '@haven/shared/entry';
import type { Id } from '@haven/shared/ids';
import type { SignedInAgent } from '@haven/shared/people';
import { type AgentNotices, conversationViews } from '@haven/shared/realtime/agent-events';
import { applyEntries } from '@haven/shared/timeline';
import { addOffer, dropOffersOf, endOffer, settleOffers } from './offers.ts';
import { type LiveState, unfetchedLists, without } from './state.ts';
import { isInView, recount } from './views.ts';
import { applyWatch } from './watchers.ts';

export type AgentNotice = AnyNotice<AgentNotices>;

/** Takes in one notice (LIVE8). `nowMs` dates typing hints, which fade by themselves. */
export function applyNotice(state: LiveState, notice: AgentNotice, nowMs: number): LiveState {
  switch (notice.name) {
    case 'entry:new':
      return applyEntry(state, notice.data.conversationId, notice.data.entry);
    case 'conversation:changed':
      return applyConversation(state, notice.data.conversation);
    case 'conversation:removed':
      return applyRemoved(state, notice.data.conversationId);
    case 'conversation:read':
      return applyRead(state, notice.data);
    case 'typing:changed':
      return applyTyping(state, notice.data, nowMs);
    case 'watch:changed':
      return applyWatch(state, notice.data, nowMs);
    case 'agent:changed':
      return applyMe(state, notice.data.me);
    case 'queues:changed':
      return state.board === null ? state : { ...state, board: notice.data.board };
    case 'offer:made':
      return addOffer(state, notice.data.offer);
    case 'offer:ended':
      return endOffer(state, notice.data);
    case 'service-notices:changed':
      // Asked for by HTTP, with its counts.
      return state;
    case 'session:revoked':
    case 'server:draining':
      // The connection itself follows these two.
      return state;
  }
}

/** Takes in a conversation's state; one that is older than what is held changes nothing. */
export function applyConversation(state: LiveState, conversation: StaffConversation): LiveState {
  const held = state.conversations[conversation.id] ?? null;
  const clock = state.clock + 1;
  const stamps = { ...state.stamps, [conversation.id]: clock };
  if (held !== null && held.revision > conversation.revision) return { ...state, clock, stamps };
  const timeline = state.timelines[conversation.id];
  return {
    ...settleOffers(state, conversation),
    clock,
    stamps,
    conversations: { ...state.conversations, [conversation.id]: conversation },
    // Something unseen until now may have been counted already: only a fetch can tell.
    counts: held === null ? state.counts : recount(state.counts, held, conversation, state.me),
    countsAreStale: state.countsAreStale || held === null,
    timelines:
      timeline === undefined
        ? state.timelines
        : {
            ...state.timelines,
            [conversation.id]: applyEntries(timeline, [], headOf(timeline, conversation)),
          },
  };
}

/** Only a timeline that has begun may be told of a newer head: the first page says where it begins. */
function headOf(timeline: { after: number | null }, conversation: StaffConversation): { headSeq?: number } {
  return timeline.after === null ? {} : { headSeq: conversation.headSeq };
}

/** No longer held: its log is not followed any more. What a list of one's teams still shows stays in that list. */
function applyRemoved(state: LiveState, conversationId: Id): LiveState {
  const held = state.conversations[conversationId];
  const isListed = held !== undefined && conversationViews.some((view) => isInView(view, held, state.me));
  if (!isListed) return forgetConversation(dropOffersOf(state, conversationId), conversationId);
  return {
    ...dropOffersOf(state, conversationId),
    timelines: without(state.timelines, conversationId),
    typing: without(state.typing, conversationId),
  };
}

/** Drops a conversation that may no longer be seen. */
export function forgetConversation(state: LiveState, conversationId: Id): LiveState {
  const held = state.conversations[conversationId] ?? null;
  return {
    ...state,
    conversations: without(state.conversations, conversationId),
    stamps: without(state.stamps, conversationId),
    timelines: without(state.timelines, conversationId),
    typing: without(state.typing, conversationId),
    counts: recount(state.counts, held, null, state.me),
    countsAreStale: state.countsAreStale || held === null,
  };
}

function applyEntry(state: LiveState, conversationId: Id, entry: Entry): LiveState {
  const timeline = state.timelines[conversationId];
  const typing = entry.author.kind === 'system' ? state.typing : without(state.typing, conversationId);
  if (timeline === undefined) return { ...state, typing };
  return {
    ...state,
    typing,
    timelines: { ...state.timelines, [conversationId]: applyEntries(timeline, [entry]) },
  };
}

function applyRead(
  state: LiveState,
  read: { conversationId: Id; reader: 'visitor' | 'staff'; seq: number },
): LiveState {
  const held = state.conversations[read.conversationId];
  if (held === undefined) return state;
  const side = read.reader === 'staff' ? 'mine' : 'theirs';
  if (held.readSeq[side] >= read.seq) return state;
  const readSeq = { ...held.readSeq, [side]: read.seq };
  const unread = read.reader === 'staff' && read.seq >= held.headSeq ? 0 : held.unread;
  const conversations = { ...state.conversations, [held.id]: { ...held, readSeq, unread } };
  return { ...state, conversations };
}

function applyTyping(
  state: LiveState,
  hint: { conversationId: Id; by: 'visitor' | 'agent'; name: string | null; isTyping: boolean },
  nowMs: number,
): LiveState {
  if (!hint.isTyping) return { ...state, typing: without(state.typing, hint.conversationId) };
  const typing = { by: hint.by, name: hint.name, at: nowMs };
  return { ...state, typing: { ...state.typing, [hint.conversationId]: typing } };
}

/** Takes in oneself. Other teams mean other lists: they are fetched anew. */
export function applyMe(state: LiveState, me: SignedInAgent): LiveState {
  const hasSameScope = me.role === state.me.role && me.teamIds.join() === state.me.teamIds.join();
  if (hasSameScope) return { ...state, me };
  return { ...state, me, lists: unfetchedLists(), countsAreStale: true };
}
