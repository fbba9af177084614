import type { ConversationFacts } from '../features/conversations/facts.ts';
import type { Patch } from '../storage/postgres/write.ts';

/**
 * Back into a queue, held by nobody. The first enqueueing counts, so that who is put back never goes to the end (RT3);
 * its wait begins anew, and with it what it asks for (RT7).
 */
export function queuedAgain({ created_at: enqueuedAt }: ConversationFacts, at: Date) {
  return {
    status: 'queued',
    enqueuedAt,
    queuedSince: at,
    relaxed: [],
    assigneeId: null,
    raiseEpoch: true,
    lastActivityAt: at,
  } as const satisfies Patch;
}
