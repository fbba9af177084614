import type { Attachment } from '@haven/shared/attachment';
import { maySend } from '@haven/shared/conversation-status';
import type { Sent } from '@haven/shared/entry';
import { reopenPreferenceMs } from '@haven/shared/limits';
import { ok, refuse, type Result } from '@haven/shared/result';
import { previewOf } from '../features/conversations/compose.ts';
import type { ConversationFacts } from '../features/conversations/facts.ts';
import type { AgentPrincipal, VisitorPrincipal } from '../principal.ts';
import type { NewEntry, Patch, RecordWrite, StoredAuthor, Write } from '../storage/postgres/write.ts';
import { systemAuthor } from '../storage/postgres/write.ts';
import { ackedBefore } from './acked-before.ts';
import { agentAuthor, visitorAuthor } from './authors.ts';
import { isStale } from '../storage/postgres/write-records.ts';
import type { FlowDeps } from './flow-deps.ts';
import type { GuardOutgoing } from './guard-outgoing.ts';
import { queuedAgain } from './queued-again.ts';
import { sentAck } from './settle.ts';

/** How often a send looks again when the conversation moved on under it. */
const looks = 3;

export type MessageDraft = {
  conversationId: string;
  clientMessageId: string;
  text: string;
  attachmentIds: readonly string[];
};

export type SendMessage = {
  asVisitor(visitor: VisitorPrincipal, draft: MessageDraft): Promise<Result<Sent>>;
  asAgent(agent: AgentPrincipal, draft: MessageDraft): Promise<Result<Sent>>;
};

type SendDeps = FlowDeps & { guardOutgoing: Pick<GuardOutgoing, 'message'> };

/** Appends one message to a conversation, exactly once. Rules MSG1-MSG6; what staff write is guarded (SAFE5). */
export function createSendMessage(deps: SendDeps): SendMessage {
  const { conversations, writer, settle, appendEntry, guardOutgoing } = deps;

  function messageOf(author: StoredAuthor, draft: MessageDraft, attachments: Attachment[]): NewEntry {
    return conversations.compose(author, { kind: 'message', text: draft.text, attachments }, draft);
  }

  /** A resend finds its files claimed already, by its own first send. */
  async function attachmentsOf(facts: ConversationFacts, author: StoredAuthor, draft: MessageDraft) {
    if (draft.attachmentIds.length === 0) return ok([]);
    if (new Set(draft.attachmentIds).size < draft.attachmentIds.length) return refuse('invalid');
    // The writer answers it with the first entry, whatever has become of that since: nothing is stored again.
    if (await conversations.sentBefore(facts.id, author, draft.clientMessageId)) return ok([]);
    return deps.describeAttachments(author, draft.attachmentIds);
  }

  async function send(
    facts: ConversationFacts,
    author: StoredAuthor,
    draft: MessageDraft,
  ): Promise<Result<Sent>> {
    const attachments = await attachmentsOf(facts, author, draft);
    if (!attachments.ok) return attachments;
    const message = messageOf(author, draft, attachments.value);
    const write =
      author.kind === 'visitor' ? visitorSent(deps, facts, message) : agentSent(deps, facts, message);
    const written = await writer.apply({ ...write, records: [...write.records, ...claims(draft, message)] });
    if (!written.ok) return written;
    // A resend comes back with the first entry and isNew false, and stays silent (MSG4).
    await settle(written.value);
    return ok(sentAck(author.kind === 'visitor' ? 'visitor' : 'staff', written.value));
  }

  /** Text in a conversation that is under way, which is nearly every message. Files are claimed the long way. */
  async function append(author: StoredAuthor, draft: MessageDraft, inboxId: string | null) {
    if (draft.attachmentIds.length > 0) return null;
    return appendEntry(draft.conversationId, messageOf(author, draft, []), inboxId);
  }

  return {
    async asVisitor(visitor, draft) {
      const appended = await append(visitorAuthor(visitor), draft, visitor.inboxId);
      if (appended !== null) return appended;
      // Resolved, reopened or assigned between the look and the lock: look again. A few times, then the outbox does.
      for (let look = 1; ; look += 1) {
        const facts = await conversations.ofVisitor(visitor, draft.conversationId);
        if (!facts.ok) return facts;
        const sent = await send(facts.value, visitorAuthor(visitor), draft);
        if (sent.ok || !isStale(sent)) return sent;
        if (look === looks) return refuse('unavailable');
      }
    },

    async asAgent(agent, draft) {
      const author = agentAuthor(agent);
      const allowed = await guardOutgoing.message(agent, draft, 'message');
      if (!allowed.ok) return allowed;
      const appended = await append(author, draft, null);
      if (appended !== null) return appended;
      const message = () => messageOf(author, draft, []);
      const access = await conversations.toWork(agent, draft.conversationId);
      if (!access.ok) return ackedBefore(conversations, draft.conversationId, message(), access);
      const { facts, standing } = access.value;
      // One voice speaks: who oversees a chat takes it over first.
      if (standing === 'team' || standing === 'overseer')
        return ackedBefore(conversations, facts.id, message(), refuse('refused'));
      // A specialist answers in the same conversation, also while it waits for a contact.
      const mayWrite =
        maySend(facts.status, 'agent') || (standing === 'specialist' && facts.status === 'queued');
      if (!mayWrite && facts.status !== 'closed')
        return ackedBefore(conversations, facts.id, message(), refuse('conflict'));
      return send(facts, author, draft);
    },
  };
}

