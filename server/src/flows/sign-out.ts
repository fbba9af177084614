import type { AgentSessions } from '../features/agents/agent-sessions.ts';
import type { Audit } from '../features/audit.ts';
import type { AgentPrincipal } from '../principal.ts';
import type { EndShift } from './end-shift.ts';
import type { Publish } from './publish.ts';

interface Deps {
  sessions: AgentSessions;
  audit: Audit;
  publish: Pick<Publish, 'revokeAgent'>;
  endShift: Pick<EndShift, 'handOver'>;
}

export type SignOut = ReturnType<typeof createSignOut>;

/**
 * Ends the agent's session and its sockets. Other sessions of theirs stay; with the last one, what waits for them goes back
 * to its queue (RT10).
 */
export function createSignOut({ sessions, audit, publish, endShift }: Deps) {
  return async function signOut(agent: AgentPrincipal, ip: string): Promise<void> {
    await sessions.revoke(agent.sessionId);
    publish.revokeAgent(agent.agentId, 'signed_out', agent.sessionId);
    if (!(await sessions.isSignedIn(agent.agentId))) await endShift.handOver(agent, { note: '' });
    await audit.record({
      actor: { kind: 'agent', id: agent.agentId },
      action: 'agent.signed_out',
      objectKind: 'agent',
      objectId: agent.agentId,
      ip,
    });
  };
}
