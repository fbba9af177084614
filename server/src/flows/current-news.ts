import type { Conversations } from '../features/conversations/conversations.ts';
import type { ConversationNews } from './publish.ts';
import { holdersOf, type Settle } from './settle.ts';

/** The state of conversations as it is now, as news without entries: for those who missed how it came to be. */
export function createCurrentNews(deps: {
  conversations: Pick<Conversations, 'facts'>;
  settle: Pick<Settle, 'view'>;
}) {
  return async function currentNews(ids: readonly string[]): Promise<ConversationNews[]> {
    const views = (await deps.conversations.facts(ids)).map(deps.settle.view);
    return (await Promise.all(views)).map(({ facts, visitor, staff }) => ({
      visitorId: facts.visitor_id,
      teamId: facts.team_id,
      holderIds: holdersOf(facts),
      caseTeamId: facts.latest_case?.teamId ?? null,
      visitor: { conversation: visitor, entries: [] },
      staff: { conversation: staff, entries: [] },
    }));
  };
}
