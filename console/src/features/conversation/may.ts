import type { StaffConversation } from '@haven/shared/conversation';
import { maySend } from '@haven/shared/conversation-status';
import type { AgentCard, SignedInAgent } from '@haven/shared/people';
import { roleHas } from '@haven/shared/rights';
import { isOwn, isWorkedBy, openCase } from '../../live/views.ts';

/** Whether the agent may act on it: as its contact, its specialist, or with the right to intervene. */
export function mayWork(conversation: StaffConversation, me: SignedInAgent): boolean {
  return isWorkedBy(conversation, me) || roleHas(me.role, 'conversation.intervene');
}

/** Whether the agent may answer the visitor: who intervenes takes the chat over first, so that one voice speaks. */
export function mayReply(conversation: StaffConversation, me: SignedInAgent): boolean {
  const isSpecialist = openCase(conversation)?.specialist?.id === me.id;
  if (isSpecialist && conversation.status === 'queued') return true;
  return maySend(conversation.status, 'agent') && (isOwn(conversation, me) || isSpecialist);
}

/** Whether the agent may leave a note: on everything open that may be acted on. */
export function mayNote(conversation: StaffConversation, me: SignedInAgent): boolean {
  return conversation.status !== 'closed' && mayWork(conversation, me);
}

/** Whom the agent may whisper to: the colleague whose chat they watch (RT16); null when it is nobody's, or their own. */
export function whisperTo(conversation: StaffConversation, me: SignedInAgent): AgentCard | null {
  const { status, assignee } = conversation;
  if (status !== 'assigned' || isWorkedBy(conversation, me)) return null;
  return roleHas(me.role, 'conversation.intervene') ? assignee : null;
}

/** What the header offers. */
export function actionsFor(conversation: StaffConversation, me: SignedInAgent) {
  const { status } = conversation;
  const isMine = isOwn(conversation, me);
  const mayIntervene = roleHas(me.role, 'conversation.intervene');
  const isHandled = status === 'assigned' && (isMine || mayIntervene);
  return {
    accept: status === 'queued' && me.teamIds.includes(conversation.team.id),
    takeOver: status === 'assigned' && !isMine && mayIntervene,
    transfer: isHandled || (status === 'queued' && mayIntervene),
    escalate: isHandled && openCase(conversation) === null,
    resolve: isHandled,
    block:
      status !== 'closed' &&
      !conversation.visitor.isBlocked &&
      roleHas(me.role, 'visitor.block') &&
      mayWork(conversation, me),
  };
}
