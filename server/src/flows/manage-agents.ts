import type { AgentAccount } from '@haven/shared/http/admin-endpoints';
import { ok, type Result, refuse } from '@haven/shared/result';
import type { AccountChange, AccountFields, AgentAccounts } from '../features/agents/accounts.ts';
import type { AgentSessions } from '../features/agents/agent-sessions.ts';
import type { AgentCredentials } from '../features/agents/credentials.ts';
import { generatePassword, type Passwords } from '../features/agents/passwords.ts';
import type { AgentProfiles } from '../features/agents/profiles.ts';
import type { AgentPrincipal } from '../principal.ts';
import type { Publish, RevokeReason } from './publish.ts';

interface Deps {
  accounts: AgentAccounts;
  credentials: AgentCredentials;
  passwords: Passwords;
  sessions: AgentSessions;
  profiles: AgentProfiles;
  publish: Pick<Publish, 'revokeAgent' | 'agentChanged'>;
  /** Routing reads the agent anew: teams, languages, capacity, and whether they may be given anything. */
  routing: { agentChanged(agentId: string): Promise<void> };
}

export type ManageAgents = ReturnType<typeof createManageAgents>;

/** What an administrator does with accounts. The transport audits each. */
export function createManageAgents(deps: Deps) {
  const { accounts, credentials, passwords, sessions, profiles, publish, routing } = deps;

  async function endSessions(agentId: string, reason: RevokeReason): Promise<void> {
    await sessions.revokeAll(agentId);
    publish.revokeAgent(agentId, reason);
  }

  return {
    /** Makes an account with a password that is told once and must be changed at the first sign-in. */
    async create(
      fields: AccountFields & { email: string },
    ): Promise<Result<{ agent: AgentAccount; password: string }>> {
      const password = generatePassword();
      const hashed = await passwords.hash(password);
      if (!hashed.ok) return hashed;
      const created = await accounts.create({
        ...fields,
        passwordHash: hashed.value,
        mustChangePassword: true,
      });
      if (!created.ok) return created;
      await routing.agentChanged(created.value.id);
      return ok({ agent: created.value, password });
    },

    /**
     * Changes an account. Disabling it, or giving it another role, ends its sessions; open chats stay where they are
     * until routing takes them back or somebody takes over. `refused` for one's own rights, and for the last admin.
     */
    async update(actor: AgentPrincipal, id: string, change: AccountChange): Promise<Result<AgentAccount>> {
      const isOwn = actor.agentId === id;
      if (isOwn && (change.isDisabled || change.role !== actor.role)) {
        return refuse('refused', { details: { reason: 'self' } });
      }
      const changed = await accounts.update(id, change);
      if (!changed.ok) return changed;
      const { account, before } = changed.value;
      if (account.isDisabled && !before.isDisabled) await endSessions(id, 'disabled');
      else if (account.role !== before.role) await endSessions(id, 'expired');
      await routing.agentChanged(id);
      const profile = await profiles.find(id);
      if (profile && !account.isDisabled) publish.agentChanged(profile);
      return ok(account);
    },

    /** Gives an account a new password, told once; its sessions end. One's own is changed, not reset. */
    async reset(actor: AgentPrincipal, id: string): Promise<Result<{ password: string }>> {
      if (actor.agentId === id) return refuse('refused', { details: { reason: 'self' } });
      const password = generatePassword();
      const hashed = await passwords.hash(password);
      if (!hashed.ok) return hashed;
      if (!(await credentials.replace(id, hashed.value, true))) return refuse('not_found');
      await endSessions(id, 'expired');
      return ok({ password });
    },
  };
}
