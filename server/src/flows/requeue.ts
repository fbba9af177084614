import type { ReleaseCause } from '@haven/shared/entry';
import { reopenPreferenceMs } from '@haven/shared/limits';
import type { ConversationFacts } from '../features/conversations/facts.ts';
import { passMs } from '../features/routing/tuning.ts';
import { type Patch, type StoredAuthor, systemAuthor, type Write } from '../storage/postgres/write.ts';
import type { FlowDeps } from './flow-deps.ts';
import { queuedAgain } from './queued-again.ts';

/** Why its contact loses it: they are gone, let it lie, or signed out, which is theirs to say. */
export type Release = {
  because?: ReleaseCause;
  author?: StoredAuthor;
  /** For whoever gets it next. */
  note?: string;
};

/**
 * Takes a conversation whose visitor waits for an answer from its contact and puts it back into its queue, in the place
 * of its first enqueueing (RT3). Writes nothing when the visitor was answered meanwhile, or it changed hands.
 */
export function requeued(
  { clock, conversations }: Pick<FlowDeps, 'clock' | 'conversations'>,
  facts: ConversationFacts,
  { because, author = systemAuthor, note = '' }: Release,
): Write {
  const now = clock.now();
  const body = { kind: 'requeued' as const, reason: 'released' as const, ...(because ? { because } : {}) };
  return {
    conversationId: facts.id,
    expect: { status: ['assigned'], epoch: facts.assign_epoch, isWaiting: true },
    patch: { ...queuedAgain(facts, new Date(now)), ...whoNext(facts, because, now) },
    entries: [
      conversations.compose(author, body),
      ...(note.trim() === '' ? [] : [conversations.compose(author, { kind: 'note', text: note })]),
    ],
    records: [{ kind: 'end_assignment', role: 'contact', reason: because ?? 'released' }],
  };
}

/** Who comes back while it still waits knows it best; who let it lie is not asked again for a while. */
function whoNext(
  { assignee_id: agentId }: ConversationFacts,
  because: ReleaseCause | undefined,
  now: number,
): Patch {
  if (agentId === null || because !== 'no_reply')
    return { preferredAgentId: agentId, preferredUntil: new Date(now + reopenPreferenceMs) };
  return {
    preferredAgentId: null,
    preferredUntil: null,
    passed: { agentId, until: new Date(now + passMs) },
  };
}
