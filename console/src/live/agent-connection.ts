import type { Connection } from '@haven/shared/browser/connection';
import type { AgentCommands, agentHints } from '@haven/shared/realtime/agent-events';

/** The console's connection. */
export type AgentConnection = Connection<AgentCommands, typeof agentHints>;
