import type { StaffConversation } from '@haven/shared/conversation';
import type { SignedInAgent } from '@haven/shared/people';
import { roleHas } from '@haven/shared/rights';
import { isWorkedBy } from '../../live/views.ts';

/** Whether the agent may set language and issue type. */
export function mayChange(conversation: StaffConversation, me: SignedInAgent): boolean {
  if (conversation.status === 'closed') return false;
  return isWorkedBy(conversation, me) || roleHas(me.role, 'conversation.intervene');
}
