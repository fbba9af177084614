import type { SignedInAgent } from '@haven/shared/people';
import { ok, type Result, refuse } from '@haven/shared/result';
import type { AgentSessions } from '../features/agents/agent-sessions.ts';
import type { AgentCredentials } from '../features/agents/credentials.ts';
import type { Passwords } from '../features/agents/passwords.ts';
import type { AgentProfiles } from '../features/agents/profiles.ts';
import type { Audit } from '../features/audit.ts';
import { addressKey } from '../features/rate-limit/address-key.ts';
import { limits } from '../features/rate-limit/limits.ts';
import type { RateLimiter } from '../features/rate-limit/rate-limiter.redis.ts';

interface Deps {
  credentials: AgentCredentials;
  passwords: Passwords;
  sessions: AgentSessions;
  profiles: AgentProfiles;
  limiter: RateLimiter;
  audit: Audit;
  /** A shift begins, before the agent's first socket. */
  beginShift(agentId: string): Promise<void>;
}

export type SignIn = ReturnType<typeof createSignIn>;

/** An agent proves who they are and gets a session. */
export function createSignIn(deps: Deps) {
  const { credentials, passwords, sessions, profiles, limiter, audit, beginShift } = deps;

  /**
   * Opens a session for an e-mail (in lower case) and a password. `unauthenticated` for an unknown e-mail, a wrong
   * password and a disabled account alike, after the same time; `rate_limited` and `busy` when too many try.
   */
  return async function signIn(
    { email, password }: { email: string; password: string },
    ip: string,
  ): Promise<Result<{ token: string; me: SignedInAgent }>> {
    const from = addressKey(ip);
    const account = `${email} ${from}`;
    const allowed = await limiter.take(limits.signInAddress, from);
    if (!allowed.ok) return allowed;
    const guess = await limiter.take(limits.signIn, account);
    if (!guess.ok) return guess;

    const found = await credentials.findByEmail(email);
    const matches = await passwords.matches(password, found?.passwordHash ?? null);
    if (!matches.ok) return matches;
    if (!found || !matches.value || found.isDisabled) {
      if (found) await record(audit, found.agentId, 'agent.sign_in_failed', ip);
      return refuse('unauthenticated');
    }

    // First: who has a session and still finishes would be signed out.
    await beginShift(found.agentId);
    const { token, sessionId } = await sessions.open(found.agentId);
    // Changed while it was verified: whoever ended the other sessions could not see this one yet.
    const still = await credentials.findById(found.agentId);
    if (still?.passwordHash !== found.passwordHash) {
      await sessions.revoke(sessionId);
      return refuse('unauthenticated');
    }
    const me = await profiles.find(found.agentId);
    if (!me) return refuse('unauthenticated');
    await limiter.clear(limits.signIn, account);
    await record(audit, found.agentId, 'agent.signed_in', ip);
    return ok({ token, me });
  };
}

function record(audit: Audit, agentId: string, action: string, ip: string): Promise<void> {
  return audit.record({
    actor: { kind: 'agent', id: agentId },
    action,
    objectKind: 'agent',
    objectId: agentId,
    ip,
  });
}
