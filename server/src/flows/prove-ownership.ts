import { checkAddress } from '@haven/shared/chain/addresses';
import type { Sent } from '@haven/shared/entry';
import type { Language } from '@haven/shared/language';
import type { Challenge } from '@haven/shared/ownership';
import { ok, refuse, type Result } from '@haven/shared/result';
import type { VisitorSessions } from '../features/identity/visitor-sessions.ts';
import type { OwnershipChallenges } from '../features/ownership.ts';
import { limits } from '../features/rate-limit/limits.ts';
import type { RateLimiter } from '../features/rate-limit/rate-limiter.redis.ts';
import type { VisitorPrincipal } from '../principal.ts';
import { visitorAuthor } from './authors.ts';
import type { FlowDeps } from './flow-deps.ts';
import type { Requests } from './requests.ts';
import { sentAck } from './settle.ts';

/** Where the request names no network: accounts have the same key on all of them. */
const defaultNetwork = 'eip155:1';

type Begun = { conversationId: string; entryId: string; address: string; language: Language };
type Signed = { conversationId: string; clientMessageId: string; nonce: string; signature: string };

export type ProveOwnership = {
  /** Remembers whether the app of this session can have messages signed. */
  offer(visitor: VisitorPrincipal, offered: { canSign: boolean }): Promise<Result<Record<string, never>>>;
  /** Gives out what is to be signed, where an agent asked for a proof and it is still wanted. */
  begin(visitor: VisitorPrincipal, begun: Begun): Promise<Result<{ challenge: Challenge }>>;
  /** Takes the signature, once for each nonce, and writes the proof into the log. */
  prove(visitor: VisitorPrincipal, signed: Signed): Promise<Result<Sent>>;
};

type Deps = Pick<FlowDeps, 'conversations' | 'writer' | 'settle' | 'clock'> & {
  challenges: OwnershipChallenges;
  sessions: Pick<VisitorSessions, 'setCanSign'>;
  openRequest: Requests['open'];
  /** By whose rules a signature of this message holds (EIP-191, ERC-1271). */
  verifySignature(
    signed: Pick<Challenge, 'network' | 'address'> & { message: string; signature: string },
  ): Promise<'eoa' | 'contract' | 'invalid' | 'unavailable'>;
  limiter: Pick<RateLimiter, 'take'>;
};

/**
 * A visitor proves with their wallet that an address is theirs (SAFE7, EIP-4361). The proof is a badge on that address in
 * this conversation: nobody is signed in by it, and no two visitors become one.
 */
export function createProveOwnership(deps: Deps): ProveOwnership {
  const { conversations, writer, settle, clock, challenges, limiter } = deps;

  return {
    async offer(visitor, { canSign }) {
      await deps.sessions.setCanSign(visitor.sessionId, canSign);
      return ok({});
    },

    async begin(visitor, { conversationId, entryId, address, language }) {
      const facts = await conversations.ofVisitor(visitor, conversationId);
      if (!facts.ok) return facts;
      if (facts.value.status === 'closed') return refuse('conversation_closed');
      const request = await deps.openRequest(conversationId, entryId);
      if (!request.ok) return request;
      const item = request.value.find(({ field }) => field === 'ownership');
      if (!item) return refuse('not_found');
      const checked = checkAddress(address, 'evm');
      if (!checked.ok || checked.forms[0] === undefined)
        return refuse('invalid', { details: { field: 'ownership', reason: 'address' } });
      const allowed = await limiter.take(limits.proveOwnership, visitor.visitorId);
      if (!allowed.ok) return allowed;
      const wanted = {
        conversationId,
        address: checked.forms[0].address,
        network: item.network ?? defaultNetwork,
        language,
      };
      return ok({ challenge: await challenges.give(wanted) });
    },

    async prove(visitor, { conversationId, clientMessageId, nonce, signature }) {
      const facts = await conversations.ofVisitor(visitor, conversationId);
      if (!facts.ok) return facts;
      const author = visitorAuthor(visitor);
      // A resend finds its nonce used, by itself (MSG4).
      const first = await conversations.sentBefore(conversationId, author, clientMessageId);
      if (first) return ok(sentAck('visitor', { entries: [first] }));
      const given = await challenges.find(conversationId, nonce);
      if (!given) return refuse('not_found');
      const { address, network, message, state } = given;
      if (state !== 'open') return refuse('conflict', { details: { reason: state } });
      const allowed = await limiter.take(limits.proveOwnership, visitor.visitorId);
      if (!allowed.ok) return allowed;
      const method = await deps.verifySignature({ address, network, message, signature });
      // Nobody has looked at it, so that it is not used up.
      if (method === 'unavailable') return refuse('unavailable', { details: { reason: 'network' } });
      if (method === 'invalid') {
        await challenges.spend(nonce);
        return refuse('invalid', { details: { reason: 'signature' } });
      }
      const at = new Date(clock.now());
      const proof = { kind: 'ownership_proved' as const, address, network, method };
      const written = await writer.apply({
        conversationId,
        expect: { status: ['queued', 'assigned', 'resolved'] },
        patch: { lastActivityAt: at },
        entries: [conversations.compose(author, proof, { clientMessageId })],
        records: [{ kind: 'spend_challenge', nonce, at }],
      });
      if (!written.ok) return written;
      await settle(written.value);
      return ok(sentAck('visitor', written.value));
    },
  };
}
