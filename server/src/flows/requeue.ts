import { reopenPreferenceMs } from '@haven/shared/limits';
import type { ConversationFacts } from '../features/conversations/facts.ts';
import { systemAuthor, type Write } from '../storage/postgres/write.ts';
import type { FlowDeps } from './flow-deps.ts';

/**
 * Takes a conversation whose visitor waits for an answer from its contact and puts it back into its queue, in the place
 * of its first enqueueing (RT3). Writes nothing when the visitor was answered meanwhile, or it changed hands.
 */
export function requeued(
  { clock, conversations }: Pick<FlowDeps, 'clock' | 'conversations'>,
  facts: ConversationFacts,
): Write {
  const now = clock.now();
  return {
    conversationId: facts.id,
    expect: { status: ['assigned'], epoch: facts.assign_epoch, isWaiting: true },
    patch: {
      status: 'queued',
      enqueuedAt: facts.created_at,
      assigneeId: null,
      raiseEpoch: true,
      // Who comes back while it still waits knows it best.
      preferredAgentId: facts.assignee_id,
      preferredUntil: new Date(now + reopenPreferenceMs),
      lastActivityAt: new Date(now),
    },
    entries: [conversations.compose(systemAuthor, { kind: 'requeued', reason: 'released' })],
    records: [{ kind: 'end_assignment', role: 'contact', reason: 'released' }],
  };
}
