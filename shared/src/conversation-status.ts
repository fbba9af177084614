import * as z from 'zod/mini';

/** The life of a conversation: `queued → assigned → resolved → closed`. */
export const conversationStatuses = ['queued', 'assigned', 'resolved', 'closed'] as const;
export const conversationStatusSchema = z.enum(conversationStatuses);
export type ConversationStatus = z.infer<typeof conversationStatusSchema>;

export const closeReasons = ['solved', 'rated', 'silence', 'left', 'blocked'] as const;
export const closeReasonSchema = z.enum(closeReasons);
export type CloseReason = z.infer<typeof closeReasonSchema>;

/** Whether a participant may still add a message; a visitor's message in a resolved one reopens it. */
export function maySend(status: ConversationStatus, author: 'visitor' | 'agent'): boolean {
  if (author === 'visitor') return status !== 'closed';
  return status === 'assigned' || status === 'resolved';
}

/** Whether the visitor may rate: once support has called it resolved, also after it was closed. */
export function mayRate(status: ConversationStatus, isRated: boolean): boolean {
  return !isRated && (status === 'resolved' || status === 'closed');
}
