import type { Diagnosis } from '@haven/shared/chain/diagnosis';
import { checkHash } from '@haven/shared/chain/hashes';
import type { Sent } from '@haven/shared/entry';
import type { Localized } from '@haven/shared/language';
import { ok, refuse, type Result } from '@haven/shared/result';
import type { Chains } from '../features/chain/chains.ts';
import type { RateLimiter } from '../features/rate-limit/rate-limiter.redis.ts';
import { limits } from '../features/rate-limit/limits.ts';
import type { AgentPrincipal, VisitorPrincipal } from '../principal.ts';
import { ackedBefore } from './acked-before.ts';
import { agentAuthor } from './authors.ts';
import type { FlowDeps } from './flow-deps.ts';
import type { GuardOutgoing } from './guard-outgoing.ts';
import { sentAck } from './settle.ts';
import { withoutLures } from './without-lures.ts';

type Asked = { conversationId: string; hash: string; network?: string | undefined };
type Shared = { conversationId: string; clientMessageId: string; hash: string; network: string };

export type Diagnose = {
  /** What is known of a transaction now, for whoever may read the conversation that it was named in (SAFE8). */
  look(agent: AgentPrincipal, asked: Asked): Promise<Result<{ diagnosis: Diagnosis }>>;
  /** Shows it to the visitor as a card, once for each `clientMessageId` (MSG4), and keeps it up to date until it is final. */
  share(agent: AgentPrincipal, asked: Shared): Promise<Result<Sent>>;
  /** The networks on which a transaction is known now, for a visitor who types its hash; `rate_limited` when they try many. */
  find(
    visitor: Pick<VisitorPrincipal, 'visitorId'>,
    hash: string,
  ): Promise<Result<{ networks: Localized[] }>>;
};

type Deps = Pick<FlowDeps, 'conversations' | 'writer' | 'settle' | 'clock'> & {
  chains: Pick<Chains, 'diagnose' | 'find'>;
  guardOutgoing: Pick<GuardOutgoing, 'problemIn'>;
  limiter: Pick<RateLimiter, 'take'>;
};

/** A card is kept up to date for so long: what waits for three days is given up by nodes too. */
export const watchedForMs = 72 * 60 * 60_000;

/** Creates the looks into transactions. */
export function createDiagnose(deps: Deps): Diagnose {
  const { conversations, writer, settle, clock, chains, guardOutgoing, limiter } = deps;

  async function lookAt(hash: string, network?: string): Promise<Result<Diagnosis>> {
    const checked = checkHash(hash);
    if (!checked.ok) return refuse('invalid', { details: { field: 'hash', problem: checked.problem } });
    const written = checked.forms[0]?.hash ?? hash;
    const diagnosis = await chains.diagnose(written, network);
    return diagnosis ? ok(diagnosis) : refuse('not_found', { details: { reason: 'no_network' } });
  }

  return {
    async look(agent, { conversationId, hash, network }) {
      const access = await conversations.toRead(agent, conversationId);
      if (!access.ok) return access;
      const allowed = await limiter.take(limits.diagnose, agent.agentId);
      if (!allowed.ok) return allowed;
      const looked = await lookAt(hash, network);
      return looked.ok ? ok({ diagnosis: looked.value }) : looked;
    },

    async share(agent, { conversationId, hash, network, ...sent }) {
      const access = await conversations.toWork(agent, conversationId);
      const allowed = access.ok ? await limiter.take(limits.diagnose, agent.agentId) : access;
      if (!allowed.ok || !access.ok) return allowed.ok ? refuse('not_found') : allowed;
      const looked = await lookAt(hash, network);
      if (!looked.ok) return looked;
      const { facts } = access.value;
      const isLure = async (text: string) =>
        (await guardOutgoing.problemIn({ text, inboxId: facts.inbox_id })) !== null;
      const diagnosis = await withoutLures(looked.value, isLure);
      const entry = conversations.compose(agentAuthor(agent), { kind: 'transaction', diagnosis }, sent);
      const nextAt = diagnosis.nextCheckAt === null ? null : new Date(diagnosis.nextCheckAt);
      const written = await writer.apply({
        conversationId,
        expect: { status: ['queued', 'assigned', 'resolved'] },
        patch: { lastActivityAt: new Date(clock.now()) },
        entries: [entry],
        records: [
          {
            kind: 'watch_transaction',
            entryId: entry.id,
            shown: diagnosis,
            nextAt,
            until: new Date(clock.now() + watchedForMs),
          },
        ],
      });
      if (!written.ok) return ackedBefore(conversations, conversationId, entry, written);
      await settle(written.value);
      return ok(sentAck('staff', written.value));
    },

    async find({ visitorId }, hash) {
      const allowed = await limiter.take(limits.findTransaction, visitorId);
      if (!allowed.ok) return allowed;
      const checked = checkHash(hash);
      const written = checked.ok ? checked.forms[0]?.hash : undefined;
      return ok({ networks: written === undefined ? [] : await chains.find(written) });
    },
  };
}
