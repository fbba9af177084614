import type { AnyNotice, ConnectionState, RevokedReason } from '@haven/shared/browser/connection';
import type { VisitorConversation, WaitRange } from '@haven/shared/conversation';
import type { ConversationStatus } from '@haven/shared/conversation-status';
import type { Entry } from '@haven/shared/entry';
import type { OutboxItem } from '@haven/shared/outbox-item';
import type { VisitorNotices } from '@haven/shared/realtime/visitor-events';
import type { ServiceNotice } from '@haven/shared/service-notice';
import { applyEntries, emptyTimeline, lastSeq, type Timeline } from '@haven/shared/timeline';

/** The conversation that the widget holds: the open one, or the last one until another is started. */
export type Held = { readonly conversation: VisitorConversation; readonly timeline: Timeline };

/** Everything that the server tells a visitor, as the interface draws it. */
export type LiveState = {
  readonly connection: ConnectionState;
  readonly revoked: RevokedReason | null;
  readonly held: Held | null;
  /** How long a conversation has to wait in its queue, as it was told last. */
  readonly wait: { readonly conversationId: string; readonly range: WaitRange | null } | null;
  /** Who is typing; `name` is null when it was not told. */
  readonly typing: { readonly name: string | null } | null;
  /** Own messages that wait to be sent, also such as belong to a conversation that is not held yet. */
  readonly waiting: number;
  /** Own messages that were refused for good, of whatever conversation, until the visitor decides. */
  readonly failed: readonly OutboxItem[];
  /** Whether they survive a reload: the device keeps them (LIVE4). */
  readonly isKept: boolean;
  /** What the operator tells everybody, as it was told last; null until then. */
  readonly notices: readonly ServiceNotice[] | null;
  /** Of these the open conversation is told when they end. */
  readonly followedIds: readonly string[];
};

export const nothingLive: LiveState = {
  connection: 'idle',
  revoked: null,
  held: null,
  wait: null,
  typing: null,
  waiting: 0,
  failed: [],
  isKept: true,
  notices: null,
  followedIds: [],
};

/** Takes in a conversation's state; an older revision that arrives late is dropped (LIVE8). */
export function applyConversation(state: LiveState, conversation: VisitorConversation): LiveState {
  const { held } = state;
  if (held === null || held.conversation.id !== conversation.id) return adopt(state, conversation);
  if (conversation.revision < held.conversation.revision) return state;
  // The head tells of entries whose notices were lost (LIVE1).
  const timeline = applyEntries(held.timeline, [], { headSeq: conversation.headSeq });
  return { ...state, held: { conversation, timeline } };
}

/** Another conversation takes the held one's place when it is open and the held one is not (RT13: one open at a time). */
function adopt(state: LiveState, conversation: VisitorConversation): LiveState {
  const isHeldOpen = state.held !== null && state.held.conversation.status !== 'closed';
  if (isHeldOpen || conversation.status === 'closed') return state;
  return hold(state, conversation);
}

/** Holds this conversation, with nothing of its log yet. */
export function hold(state: LiveState, conversation: VisitorConversation): LiveState {
  const timeline = applyEntries(emptyTimeline(0), [], { headSeq: conversation.headSeq });
  return { ...state, held: { conversation, timeline }, typing: null };
}

/** Takes in entries of the held conversation. */
export function applyPage(
  state: LiveState,
  conversationId: string,
  entries: readonly Entry[],
  page: { headSeq?: number } = {},
): LiveState {
  return changeHeld(state, conversationId, (held) => ({
    ...held,
    timeline: applyEntries(held.timeline, entries, page),
  }));
}

/** Applies one notice (LIVE8). What ends the session or the connection is the connection's own business. */
export function applyNotice(state: LiveState, notice: AnyNotice<VisitorNotices>): LiveState {
  switch (notice.name) {
    case 'entry:new': {
      const { conversationId, entry } = notice.data;
      const next = advance(applyPage(state, conversationId, [entry]), conversationId, entry.seq);
      return entry.author.kind === 'agent' ? { ...next, typing: null } : next;
    }
    case 'conversation:changed':
      return applyConversation(state, notice.data.conversation);
    case 'conversation:read': {
      const { conversationId, reader, seq } = notice.data;
      return markRead(state, conversationId, reader === 'visitor' ? 'mine' : 'theirs', seq);
    }
    case 'queue:moved': {
      const { conversationId, mode, position } = notice.data;
      return changeHeld(state, conversationId, ({ conversation, timeline }) => ({
        timeline,
        conversation:
          conversation.status === 'queued' ? { ...conversation, queue: { mode, position } } : conversation,
      }));
    }
    case 'queue:wait':
      return { ...state, wait: { conversationId: notice.data.conversationId, range: notice.data.wait } };
    case 'typing:changed': {
      const { conversationId, by, name, isTyping } = notice.data;
      if (by !== 'agent' || state.held?.conversation.id !== conversationId) return state;
      return { ...state, typing: isTyping ? { name } : null };
    }
    case 'service-notices:changed':
      return { ...state, notices: notice.data.notices };
    case 'session:revoked':
    case 'server:draining':
      return state;
  }
}

/** What an entry says about the state by itself: a plain message comes without one. */
function advance(state: LiveState, conversationId: string, seq: number): LiveState {
  return changeHeld(state, conversationId, ({ conversation, timeline }) => {
    const headSeq = Math.max(conversation.headSeq, seq);
    // A visitor's revision is the seq of the last entry that they see (MSG2).
    return {
      timeline,
      conversation: { ...conversation, headSeq, revision: Math.max(conversation.revision, seq) },
    };
  });
}

/** Moves a read marker, only forward. */
export function markRead(
  state: LiveState,
  conversationId: string,
  side: 'mine' | 'theirs',
  seq: number,
): LiveState {
  return changeHeld(state, conversationId, ({ conversation, timeline }) => {
    const { readSeq } = conversation;
    if (seq <= readSeq[side]) return { conversation, timeline };
    return { timeline, conversation: { ...conversation, readSeq: { ...readSeq, [side]: seq } } };
  });
}

/** Changes the held conversation if it is this one. */
export function changeHeld(
  state: LiveState,
  conversationId: string,
  change: (held: Held) => Held,
): LiveState {
  if (state.held === null || state.held.conversation.id !== conversationId) return state;
  return { ...state, held: change(state.held) };
}

/** Own messages that failed in a conversation that is not shown any more, once it is known which one is. */
export function strandedItems({ connection, failed, held }: LiveState): readonly OutboxItem[] {
  return connection === 'live' ? failed.filter((item) => item.conversationId !== held?.conversation.id) : [];
}

/** Support's messages that the visitor has not read. */
export function unreadCount({ held }: LiveState): number {
  if (held === null) return 0;
  const { mine } = held.conversation.readSeq;
  return held.timeline.entries.filter(
    ({ seq, author, body }) => seq > mine && author.kind !== 'visitor' && body.kind === 'message',
  ).length;
}

/** The seq to report as read, or null when nothing is new. */
export function seqToRead({ held }: LiveState): number | null {
  if (held === null) return null;
  const last = lastSeq(held.timeline);
  return last > held.conversation.readSeq.mine ? last : null;
}

type OpenHeld = Held & { readonly conversation: { readonly status: Exclude<ConversationStatus, 'closed'> } };

/** Whether there is a conversation to continue. */
export function isOpen(held: Held | null): held is OpenHeld {
  return held !== null && held.conversation.status !== 'closed';
}
