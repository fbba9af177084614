import type { Sent } from '@haven/shared/entry';
import { ok, type Refusal, type Result } from '@haven/shared/result';
import type { Conversations } from '../features/conversations/conversations.ts';
import type { NewEntry } from '../storage/postgres/write.ts';
import { sentAck } from './settle.ts';

/**
 * The ack of what somebody of staff sent before, when they may no longer write there: the reply was lost, the chat
 * moved on, and their device asks again (MSG4). `refusal` when it was never sent, or said something else.
 */
export async function ackedBefore(
  conversations: Conversations,
  conversationId: string,
  { author, clientMessageId, bodyHash }: NewEntry,
  refusal: Refusal,
): Promise<Result<Sent>> {
  if (clientMessageId === null || bodyHash === null) return refusal;
  const first = await conversations.sentBefore(conversationId, author, clientMessageId);
  return first?.body_hash?.equals(bodyHash) ? ok(sentAck('staff', { entries: [first] })) : refusal;
}
