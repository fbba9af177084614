import type { StaffConversation } from '@haven/shared/conversation';
import { ok, refuse, type Result } from '@haven/shared/result';
import type { Conversations } from '../features/conversations/conversations.ts';
import { type Counts, parseCursor, type View } from '../features/conversations/lists.ts';
import { staffView } from '../features/conversations/views.ts';
import type { AgentPrincipal } from '../principal.ts';

export type StaffLists = {
  /** A page of one of the console's lists. */
  list(
    agent: AgentPrincipal,
    asked: { view: View; cursor: string | null },
  ): Promise<Result<{ conversations: StaffConversation[]; cursor: string | null; counts: Counts }>>;
  counts(agent: AgentPrincipal): Promise<Counts>;
  /** Of what a console holds or names, what it may follow: its own, and those it may read. */
  heldIds(agent: AgentPrincipal, named: readonly string[]): Promise<string[]>;
  mayRead(agent: AgentPrincipal, conversationId: string): Promise<Result<null>>;
  /** Views by id, in the order asked, without those that the agent may not read. */
  views(agent: AgentPrincipal, ids: readonly string[]): Promise<StaffConversation[]>;
};

/** The console's lists. */
export function createStaffLists({ conversations }: { conversations: Conversations }): StaffLists {
  async function mayRead(agent: AgentPrincipal, conversationId: string): Promise<Result<null>> {
    const access = await conversations.toRead(agent, conversationId);
    return access.ok ? ok(null) : refuse(access.error.code);
  }

  async function views(agent: AgentPrincipal, ids: readonly string[]): Promise<StaffConversation[]> {
    const byId = new Map((await conversations.readable(agent, ids)).map((facts) => [facts.id, facts]));
    return ids
      .map((id) => byId.get(id))
      .filter((facts) => facts !== undefined)
      .map(staffView);
  }

  return {
    async list(agent, { view, cursor }) {
      if (cursor !== null && parseCursor(cursor) === null)
        return refuse('invalid', { details: { at: ['cursor'] } });
      const page = await conversations.list(agent, view, cursor);
      return ok({
        conversations: await views(agent, page.ids),
        cursor: page.cursor,
        counts: await conversations.counts(agent),
      });
    },
    counts: (agent) => conversations.counts(agent),
    async heldIds(agent, named) {
      const { ids } = await conversations.list(agent, 'mine', null);
      const readable = await conversations.readable(agent, named);
      return [...new Set([...ids, ...readable.map(({ id }) => id)])];
    },
    mayRead,
    views,
  };
}
