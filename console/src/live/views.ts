import type { StaffCase } from '@haven/shared/case';
import type { StaffConversation } from '@haven/shared/conversation';
import type { Id } from '@haven/shared/ids';
import type { SignedInAgent } from '@haven/shared/people';
import type { Counts, LiveState, View } from './state.ts';

/** Whether a conversation belongs to a list of this agent; the same rule as the server's. */
export function isInView(view: View, conversation: StaffConversation, me: SignedInAgent): boolean {
  const { status } = conversation;
  const opened = openCase(conversation);
  switch (view) {
    case 'mine':
      if (isOwn(conversation, me) && (status === 'assigned' || status === 'resolved')) return true;
      return opened?.specialist?.id === me.id;
    case 'queue':
      if (status === 'queued' && isOfTeam(conversation.team.id, me)) return true;
      return opened !== null && opened.specialist === null && isOfTeam(opened.teamId, me);
    case 'team':
      return status !== 'closed' && isOfTeam(conversation.team.id, me);
    case 'escalated':
      if (opened === null) return false;
      return (
        isOfTeam(opened.teamId, me) || opened.openedBy.id === me.id || isOfTeam(conversation.team.id, me)
      );
    case 'closed':
      return status === 'closed' && (isOfTeam(conversation.team.id, me) || isOwn(conversation, me));
  }
}

/** Whether the agent is the conversation's contact. */
export function isOwn(conversation: StaffConversation, me: SignedInAgent): boolean {
  return conversation.assignee?.id === me.id;
}

/** Whether the agent works on the conversation: as its contact or as its open case's specialist. */
export function isWorkedBy(conversation: StaffConversation, me: SignedInAgent): boolean {
  return isOwn(conversation, me) || openCase(conversation)?.specialist?.id === me.id;
}

/** The case that is still worked on, if any: a closed conversation and an answered case have none. */
export function openCase({ status, case: latest }: StaffConversation): StaffCase | null {
  return latest === null || status === 'closed' || latest.step === 'answered' ? null : latest;
}

function isOfTeam(teamId: Id, me: SignedInAgent): boolean {
  return me.teamIds.includes(teamId);
}

/** The conversations of a list that are held, in the list's order. */
export function listOf(
  view: View,
  { conversations, me }: Pick<LiveState, 'conversations' | 'me'>,
): StaffConversation[] {
  return Object.values(conversations)
    .filter((conversation) => isInView(view, conversation, me))
    .sort(orderOf(view));
}

/** The order of a list: who waits longest first, or what moved last first. */
export function orderOf(view: View): (a: StaffConversation, b: StaffConversation) => number {
  switch (view) {
    case 'mine':
    case 'queue':
      return (a, b) => compare(waitingKey(a), waitingKey(b)) || compare(a.id, b.id);
    case 'team':
    case 'escalated':
    case 'closed':
      return (a, b) => compare(activityAt(b), activityAt(a)) || compare(b.id, a.id);
  }
}

function waitingKey(conversation: StaffConversation): string {
  return conversation.waitingSince ?? activityAt(conversation);
}

/** When something last happened, as far as the state tells (ISO 8601, so the latest sorts last). */
export function activityAt({ createdAt, preview, resolvedAt, closedAt }: StaffConversation): string {
  return [createdAt, preview?.at, resolvedAt, closedAt].reduce<string>(
    (latest, at) => (at != null && at > latest ? at : latest),
    '',
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const countedViews = ['mine', 'queue', 'team', 'escalated'] as const;

/** The counts after a conversation changed from one state to another; null means gone. */
export function recount(
  counts: Counts,
  from: StaffConversation | null,
  to: StaffConversation | null,
  me: SignedInAgent,
): Counts {
  const next = { ...counts };
  for (const view of countedViews) {
    const was = from !== null && isInView(view, from, me);
    const is = to !== null && isInView(view, to, me);
    next[view] = Math.max(0, next[view] + Number(is) - Number(was));
  }
  return next;
}

/** Own chats with something unread: the badge and the title. */
export function unreadChats({ conversations, me }: Pick<LiveState, 'conversations' | 'me'>): number {
  return Object.values(conversations).filter(
    (conversation) => conversation.unread > 0 && isInView('mine', conversation, me),
  ).length;
}

/** How many chats and cases the agent works on. */
export function chatsHeld({ conversations, me }: LiveState): number {
  return Object.values(conversations).filter((one) => one.status === 'assigned' && isWorkedBy(one, me))
    .length;
}

/** How many conversations the agent is the contact of, and not done with. */
export function ownChats({ conversations, me }: LiveState): number {
  return Object.values(conversations).filter((one) => one.status === 'assigned' && isOwn(one, me)).length;
}
