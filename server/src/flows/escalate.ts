import type { CaseStep, Severity } from '@haven/shared/case';
import type { StaffConversation } from '@haven/shared/conversation';
import type { Localized } from '@haven/shared/language';
import { ok, refuse, type Result } from '@haven/shared/result';
import { roleHas } from '@haven/shared/rights';
import type { AgentPrincipal } from '../principal.ts';
import type { RecordWrite } from '../storage/postgres/write.ts';
import { agentAuthor } from './authors.ts';
import type { FlowDeps } from './flow-deps.ts';
import type { GuardOutgoing } from './guard-outgoing.ts';

/** A case that is answered, or whose conversation is over, holds nobody any more. */
export function caseEnded(): RecordWrite[] {
  return [{ kind: 'end_assignment', role: 'specialist', reason: 'answered' }, { kind: 'end_case' }];
}

type EscalateDeps = FlowDeps & {
  guardOutgoing: Pick<GuardOutgoing, 'message'>;
  teamOfInbox(inboxId: string, teamId: string): Promise<{ id: string; name: Localized; tier: 1 | 2 } | null>;
};

type StaffState = Result<{ conversation: StaffConversation }>;

export type Escalate = {
  /** Opens a case for a tier-2 team. The conversation keeps its agent and its status. */
  open(
    agent: AgentPrincipal,
    asked: { conversationId: string; epoch: number; teamId: string; severity: Severity; summary: string },
  ): Promise<StaffState>;
  /** Reports a step to visitor and agent alike. */
  progress(
    agent: AgentPrincipal,
    asked: { conversationId: string; caseId: string; step: CaseStep; remark: string },
  ): Promise<StaffState>;
};

/** Escalation to tier 2, and its progress. Severity and summary are for staff alone. */
export function createEscalate(deps: EscalateDeps): Escalate {
  const { conversations, writer, settle, clock, newId, guardOutgoing } = deps;

  return {
    async open(agent, { conversationId, epoch, teamId, severity, summary }) {
      const access = await conversations.toWork(agent, conversationId);
      if (!access.ok) return access;
      const { facts } = access.value;
      const team = await deps.teamOfInbox(facts.inbox_id, teamId);
      if (!team || team.tier !== 2) return refuse('not_found');
      const author = agentAuthor(agent);
      const caseId = newId();
      const at = new Date(clock.now());
      const written = await writer.apply({
        conversationId,
        expect: { status: ['assigned'], epoch, noCase: true },
        patch: { lastActivityAt: at },
        entries: [
          conversations.compose(author, { kind: 'escalated', caseId, team: team.name }),
          conversations.compose(author, { kind: 'case_opened', caseId, severity, summary }),
        ],
        records: [{ kind: 'open_case', id: caseId, teamId, severity, summary, openedBy: agent.agentId, at }],
      });
      if (!written.ok) return written;
      return ok({ conversation: (await settle(written.value)).staff });
    },

    async progress(agent, { conversationId, caseId, step, remark }) {
      const access = await conversations.toWork(agent, conversationId);
      if (!access.ok) return access;
      const mayProgress =
        access.value.standing === 'specialist' || roleHas(agent.role, 'conversation.intervene');
      if (!mayProgress || step === 'handed_over') return refuse('refused');
      // The visitor reads the remark.
      const allowed = await guardOutgoing.message(agent, { conversationId, text: remark }, 'case_remark');
      if (!allowed.ok) return allowed;
      const at = new Date(clock.now());
      const written = await writer.apply({
        conversationId,
        expect: { status: ['queued', 'assigned', 'resolved'], case: { id: caseId } },
        // Asked for something, or answered: now it is the visitor's turn.
        patch: { lastActivityAt: at, waitingSince: step === 'checking' ? undefined : null },
        entries: [conversations.compose(agentAuthor(agent), { kind: 'case_progress', caseId, step, remark })],
        records: [
          { kind: 'progress_case', id: caseId, step, at },
          ...(step === 'answered' ? caseEnded() : []),
        ],
      });
      if (!written.ok) return written;
      return ok({ conversation: (await settle(written.value)).staff });
    },
  };
}
