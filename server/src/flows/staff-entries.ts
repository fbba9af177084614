import type { RedactionCategory, Sent } from '@haven/shared/entry';
import { ok, refuse, type Result } from '@haven/shared/result';
import { roleHas } from '@haven/shared/rights';
import type { AgentPrincipal } from '../principal.ts';
import { ackedBefore } from './acked-before.ts';
import { agentAuthor } from './authors.ts';
import type { FlowDeps } from './flow-deps.ts';
import { sentAck } from './settle.ts';

export type StaffEntries = {
  note(
    agent: AgentPrincipal,
    draft: { conversationId: string; clientMessageId: string; text: string },
  ): Promise<Result<Sent>>;
  redact(
    agent: AgentPrincipal,
    asked: { conversationId: string; entryId: string; category: RedactionCategory },
  ): Promise<Result<Sent>>;
};

/** What staff add to a log beside messages: internal notes (MSG1), and redactions (MSG7). */
export function createStaffEntries({ conversations, writer, settle, appendEntry }: FlowDeps): StaffEntries {
  return {
    async note(agent, draft) {
      const note = conversations.compose(agentAuthor(agent), { kind: 'note', text: draft.text }, draft);
      const appended = await appendEntry(draft.conversationId, note, null);
      if (appended !== null) return appended;
      const access = await conversations.toWork(agent, draft.conversationId);
      if (!access.ok) return ackedBefore(conversations, draft.conversationId, note, access);
      const written = await writer.apply({
        conversationId: draft.conversationId,
        expect: { status: ['queued', 'assigned', 'resolved'] },
        patch: {},
        entries: [note],
        records: [],
      });
      if (!written.ok) return written;
      await settle(written.value);
      return ok(sentAck('staff', written.value));
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
