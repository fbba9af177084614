import type { StaffConversation, VisitorConversation } from '@haven/shared/conversation';
import { type CloseReason, mayRate } from '@haven/shared/conversation-status';
import { ok, refuse, type Result } from '@haven/shared/result';
import type { ConversationFacts } from '../features/conversations/facts.ts';
import type { AgentPrincipal, VisitorPrincipal } from '../principal.ts';
import type { Expectation, NewEntry, RecordWrite, StoredAuthor, Write } from '../storage/postgres/write.ts';
import { systemAuthor } from '../storage/postgres/write.ts';
import { agentAuthor, visitorAuthor } from './authors.ts';
import { caseEnded } from './escalate.ts';
import type { FlowDeps } from './flow-deps.ts';
import { reopened } from './send-message.ts';

type VisitorState = Result<{ conversation: VisitorConversation }>;
type StaffState = Result<{ conversation: StaffConversation }>;

export type EndConversation = {
  /** The agent calls it resolved and records the cause in a line. */
  resolve(
    agent: AgentPrincipal,
    asked: { conversationId: string; epoch: number; cause: string },
  ): Promise<StaffState>;
  /** The visitor says "solved". */
  close(visitor: VisitorPrincipal, conversationId: string): Promise<VisitorState>;
  /** The visitor says "not solved". */
  reopen(visitor: VisitorPrincipal, conversationId: string): Promise<VisitorState>;
  rate(
    visitor: VisitorPrincipal,
    asked: { conversationId: string; score: number; comment: string },
  ): Promise<VisitorState>;
  /** The visitor leaves. */
  cancel(visitor: VisitorPrincipal, conversationId: string): Promise<VisitorState>;
  /** 24 h of silence, so that nobody is locked out of starting anew. Refuses when somebody spoke meanwhile. */
  closeSilent(conversationId: string): Promise<Result<null>>;
};

/** How a conversation ends: resolved, closed, rated, or open again. */
export function createEndConversation(deps: FlowDeps): EndConversation {
  const { conversations, writer, settle, clock } = deps;

  async function applyForVisitor(write: Write): Promise<VisitorState> {
    const written = await writer.apply(write);
    if (!written.ok) return written;
    return ok({ conversation: (await settle(written.value)).visitor });
  }

  function closing(
    facts: ConversationFacts,
    by: StoredAuthor,
    reason: CloseReason,
    expect: Expectation,
  ): Write {
    return closed(deps, facts, by, reason, expect);
  }

  return {
    async resolve(agent, { conversationId, epoch, cause }) {
      const access = await conversations.toWork(agent, conversationId);
      if (!access.ok) return access;
      const author = agentAuthor(agent);
      const at = new Date(clock.now());
      const written = await writer.apply({
        conversationId,
        expect: { status: ['assigned'], epoch },
        patch: { status: 'resolved', resolvedAt: at, lastActivityAt: at, waitingSince: null, cause },
        entries: [
          conversations.compose(author, { kind: 'resolved' }),
          conversations.compose(author, { kind: 'cause', text: cause }),
        ],
        records: caseEnded(),
      });
      if (!written.ok) return written;
      return ok({ conversation: (await settle(written.value)).staff });
    },

    async close(visitor, conversationId) {
      const facts = await conversations.ofVisitor(visitor, conversationId);
      if (!facts.ok) return facts;
      return applyForVisitor(
        closing(facts.value, visitorAuthor(visitor), 'solved', { status: ['resolved'] }),
      );
    },

    async reopen(visitor, conversationId) {
      const facts = await conversations.ofVisitor(visitor, conversationId);
      if (!facts.ok) return facts;
      const { patch, entry, records } = reopened(deps, facts.value);
      const entries = [{ ...entry, author: visitorAuthor(visitor) }];
      return applyForVisitor({ conversationId, expect: { status: ['resolved'] }, patch, entries, records });
    },

    async rate(visitor, { conversationId, score, comment }) {
      const facts = await conversations.ofVisitor(visitor, conversationId);
      if (!facts.ok) return facts;
      const { status, rating } = facts.value;
      if (!mayRate(status, rating !== null)) return refuse('conflict');
      const author = visitorAuthor(visitor);
      const rated = conversations.compose(author, { kind: 'rated', score, comment });
      const expect: Expectation = { status: [status], isUnrated: true };
      const ending =
        status === 'resolved'
          ? closing(facts.value, author, 'rated', expect)
          : stayClosed(facts.value, expect);
      return applyForVisitor({
        ...ending,
        patch: { ...ending.patch, rating: score },
        entries: [rated, ...ending.entries],
      });
    },

    async cancel(visitor, conversationId) {
      const facts = await conversations.ofVisitor(visitor, conversationId);
      if (!facts.ok) return facts;
      return applyForVisitor(
        closing(facts.value, visitorAuthor(visitor), 'left', { status: ['queued', 'assigned'] }),
      );
    },

    async closeSilent(conversationId) {
      const [facts] = await conversations.facts([conversationId]);
      if (!facts) return refuse('not_found');
      const written = await writer.apply(
        // Whatever was said since the look moved the revision, and then it is silent no more.
        closing(facts, systemAuthor, 'silence', {
          status: ['assigned', 'resolved'],
          revision: facts.revision,
        }),
      );
      if (!written.ok) return written;
      await settle(written.value);
      return ok(null);
    },
  };
}

/** A conversation that closes: nobody holds it, its case ends, its log says why. */
export function closed(
  deps: Pick<FlowDeps, 'clock' | 'conversations'>,
  facts: ConversationFacts,
  by: StoredAuthor,
  reason: CloseReason,
  expect: Expectation,
): Write {
  const at = new Date(deps.clock.now());
  const entries: NewEntry[] = [deps.conversations.compose(by, { kind: 'closed', reason })];
  const records: RecordWrite[] = [{ kind: 'end_assignment', role: 'contact', reason }, ...caseEnded()];
  return {
    conversationId: facts.id,
    expect,
    patch: {
      status: 'closed',
      closeReason: reason,
      closedAt: at,
      enqueuedAt: null,
      waitingSince: null,
      lastActivityAt: at,
      raiseEpoch: true,
    },
    entries,
    records,
  };
}

function stayClosed(facts: ConversationFacts, expect: Expectation): Write {
  return { conversationId: facts.id, expect, patch: {}, entries: [], records: [] };
}
