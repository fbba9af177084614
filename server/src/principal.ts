import type { Role } from '@haven/shared/people';

/** Who a request or socket speaks for, as proved by its session. */
export type VisitorPrincipal = { kind: 'visitor'; visitorId: string; inboxId: string; sessionId: string };

export type AgentPrincipal = {
  kind: 'agent';
  agentId: string;
  name: string;
  role: Role;
  teamIds: readonly string[];
  sessionId: string;
  mustChangePassword: boolean;
};

export type Principal = VisitorPrincipal | AgentPrincipal;