/** What a visitor says: they wait from now on, and a resolved conversation is open again. */
export function visitorSent(deps: FlowDeps, facts: ConversationFacts, message: NewEntry): Write {
  const at = new Date(deps.clock.now());
  const patch: Patch = { preview: previewOf(message, at), lastActivityAt: at, waitingSince: at };
  const write: Write = {
    conversationId: facts.id,
    expect: { status: ['queued', 'assigned'] },
    patch,
    entries: [message],
    records: [],
  };
  if (facts.status !== 'resolved') return write;
  const reopening = reopened(deps, facts);
  return {
    ...write,
    expect: { status: ['resolved'] },
    patch: { ...patch, ...reopening.patch },
    entries: [message, reopening.entry],
    records: reopening.records,
  };
}

export function agentSent(deps: FlowDeps, facts: ConversationFacts, message: NewEntry): Write {
  const at = new Date(deps.clock.now());
  return {
    conversationId: facts.id,
    expect: { status: ['queued', 'assigned', 'resolved'] },
    patch: { preview: previewOf(message, at), lastActivityAt: at, waitingSince: null },
    entries: [message],
    records: [],
  };
}

export function claims(draft: Pick<MessageDraft, 'attachmentIds'>, message: NewEntry): RecordWrite[] {
  if (draft.attachmentIds.length === 0) return [];
  return [{ kind: 'claim_attachments', ids: draft.attachmentIds, by: message.author, entryId: message.id }];
}

/**
 * "Not solved": back to the head of the queue (the first enqueueing counts), where its last agent is preferred for a
 * while. If that agent can take it, routing gives it back to them in the same moment (RT5).
 */
export function reopened(
  deps: Pick<FlowDeps, 'clock' | 'conversations'>,
  facts: ConversationFacts,
): { patch: Patch; entry: NewEntry; records: RecordWrite[] } {
  const now = deps.clock.now();
  return {
    patch: {
      ...queuedAgain(facts, new Date(now)),
      preferredAgentId: facts.assignee_id,
      preferredUntil: new Date(now + reopenPreferenceMs),
      resolvedAt: null,
      waitingSince: new Date(now),
    },
    entry: deps.conversations.compose(systemAuthor, { kind: 'reopened' }),
    records: [{ kind: 'end_assignment', role: 'contact', reason: 'reopened' }],
  };
}
