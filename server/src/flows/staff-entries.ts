import type { RedactionCategory, Sent } from '@haven/shared/entry';
import { ok, refuse, type Result } from '@haven/shared/result';
import { roleHas } from '@haven/shared/rights';
import type { AgentPrincipal } from '../principal.ts';
import type { NewEntry } from '../storage/postgres/write.ts';
import { ackedBefore } from './acked-before.ts';
import { agentAuthor } from './authors.ts';
import type { FlowDeps } from './flow-deps.ts';
import { sentAck } from './settle.ts';

type NoteDraft = { conversationId: string; clientMessageId: string; text: string; to?: string | undefined };

export type StaffEntries = {
  note(
    agent: AgentPrincipal,
    /** With `to` a whisper to who holds the chat (RT16): `refused` to whom may not intervene, `conflict` when it moved on. */
    draft: NoteDraft,
  ): Promise<Result<Sent>>;
  redact(
    agent: AgentPrincipal,
    asked: { conversationId: string; entryId: string; category: RedactionCategory },
  ): Promise<Result<Sent>>;
};

/** What staff add to a log beside messages: internal notes (MSG1), and redactions (MSG7). */
export function createStaffEntries({ conversations, writer, settle, appendEntry }: FlowDeps): StaffEntries {
  async function write(conversationId: string, note: NewEntry): Promise<Result<Sent>> {
    const written = await writer.apply({
      conversationId,
      expect: { status: ['queued', 'assigned', 'resolved'] },
      patch: {},
      entries: [note],
      records: [],
    });
    if (!written.ok) return written;
    await settle(written.value);
    return ok(sentAck('staff', written.value));
  }

  async function whisper(agent: AgentPrincipal, draft: NoteDraft, to: string): Promise<Result<Sent>> {
    const access = await conversations.toWork(agent, draft.conversationId);
    const name = (access.ok && access.value.facts.assignee_name) || '';
    const body = { kind: 'note', text: draft.text, to: { id: to, name } } as const;
    const note = conversations.compose(agentAuthor(agent), body, draft);
    if (!access.ok) return ackedBefore(conversations, draft.conversationId, note, access);
    if (!roleHas(agent.role, 'conversation.intervene') || to === agent.agentId) return refuse('refused');
    if (access.value.facts.assignee_id !== to)
      return ackedBefore(conversations, draft.conversationId, note, refuse('conflict'));
    return write(draft.conversationId, note);
  }

  return {
    async note(agent, draft) {
      if (draft.to !== undefined) return whisper(agent, draft, draft.to);
      const note = conversations.compose(agentAuthor(agent), { kind: 'note', text: draft.text }, draft);
      const appended = await appendEntry(draft.conversationId, note, null);
      if (appended !== null) return appended;
      const access = await conversations.toWork(agent, draft.conversationId);
      if (!access.ok) return ackedBefore(conversations, draft.conversationId, note, access);
      return write(draft.conversationId, note);
    },

    async redact(agent, { conversationId, entryId, category }) {
      const access = await conversations.toWork(agent, conversationId);
      if (!access.ok) return access;
      if (!roleHas(agent.role, 'entry.redact')) return refuse('refused');
      const target = await conversations.entry(conversationId, entryId);
      if (!target) return refuse('not_found');
      const entry = conversations.compose(agentAuthor(agent), {
        kind: 'redacted',
        target: entryId,
        category,
      });
      const written = await writer.apply({
        conversationId,
        expect: {},
        patch: {},
        // Whoever could see the target learns that it is gone, and nobody else learns that it was there.
        entries: [{ ...entry, audience: target.visitor_seq === null ? 'staff' : 'all' }],
        records: [{ kind: 'blank_entry', entryId, category }],
      });
      if (!written.ok) return written;
      await settle(written.value);
      return ok(sentAck('staff', written.value));
    },
  };
}
