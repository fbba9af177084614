import type { AgentPrincipal, VisitorPrincipal } from '../principal.ts';
import type { StoredAuthor } from '../storage/postgres/write.ts';

/** The author of what a visitor writes. */
export function visitorAuthor(visitor: VisitorPrincipal): StoredAuthor {
  return { kind: 'visitor', id: visitor.visitorId, name: '' };
}

/** The author of what somebody of staff writes; the name is kept as it was then. */
export function agentAuthor(agent: Pick<AgentPrincipal, 'agentId' | 'name'>): StoredAuthor {
  return { kind: 'agent', id: agent.agentId, name: agent.name };
}
