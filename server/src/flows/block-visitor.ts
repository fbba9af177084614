import type { StaffConversation } from '@haven/shared/conversation';
import { ok, refuse, type Result } from '@haven/shared/result';
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

/** Closes the conversation of an abusive visitor, ends their sessions and cuts their sockets. */
export function createBlockVisitor(deps: BlockDeps): BlockVisitor {
  const { conversations, writer, settle, publish } = deps;

  return async function blockVisitor(agent, { conversationId, reason }) {
    const access = await conversations.toWork(agent, conversationId);
    if (!access.ok) return access;
    const { facts } = access.value;
    const author = agentAuthor(agent);
    const closing = closed(deps, facts, author, 'blocked', { status: ['queued', 'assigned', 'resolved'] });
    const note = conversations.compose(author, { kind: 'note', text: reason });
    const written = await writer.apply({ ...closing, entries: [note, ...closing.entries] });
    if (!written.ok) return written;
    await deps.block(agent, facts.visitor_id, reason);
    await settle(written.value);
    publish.revokeVisitor(facts.visitor_id, 'blocked');
    const [after] = await conversations.facts([conversationId]);
    return after ? ok({ conversation: (await settle.view(after)).staff }) : refuse('not_found');
  };
}
