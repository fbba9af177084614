import type { StaffConversation } from '@haven/shared/conversation';
import type { AgentCard } from '@haven/shared/people';
import type { Localized } from '@haven/shared/language';
import { ok, refuse, type Refusal, type Result } from '@haven/shared/result';
import { roleHas } from '@haven/shared/rights';
import type { ConversationFacts } from '../features/conversations/facts.ts';
import { contactItem, languageAskedOf } from '../features/routing/item.ts';
import type { CommitOutcome, Declined, Proposal } from '../features/routing/proposal.ts';
import type { AgentPrincipal } from '../principal.ts';
import { type NewEntry, systemAuthor, type Write } from '../storage/postgres/write.ts';
import { agentAuthor } from './authors.ts';
import { caseItemOf } from './case-item.ts';
import type { Dispatch } from './dispatch.ts';
import type { FlowDeps } from './flow-deps.ts';
import { greetingFor } from './greeting.ts';

type AssignDeps = FlowDeps & {
  /** What visitors may know of an agent; null when disabled or unknown. */
  cardOf(agentId: string): Promise<AgentCard | null>;
  greetingOf(inboxId: string): Promise<Localized>;
};

export type CommitAssignment = (proposal: Proposal) => Promise<CommitOutcome>;

/**
 * Writes what routing proposed, if the row is still what it was proposed for: compare-and-set on status and epoch
 * (RT1). The first contact greets in the visitor's language. The reason is kept with the assignment (RT14).
 */
export function createCommitAssignment(deps: AssignDeps): CommitAssignment {
  return async function commitAssignment(proposal) {
    const isCase = proposal.itemId.startsWith('specialist:');
    // At once: a visitor waits for each round trip.
    const [[facts], agent, greeting] = await Promise.all([
      deps.conversations.facts([proposal.conversationId]),
      deps.cardOf(proposal.agentId),
      isCase ? null : firstGreeting(deps, proposal),
    ]);
    if (!facts || !agent) return 'stale';
    const write = isCase
      ? specialistAssigned(deps, facts, agent, proposal)
      : contactAssigned(deps, facts, agent, proposal, greeting);
    const written = await deps.writer.apply(write);
    if (!written.ok) return written.error.code === 'unavailable' ? 'unavailable' : 'stale';
    await deps.settle(written.value);
    return 'assigned';
  };
}

/** What the inbox says for the first contact of a conversation; null when it had one. */
async function firstGreeting(
  deps: AssignDeps,
  { conversationId, queue }: Proposal,
): Promise<Localized | null> {
  const [greeting, wasAssigned] = await Promise.all([
    deps.greetingOf(queue.inboxId),
    deps.conversations.wasAssigned(conversationId),
  ]);
  return wasAssigned ? null : greeting;
}

function contactAssigned(
  deps: AssignDeps,
  facts: ConversationFacts,
  agent: AgentCard,
  proposal: Proposal,
  greeting: Localized | null,
): Write {
  const { conversations } = deps;
  const entries = [conversations.compose(systemAuthor, { kind: 'assigned', agent })];
  if (greeting !== null) {
    const text = greetingFor(facts.language, agent.name, greeting);
    const author = agentAuthor({ agentId: agent.id, name: agent.name });
    entries.push(conversations.compose(author, { kind: 'message', text, attachments: [], automatic: true }));
  }
  return contactHeld(deps, facts, proposal, entries);
}

/**
 * The proposed agent becomes the contact, by routing or by transfer: compare-and-set on status and epoch (RT1), and on
 * what it asked for when the agent was chosen, since another language or issue type raises no epoch (RT4).
 */
