import type { StaffConversation } from '@haven/shared/conversation';
import type { AgentCard } from '@haven/shared/people';
import type { Localized } from '@haven/shared/language';
import { ok, refuse, type Result } from '@haven/shared/result';
import type { Audit, AuditRecord } from '../features/audit.ts';
import type { ConversationFacts } from '../features/conversations/facts.ts';
import { contactItem } from '../features/routing/item.ts';
import type { Proposal } from '../features/routing/proposal.ts';
import type { AgentPrincipal } from '../principal.ts';
import type { NewEntry } from '../storage/postgres/write.ts';
import { contactHeld, refusalOf } from './assign.ts';
import { agentAuthor } from './authors.ts';
import type { Dispatch } from './dispatch.ts';
import type { FlowDeps } from './flow-deps.ts';
import { queuedAgain } from './queued-again.ts';

type TransferDeps = FlowDeps & {
  dispatch: Dispatch;
  cardOf(agentId: string): Promise<AgentCard | null>;
  /** A team that serves this inbox; null when it does not. */
  teamOfInbox(inboxId: string, teamId: string): Promise<{ id: string; name: Localized; tier: 1 | 2 } | null>;
  audit: Pick<Audit, 'record'>;
};

export type Handover = {
  conversationId: string;
  epoch: number;
  to: { kind: 'agent' | 'team'; id: string };
  note: string;
};

export type Transfer = (
  agent: AgentPrincipal,
  handover: Handover,
) => Promise<Result<{ conversation: StaffConversation }>>;

/**
 * Hands a conversation to a colleague or to a team, with a note for them. The visitor keeps place and log; to a
 * colleague who cannot take it, it is refused before anything is written, with the reason (RT15). Whoever may intervene
 * assigns what waits and takes over what a colleague holds in the same way (RT16); who takes over may be busy or away.
 */
export function createTransfer(deps: TransferDeps): Transfer {
  const { conversations, writer, settle, clock, dispatch } = deps;

  async function toTeam(agent: AgentPrincipal, facts: ConversationFacts, handover: Handover) {
    const team = await deps.teamOfInbox(facts.inbox_id, handover.to.id);
    if (!team || team.tier !== 1) return refuse('not_found');
    if (team.id === facts.team_id && facts.status === 'queued') return refuse('conflict');
    const at = new Date(clock.now());
    const to = { kind: 'team' as const, id: team.id, name: team.name };
    const written = await writer.apply({
      conversationId: facts.id,
      expect: { status: ['queued', 'assigned'], epoch: handover.epoch },
      patch: { ...queuedAgain(facts, at), teamId: team.id, preferredAgentId: null, preferredUntil: null },
      entries: transferEntries(deps, agent, to, handover.note),
      records: [{ kind: 'end_assignment', role: 'contact', reason: 'transferred' }],
    });
    return written.ok ? ok((await settle(written.value)).facts) : written;
  }

  async function toAgent(agent: AgentPrincipal, facts: ConversationFacts, handover: Handover) {
    const card = await deps.cardOf(handover.to.id);
    if (!card) return refuse('not_found');
    if (card.id === facts.assignee_id) return refuse('conflict');
    let after: ConversationFacts | undefined;
    const isTakingOver = card.id === agent.agentId;
    const give = isTakingOver ? dispatch.takeByHand : dispatch.assignTo;
    const outcome = await give(contactItem(facts), card.id, async (proposal: Proposal) => {
      const entries = [
        ...transferEntries(deps, agent, { kind: 'agent', ...card }, handover.note),
        conversations.compose(agentAuthor(agent), { kind: 'assigned', agent: card }),
      ];
      // The epoch that the agent saw, which is the older one should routing know of a newer.
      const by = { id: agent.agentId, name: agent.name };
      const reason = isTakingOver ? proposal.reason : { ...proposal.reason, by };
      const held = contactHeld(deps, facts, { ...proposal, epoch: handover.epoch, reason }, entries);
      const written = await writer.apply(held);
      if (!written.ok) return written.error.code === 'unavailable' ? 'unavailable' : 'stale';
      after = (await settle(written.value)).facts;
      return 'assigned';
    });
    if (outcome !== 'assigned') return refusalOf(outcome);
    return after ? ok(after) : refuse('internal');
  }

  return async function transfer(agent, handover) {
    const access = await conversations.toWork(agent, handover.conversationId);
    if (!access.ok) return access;
    const { facts } = access.value;
    if (facts.status === 'closed') return refuse('conversation_closed');
    if (facts.status === 'resolved' || facts.assign_epoch !== handover.epoch) return refuse('conflict');
    const moved = await (handover.to.kind === 'team' ? toTeam : toAgent)(agent, facts, handover);
    if (!moved.ok) return moved;
    const { standing } = access.value;
    if (standing === 'team' || standing === 'overseer') {
      await deps.audit.record(interventionOf(agent, facts, handover));
    }
    return ok({ conversation: (await settle.view(moved.value)).staff });
  };
}

/** That somebody acted on a chat that they do not hold, and who held it before (RT16). */
function interventionOf(agent: AgentPrincipal, before: ConversationFacts, { to }: Handover): AuditRecord {
  const actor = { kind: 'agent', id: agent.agentId } as const;
  const action = `conversation.${whatWasDone(agent, before, to)}`;
  const details = { from: before.assignee_id, to };
  return { actor, action, objectKind: 'conversation', objectId: before.id, details };
}

function whatWasDone(agent: AgentPrincipal, before: ConversationFacts, to: Handover['to']): string {
  if (to.kind === 'team') return 'transferred';
  if (before.status === 'queued') return 'assigned';
  return to.id === agent.agentId ? 'taken_over' : 'transferred';
}

type Destination =
  | { kind: 'agent'; id: string; name: string }
  | { kind: 'team'; id: string; name: Localized };

function transferEntries(deps: FlowDeps, agent: AgentPrincipal, to: Destination, note: string): NewEntry[] {
  const author = agentAuthor(agent);
  const transferred = deps.conversations.compose(author, { kind: 'transferred', to });
  return note.trim() === ''
    ? [transferred]
    : [transferred, deps.conversations.compose(author, { kind: 'note', text: note })];
}
