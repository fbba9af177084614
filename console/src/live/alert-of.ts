import type { Id } from '@haven/shared/ids';
import type { AgentNotice } from './apply-notice.ts';
import type { LiveState } from './state.ts';
import { isWorkedBy, openCase } from './views.ts';

/** Something that an agent should hear of. It carries no content: it may be read over somebody's shoulder (SAFE10). */
export type Alert = {
  kind: 'chat' | 'message' | 'case' | 'offer' | 'whisper';
  conversationId: Id;
  label: string;
};

/** What a notice is worth telling, judged by the state before and after it; null for most. */
export function alertOf(notice: AgentNotice, before: LiveState, after: LiveState): Alert | null {
  if (notice.name === 'entry:new') return messageAlert(notice.data, after);
  if (notice.name === 'offer:made') {
    const { conversationId } = notice.data.offer;
    const label = after.conversations[conversationId]?.visitor.label ?? '';
    return { kind: 'offer', conversationId, label };
  }
  if (notice.name !== 'conversation:changed') return null;
  const { id } = notice.data.conversation;
  const then = before.conversations[id];
  const now = after.conversations[id];
  if (now === undefined || now === then) return null;
  const alert = { conversationId: id, label: now.visitor.label };
  const { me } = after;
  const isNewlyMine = now.status === 'assigned' && now.assignee?.id === me.id && then?.epoch !== now.epoch;
  if (isNewlyMine) return { ...alert, kind: 'chat' };
  const opened = openCase(now);
  const isCaseMine = opened?.specialist?.id === me.id && then?.case?.specialist?.id !== me.id;
  if (isCaseMine) return { ...alert, kind: 'case' };
  const isNewCase = opened !== null && opened.specialist === null && then?.case?.id !== opened.id;
  const isForMe = opened !== null && me.teamIds.includes(opened.teamId) && opened.openedBy.id !== me.id;
  return isNewCase && isForMe ? { ...alert, kind: 'case' } : null;
}

function messageAlert(
  { conversationId, entry }: Extract<AgentNotice, { name: 'entry:new' }>['data'],
  { conversations, me }: LiveState,
): Alert | null {
  const conversation = conversations[conversationId];
  if (conversation === undefined || !isWorkedBy(conversation, me)) return null;
  const alert = { conversationId, label: conversation.visitor.label };
  if (entry.body.kind === 'note' && entry.body.to?.id === me.id) return { ...alert, kind: 'whisper' };
  if (entry.author.kind !== 'visitor' || entry.body.kind !== 'message') return null;
  return { ...alert, kind: 'message' };
}