export function contactHeld(
  { clock, newId }: Pick<FlowDeps, 'clock' | 'newId'>,
  { relaxed }: Pick<ConversationFacts, 'relaxed'>,
  { conversationId, epoch, agentId, reason, queue }: Proposal,
  entries: readonly NewEntry[],
): Write {
  const at = new Date(clock.now());
  return {
    conversationId,
    expect: {
      status: ['queued', 'assigned'],
      epoch,
      asks: { language: languageAskedOf(queue), skills: queue.skills ?? [] },
    },
    patch: {
      status: 'assigned',
      assigneeId: agentId,
      raiseEpoch: true,
      enqueuedAt: null,
      queuedSince: null,
      // Whoever gets it next has to be able to do it: it was only for this wait.
      relaxed: [],
      passed: null,
      lastActivityAt: at,
    },
    entries,
    records: [
      { kind: 'end_assignment', role: 'contact', reason: 'transferred' },
      {
        kind: 'open_assignment',
        id: newId(),
        role: 'contact',
        agentId,
        reason: relaxed.length === 0 ? reason : { ...reason, relaxed },
        at,
      },
    ],
  };
}

function specialistAssigned(
  deps: AssignDeps,
  facts: ConversationFacts,
  agent: AgentCard,
  proposal: Proposal,
): Write {
  const caseId = proposal.itemId.slice('specialist:'.length);
  const at = new Date(deps.clock.now());
  return {
    conversationId: facts.id,
    expect: {
      status: ['queued', 'assigned', 'resolved'],
      case: { id: caseId, epoch: proposal.epoch },
      asks: { language: languageAskedOf(proposal.queue) },
    },
    patch: {},
    entries: [deps.conversations.compose(systemAuthor, { kind: 'case_assigned', caseId, specialist: agent })],
    records: [
      { kind: 'end_assignment', role: 'specialist', reason: 'transferred' },
      {
        kind: 'open_assignment',
        id: deps.newId(),
        role: 'specialist',
        agentId: agent.id,
        reason: proposal.reason,
        at,
      },
      { kind: 'assign_case', id: caseId, agentId: agent.id, step: 'checking', at },
    ],
  };
}

export type Accept = {
  conversation(
    agent: AgentPrincipal,
    asked: { conversationId: string; epoch: number },
  ): Promise<Result<{ conversation: StaffConversation }>>;
  case(
    agent: AgentPrincipal,
    asked: { conversationId: string; caseId: string },
  ): Promise<Result<{ conversation: StaffConversation }>>;
};

/** Taking something from a queue by hand, through the same two-phase take as routing: the second to try is refused. */
export function createAccept(deps: AssignDeps & { dispatch: Dispatch }): Accept {
  const { conversations, dispatch, settle } = deps;

  async function answer(outcome: CommitOutcome | Declined, conversationId: string) {
    if (outcome !== 'assigned') return refusalOf(outcome);
    const [facts] = await conversations.facts([conversationId]);
    return facts ? ok({ conversation: (await settle.view(facts)).staff }) : refuse('not_found');
  }

  return {
    async conversation(agent, { conversationId, epoch }) {
      const access = await conversations.toRead(agent, conversationId);
      if (!access.ok) return access;
      const { facts } = access.value;
      if (facts.status === 'closed') return refuse('conversation_closed');
      if (facts.status !== 'queued' || facts.assign_epoch !== epoch) return refuse('conflict');
      return answer(await dispatch.takeByHand(contactItem(facts), agent.agentId), conversationId);
    },

    async case(agent, { conversationId, caseId }) {
      const access = await conversations.toRead(agent, conversationId);
      if (!access.ok) return access;
      const { facts } = access.value;
      if (!roleHas(agent.role, 'case.work')) return refuse('refused');
      const item = caseItemOf(facts);
      if (item === null || facts.latest_case?.id !== caseId || item.state !== 'queued')
        return refuse('conflict');
      return answer(await dispatch.takeByHand(item, agent.agentId), conversationId);
    },
  };
}

/** Why an assignment to somebody by name did not happen, in the closed set; `details.reason` has the obstacle. */
export function refusalOf(outcome: Exclude<CommitOutcome, 'assigned'> | Declined): Refusal {
  switch (outcome) {
    case 'unavailable':
      return refuse('unavailable');
    case 'stale':
    case 'held':
    case 'pending':
      return refuse('conflict');
    case 'not_in_team':
    case 'wrong_language':
    case 'missing_skill':
    case 'away':
    case 'absent':
    case 'full':
      return refuse('refused', { details: { reason: outcome } });
  }
}
