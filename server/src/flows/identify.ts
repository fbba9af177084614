import type { TokenProblem } from '@haven/shared/identity';
import { ok, type Refusal, refuse, type Result } from '@haven/shared/result';
import type { HostIdentities } from '../features/identity/host-identities.ts';
import type { HostTokens } from '../features/identity/host-tokens.ts';
import type { IdentityKeys } from '../features/identity/identity-keys.ts';
import type { VisitorSessions } from '../features/identity/visitor-sessions.ts';
import type { VisitorPrincipal } from '../principal.ts';
import type { EndConversation } from './end-conversation.ts';
import type { FlowDeps } from './flow-deps.ts';
import type { Publish } from './publish.ts';
import { holdersOf, type RouteConversation } from './settle.ts';

type Deps = Pick<FlowDeps, 'conversations' | 'settle'> & {
  identityKeys: Pick<IdentityKeys, 'policy'>;
  hostTokens: HostTokens;
  hostIdentities: HostIdentities;
  visitorSessions: Pick<VisitorSessions, 'openIdentified' | 'revoke'>;
  endConversation: Pick<EndConversation, 'cancel'>;
  /** The ids of what is open among them; null when both have something open, and then nothing is moved. */
  moveConversations(move: { inboxId: string; from: string; to: string }): Promise<string[] | null>;
  routing: Pick<RouteConversation, 'project'>;
  publish: Pick<Publish, 'staffState' | 'revokeVisitor'>;
};

export type Identified = { token: string; expiresAt: string; visitor: 'same' | 'other'; visitorId: string };
export type Identify = (
  inbox: { id: string; key: string },
  hostToken: string,
  session: VisitorPrincipal | null,
) => Promise<Result<Identified>>;

/**
 * Exchanges what a host's backend signed for a session. What an anonymous session began becomes the user's; a session
 * of another user ends and gives nothing. Only the host's signature merges.
 */
export function createIdentify(deps: Deps): Identify {
  const { conversations, identityKeys, hostTokens, hostIdentities, visitorSessions, publish } = deps;

  async function refusalOf(inboxId: string, problem: TokenProblem): Promise<Refusal> {
    const { isDebugged } = await identityKeys.policy(inboxId);
    return refuse('unauthenticated', isDebugged ? { details: { problem } } : {});
  }

  /** Where both have something open, what was begun anonymously ends, and stays to be read. */
  async function merge(inboxId: string, from: string, to: string): Promise<string[]> {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const moved = await deps.moveConversations({ inboxId, from, to });
      if (moved !== null) return moved;
      const openId = await conversations.openIdOf({ visitorId: from, inboxId });
      const anonymous: VisitorPrincipal = { kind: 'visitor', visitorId: from, inboxId, sessionId: '' };
      if (openId !== null) await deps.endConversation.cancel(anonymous, openId);
    }
    // It is begun anew again and again in another tab: nothing is lost, and the next exchange merges.
    return [];
  }

  /** Staff see at once who it is, and places in queues are told to the right person. */
  async function tell(ids: readonly string[]): Promise<void> {
    for (const facts of await conversations.facts(ids)) {
      if (facts.status === 'queued') await deps.routing.project(facts);
      publish.staffState({
        conversation: (await deps.settle.view(facts)).staff,
        holderIds: holdersOf(facts),
        teamId: facts.team_id,
        caseTeamId: facts.latest_case?.teamId ?? null,
      });
    }
  }

  return async function identify(inbox, hostToken, session) {
    const proof = await hostTokens.prove(inbox, hostToken);
    if (!proof.ok) return refusalOf(inbox.id, proof.problem);
    const { sub, verified } = proof.claims;
    const own = session?.inboxId === inbox.id ? session : null;
    const known = await hostIdentities.resolve(inbox.id, sub, own?.visitorId ?? null);
    if (known.isBlocked) return refusalOf(inbox.id, 'blocked');

    await hostIdentities.setVerified(known.visitorId, verified);
    const moved = known.mergeFrom === null ? [] : await merge(inbox.id, known.mergeFrom, known.visitorId);
    const openId = await conversations.openIdOf({ visitorId: known.visitorId, inboxId: inbox.id });
    const { token, expiresAt } = await visitorSessions.openIdentified(inbox.id, known.visitorId);
    if (own) {
      await visitorSessions.revoke(own.sessionId);
      publish.revokeVisitor(own.visitorId, 'signed_out', own.sessionId);
    }
    await tell([...new Set([...moved, ...(openId === null ? [] : [openId])])]);
    const visitor = own !== null && known.isSame ? 'same' : 'other';
    return ok({ token, expiresAt: expiresAt.toISOString(), visitor, visitorId: known.visitorId });
  };
}
