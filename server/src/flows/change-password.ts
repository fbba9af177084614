import type { SignedInAgent } from '@haven/shared/people';
import { ok, type Result, refuse } from '@haven/shared/result';
import type { AgentSessions } from '../features/agents/agent-sessions.ts';
import type { AgentCredentials } from '../features/agents/credentials.ts';
import type { Passwords } from '../features/agents/passwords.ts';
import type { AgentProfiles } from '../features/agents/profiles.ts';
import type { Audit } from '../features/audit.ts';
import { limits } from '../features/rate-limit/limits.ts';
import type { RateLimiter } from '../features/rate-limit/rate-limiter.redis.ts';
import type { AgentPrincipal } from '../principal.ts';
import type { Publish } from './publish.ts';

interface Deps {
  credentials: AgentCredentials;
  passwords: Passwords;
  sessions: AgentSessions;
  profiles: AgentProfiles;
  limiter: RateLimiter;
  audit: Audit;
  publish: Pick<Publish, 'revokeAgent' | 'agentChanged'>;
}

export type ChangePassword = ReturnType<typeof createChangePassword>;

/** An agent changes their own password; whoever else is signed in as them no longer is. */
export function createChangePassword(deps: Deps) {
  const { credentials, passwords, sessions, profiles, limiter, audit, publish } = deps;

  /** `refused` when the current password is wrong (`details.reason` is `current`) or the next is the same (`same`). */
  return async function changePassword(
    agent: AgentPrincipal,
    { current, next }: { current: string; next: string },
    ip: string,
  ): Promise<Result<{ me: SignedInAgent }>> {
    const allowed = await limiter.take(limits.signIn, agent.agentId);
    if (!allowed.ok) return allowed;
    const found = await credentials.findById(agent.agentId);
    const matches = await passwords.matches(current, found?.passwordHash ?? null);
    if (!matches.ok) return matches;
    if (!matches.value) return refuse('refused', { details: { reason: 'current' } });
    if (current === next) return refuse('refused', { details: { reason: 'same' } });

    const hashed = await passwords.hash(next);
    if (!hashed.ok) return hashed;
    await credentials.replace(agent.agentId, hashed.value, false);
    for (const ended of await sessions.revokeAll(agent.agentId, agent.sessionId)) {
      publish.revokeAgent(agent.agentId, 'expired', ended);
    }
    await limiter.clear(limits.signIn, agent.agentId);
    await audit.record({
      actor: { kind: 'agent', id: agent.agentId },
      action: 'agent.password_changed',
      objectKind: 'agent',
      objectId: agent.agentId,
      ip,
    });

    const me = await profiles.find(agent.agentId);
    if (!me) return refuse('not_found');
    publish.agentChanged(me);
    return ok({ me });
  };
}
