import type { BodyOf, Sent } from '@haven/shared/entry';
import type { PlaybookMark } from '@haven/shared/playbook';
import { hasEnd, hasStep } from '@haven/shared/playbooks/all';
import { ok, refuse, type Result } from '@haven/shared/result';
import type { AgentPrincipal } from '../principal.ts';
import { ackedBefore } from './acked-before.ts';
import { agentAuthor } from './authors.ts';
import type { FlowDeps } from './flow-deps.ts';
import { sentAck } from './settle.ts';

type Marking = { conversationId: string; clientMessageId: string; mark: PlaybookMark };

export type MarkPlaybook = (agent: AgentPrincipal, marking: Marking) => Promise<Result<Sent>>;

/**
 * Marks a step of a playbook, or its end, as an entry for staff, by whoever may leave a note (MSG1). Nothing is compared
 * with what was marked before: the log orders marks, and the last one counts. A resend is answered with the first (MSG4).
 */
export function createMarkPlaybook({ conversations, writer, settle }: FlowDeps): MarkPlaybook {
  return async function markPlaybook(agent, marking) {
    const body = bodyOf(marking.mark);
    if (body === null) return refuse('invalid');
    const { conversationId } = marking;
    const entry = conversations.compose(agentAuthor(agent), body, marking);
    const access = await conversations.toWork(agent, conversationId);
    if (!access.ok) return ackedBefore(conversations, conversationId, entry, access);
    const written = await writer.apply({
      conversationId,
      expect: { status: ['queued', 'assigned', 'resolved'] },
      patch: {},
      entries: [entry],
      records: [],
    });
    if (!written.ok) return written;
    await settle(written.value);
    return ok(sentAck('staff', written.value));
  };
}

/** The entry of a mark; null for a step or an end that its playbook does not have. */
function bodyOf(mark: PlaybookMark): BodyOf<'playbook_step' | 'playbook_ended'> | null {
  if (mark.kind === 'step') {
    const { playbook, step, state } = mark;
    return hasStep(playbook, step) ? { kind: 'playbook_step', playbook, step, state } : null;
  }
  const { playbook, end } = mark;
  return hasEnd(playbook, end) ? { kind: 'playbook_ended', playbook, end } : null;
}
