import type { StaffConversation } from '@haven/shared/conversation';
import { ok, refuse, type Result } from '@haven/shared/result';
import { roleHas } from '@haven/shared/rights';
import type { Audit } from '../features/audit.ts';
import type { AgentPrincipal } from '../principal.ts';
import { refusalOf } from './assign.ts';
import { caseItemOf } from './case-item.ts';
import type { Commit, Dispatch } from './dispatch.ts';
import type { FlowDeps } from './flow-deps.ts';

type Deps = Pick<FlowDeps, 'conversations' | 'settle'> & {
  dispatch: Pick<Dispatch, 'assignTo' | 'takeByHand'>;
  commit: Commit;
  audit: Pick<Audit, 'record'>;
};

export type AssignCase = (
  agent: AgentPrincipal,
  asked: { conversationId: string; caseId: string; agentId: string },
) => Promise<Result<{ conversation: StaffConversation }>>;

/**
 * Gives a case that waits to a specialist by name (RT16), for whoever may intervene; to one who cannot take it, it is
 * refused before anything is written, with the reason (RT15).
 */
export function createAssignCase({ conversations, settle, dispatch, commit, audit }: Deps): AssignCase {
  return async function assignCase(agent, { conversationId, caseId, agentId }) {
    const access = await conversations.toWork(agent, conversationId);
    if (!access.ok) return access;
    if (!roleHas(agent.role, 'conversation.intervene')) return refuse('refused');
    const item = caseItemOf(access.value.facts);
    const isWaiting = access.value.facts.latest_case?.id === caseId && item?.state === 'queued';
    if (item === null || !isWaiting) return refuse('conflict');
    const by = { id: agent.agentId, name: agent.name };
    const outcome =
      agentId === agent.agentId
        ? await dispatch.takeByHand(item, agentId)
        : await dispatch.assignTo(item, agentId, (proposal) =>
            commit({ ...proposal, reason: { ...proposal.reason, by } }),
          );
    if (outcome !== 'assigned') return refusalOf(outcome);
    await audit.record({
      actor: { kind: 'agent', id: agent.agentId },
      action: 'case.assigned',
      objectKind: 'conversation',
      objectId: conversationId,
      details: { caseId, to: agentId },
    });
    const [facts] = await conversations.facts([conversationId]);
    return facts ? ok({ conversation: (await settle.view(facts)).staff }) : refuse('not_found');
  };
}
