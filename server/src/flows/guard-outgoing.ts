import type { OutgoingProblem } from '@haven/shared/http/official-admin-endpoints';
import type { IncidentDetail } from '@haven/shared/incident';
import { findRefusedLink } from '@haven/shared/links';
import { findAsk, mayBePart } from '@haven/shared/phishing/find-ask';
import { ok, refuse, type Result } from '@haven/shared/result';
import type { Audit } from '../features/audit.ts';
import type { Conversations } from '../features/conversations/conversations.ts';
import type { Incidents } from '../features/incidents.ts';
import type { LinkHostLists } from '../features/official/link-hosts.ts';
import { parseUrl } from '../features/official/parse-url.ts';
import type { RefusedPhrases } from '../features/official/phrases.ts';
import type { AgentPrincipal } from '../principal.ts';
import { agentAuthor } from './authors.ts';

type Deps = {
  conversations: Pick<Conversations, 'facts' | 'recentRepliesOf' | 'sentBefore'>;
  phrases: Pick<RefusedPhrases, 'current'>;
  linkHosts: Pick<LinkHostLists, 'of'>;
  incidents: Pick<Incidents, 'record'>;
  audit: Pick<Audit, 'record'>;
};

export type Outgoing = { conversationId: string; text: string; clientMessageId?: string };

export type GuardOutgoing = ReturnType<typeof createGuardOutgoing>;

/** What a text is judged with: an inbox's hosts (null: those of all), and what its author wrote just before. */
type Judged = { text: string; inboxId: string | null; recent?: readonly string[] };

const mayHoldLink = /[.。．:@]|dot|点/iu;

/**
 * Stands between staff and visitors (SAFE5): a text that asks for what support never asks for, or that links where the
 * inbox does not allow, is `refused` with an `OutgoingProblem` as details, and kept as an incident and in the audit,
 * without its words.
 */
export function createGuardOutgoing(deps: Deps) {
  const { conversations, phrases, linkHosts, incidents, audit } = deps;

  async function problemIn({ text, inboxId, recent = [] }: Judged): Promise<OutgoingProblem | null> {
    const rule = findAsk(text, { own: await phrases.current(), recent });
    if (rule !== null) return { reason: 'phishing', rule };
    if (!mayHoldLink.test(text)) return null;
    const link = findRefusedLink(text, await linkHosts.of(inboxId), parseUrl);
    return link && { reason: 'link', host: link.host.slice(0, 253), why: link.reason };
  }

  async function told(
    agent: AgentPrincipal,
    problem: OutgoingProblem,
    about: { conversationId: string | null; inboxId: string | null; where: string },
  ) {
    const by = { kind: 'agent', id: agent.agentId } as const;
    const { conversationId, inboxId, where } = about;
    const detail: IncidentDetail =
      problem.reason === 'phishing'
        ? { where, rules: [problem.rule] }
        : { where, rules: [`link_${problem.why}`], host: problem.host };
    await incidents.record({ kind: 'phishing_refused', inboxId, conversationId, by, detail });
    await audit.record({
      actor: by,
      action: 'text.refused',
      objectKind: conversationId === null ? 'setting' : 'conversation',
      objectId: conversationId ?? where,
      details: detail,
    });
    return refuse('refused', { details: problem });
  }

  return {
    problemIn,

    /** A text on its way to a visitor. The conversation is read only where the text gives a reason to. */
    async message(agent: AgentPrincipal, sent: Outgoing, where: string): Promise<Result<null>> {
      const { conversationId, text } = sent;
      const hasAsk = findAsk(text, { own: await phrases.current() }) !== null;
      const isPart = !hasAsk && mayBePart(text);
      const hasLink = mayHoldLink.test(text) && findRefusedLink(text, [], parseUrl) !== null;
      if (!hasAsk && !isPart && !hasLink) return ok(null);
      const [facts] = await conversations.facts([conversationId]);
      // Nothing to protect: the flow itself says that there is none.
      if (!facts) return ok(null);
      const recent = isPart ? await conversations.recentRepliesOf(conversationId, agent.agentId) : [];
      const problem = await problemIn({ text, inboxId: facts.inbox_id, recent });
      if (problem === null) return ok(null);
      // A resend of what was let through before is answered with its first ack (MSG4).
      const { clientMessageId } = sent;
      if (
        clientMessageId !== undefined &&
        (await conversations.sentBefore(conversationId, agentAuthor(agent), clientMessageId))
      )
        return ok(null);
      return told(agent, problem, { conversationId, inboxId: facts.inbox_id, where });
    },

    /** Texts that are stored to be shown to visitors later: answers, articles, greetings, names. */
    async stored(
      agent: AgentPrincipal,
      texts: readonly string[],
      where: string,
      inboxId: string | null = null,
    ): Promise<Result<null>> {
      for (const text of texts) {
        const problem = await problemIn({ text, inboxId });
        if (problem !== null) return told(agent, problem, { conversationId: null, inboxId, where });
      }
      return ok(null);
    },
  };
}
