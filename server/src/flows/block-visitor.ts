import type { StaffConversation } from '@haven/shared/conversation';
import { ok, refuse, type Result } from '@haven/shared/result';
import { roleHas } from '@haven/shared/rights';
import type { ConversationFacts } from '../features/conversations/facts.ts';
import type { AgentPrincipal } from '../principal.ts';
import { agentAuthor } from './authors.ts';
import { closed } from './end-conversation.ts';
import type { FlowDeps } from './flow-deps.ts';
import type { Publish } from './publish.ts';

type BlockDeps = FlowDeps & {
  publish: Publish;
  /** Marks the visitor as blocked and ends their sessions; audited. */
  block(agent: AgentPrincipal, visitorId: string, reason: string): Promise<void>;
};

export type BlockVisitor = (
  agent: AgentPrincipal,
  asked: { conversationId: string; reason: string },
) => Promise<Result<{ conversation: StaffConversation }>>;

/**
 * Blocks an abusive visitor: ends their sessions, cuts their sockets, and closes what they have open, this one or one
 * that they have opened since. Blocked first and closed second, so that nothing is opened in between.
 */
export function createBlockVisitor(deps: BlockDeps): BlockVisitor {
  const { conversations, writer, settle, publish } = deps;

  async function close(
    facts: ConversationFacts,
    agent: AgentPrincipal,
    reason: string,
  ): Promise<Result<null>> {
    const author = agentAuthor(agent);
    const closing = closed(deps, facts, author, 'blocked', { status: ['queued', 'assigned', 'resolved'] });
    const note = conversations.compose(author, { kind: 'note', text: reason });
    const written = await writer.apply({ ...closing, entries: [note, ...closing.entries] });
    if (written.ok) await settle(written.value);
    return written.ok || written.error.code === 'conversation_closed' ? ok(null) : written;
  }

  return async function blockVisitor(agent, { conversationId, reason }) {
    const access = await conversations.toWork(agent, conversationId);
    if (!access.ok) return access;
    if (!roleHas(agent.role, 'visitor.block')) return refuse('refused');
    const { visitor_id: visitorId, inbox_id: inboxId } = access.value.facts;
    await deps.block(agent, visitorId, reason);
    publish.revokeVisitor(visitorId, 'blocked');
    const openId = await conversations.openIdOf({ visitorId, inboxId });
    for (const facts of await conversations.facts(openId === null ? [] : [openId])) {
      const done = await close(facts, agent, reason);
      if (!done.ok) return done;
    }
    const [after] = await conversations.facts([conversationId]);
    return after ? ok({ conversation: (await settle.view(after)).staff }) : refuse('not_found');
  };
}
