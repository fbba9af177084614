import type { StaffConversation, VisitorConversation, WaitRange } from '@haven/shared/conversation';
import type { Entry } from '@haven/shared/entry';
import type { Offer } from '@haven/shared/realtime/agent-events';
import type { SignedInAgent } from '@haven/shared/people';
import type { ServiceNotice } from '@haven/shared/service-notice';

export type RevokeReason = 'signed_out' | 'disabled' | 'expired' | 'blocked';

/** One conversation as both audiences see it, with what was just added to it, each in its own numbering. */
export type ConversationNews = {
  visitorId: string;
  teamId: string;
  /** Agents who hold it: its contact and its case's specialist. */
  holderIds: readonly string[];
  /** The tier-2 team of its open case. */
  caseTeamId: string | null;
  /** Null when nothing of it is the visitor's to see (MSG2). */
  visitor: { conversation: VisitorConversation; entries: readonly Entry[] } | null;
  staff: { conversation: StaffConversation; entries: readonly Entry[] };
};

/**
 * What flows tell the world, always after the commit (MSG6). The realtime transport implements it; a lost publish
 * costs a delay and never an entry, since clients pull by seq (LIVE1).
 */
export type Publish = {
  conversation(news: ConversationNews): void;
  /** A message or a note that changes nothing else: the entry alone, to those who follow the log. */
  entry(news: {
    conversationId: string;
    visitorId: string;
    holderIds: readonly string[];
    /** Null when it is not the visitor's to see (MSG2). */
    visitor: Entry | null;
    staff: Entry;
  }): void;
  /** The state for staff's lists, when nothing in it is news to the visitor. */
  staffState(news: {
    conversation: StaffConversation;
    holderIds: readonly string[];
    teamId: string;
    caseTeamId: string | null;
  }): void;
  /**
   * It changed hands: whoever of staff may not read it any more, holder, onlooker or, where it left a team, one of
   * that, stops hearing of it and drops it from their lists (LIVE8).
   */
  moved(conversationId: string, former: { holderIds: readonly string[]; teamId: string | null }): void;
  read(news: {
    conversationId: string;
    visitorId: string;
    reader: 'visitor' | 'staff';
    /** Null when nothing that the visitor sees was read: they would learn of a note (MSG2). */
    visitorSeq: number | null;
    staffSeq: number;
  }): void;
  queueMoved(
    visitorId: string,
    place: { conversationId: string; mode: 'live' | 'message'; position: number | null },
  ): void;
  queueWait(visitorId: string, told: { conversationId: string; wait: WaitRange | null }): void;
  offerMade(agentId: string, offer: Offer): void;
  offerEnded(
    agentId: string,
    ended: Pick<Offer, 'conversationId' | 'caseId'> & { reason: 'declined' | 'timed_out' },
  ): void;
  agentChanged(me: SignedInAgent): void;
  /** What the operator tells everybody changed, to the sockets of this server: each server looks by itself. */
  serviceNotices(notices: ServiceNotice[]): void;
  /** Ends sockets: of one session, or of all sessions of the agent or visitor when `sessionId` is left out. */
  revokeAgent(agentId: string, reason: RevokeReason, sessionId?: string): void;
  revokeVisitor(visitorId: string, reason: RevokeReason, sessionId?: string): void;
};
