import type { StaffConversation } from '@haven/shared/conversation';
import type { Language } from '@haven/shared/language';
import { ok, type Result } from '@haven/shared/result';
import type { AgentPrincipal } from '../principal.ts';
import type { Write } from '../storage/postgres/write.ts';
import { agentAuthor } from './authors.ts';
import type { Classed } from './choose-team.ts';
import type { FlowDeps } from './flow-deps.ts';

type ClassifyDeps = FlowDeps & {
  /** What an issue type means; `invalid` when there is none with this key, or it is a branch or retired. */
  classOf(issueType: string): Promise<Result<Classed>>;
};

type StaffState = Result<{ conversation: StaffConversation }>;

export type Classify = {
  tag(agent: AgentPrincipal, asked: { conversationId: string; issueType: string }): Promise<StaffState>;
  setLanguage(
    agent: AgentPrincipal,
    asked: { conversationId: string; language: Language },
  ): Promise<StaffState>;
};

/** The agent decides the issue type and the language; every change is kept as an entry. */
export function createClassify(deps: ClassifyDeps): Classify {
  const { conversations, writer, settle } = deps;

  async function commit(write: Write): Promise<StaffState> {
    const written = await writer.apply(write);
    if (!written.ok) return written;
    return ok({ conversation: (await settle(written.value)).staff });
  }

  return {
    async tag(agent, { conversationId, issueType }) {
      const access = await conversations.toWork(agent, conversationId);
      if (!access.ok) return access;
      const classed = await deps.classOf(issueType);
      if (!classed.ok) return classed;
      const from = access.value.facts.issue_type;
      const changed = conversations.compose(agentAuthor(agent), {
        kind: 'issue_type_changed',
        from,
        to: issueType,
      });
      return commit({
        conversationId,
        expect: { status: ['queued', 'assigned', 'resolved'], issueTypeOtherThan: issueType },
        patch: { issueType, ...classed.value },
        entries: [changed],
        records: [],
      });
    },

    async setLanguage(agent, { conversationId, language }) {
      const access = await conversations.toWork(agent, conversationId);
      if (!access.ok) return access;
      const from = access.value.facts.language;
      const changed = conversations.compose(agentAuthor(agent), {
        kind: 'language_changed',
        from,
        to: language,
      });
      return commit({
        conversationId,
        expect: { status: ['queued', 'assigned', 'resolved'], languageOtherThan: language },
        patch: { language },
        entries: [changed],
        records: [],
      });
    },
  };
}
