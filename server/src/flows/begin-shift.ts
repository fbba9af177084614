import type { AgentShifts } from '../features/agents/shifts.ts';
import type { Routing } from '../features/routing/routing.ts';
import type { Logger } from '../log.ts';

type Deps = {
  shifts: Pick<AgentShifts, 'begin'>;
  routing: Pick<Routing, 'warmUp'>;
  /** Routing reads the agent anew. */
  agentChanged(agentId: string): Promise<void>;
  warmUp: { ms: number; chats: number };
  log: Logger;
};

/**
 * An agent signs in: they may be given chats again, and after an absence not all of the queue at once (RT10). Never
 * rejects: nobody is kept out because Redis is away.
 */
export function createBeginShift({ shifts, routing, agentChanged, warmUp, log }: Deps) {
  return async function beginShift(agentId: string): Promise<void> {
    if (await shifts.begin(agentId)) await agentChanged(agentId);
    if (warmUp.chats === 0) return;
    await routing.warmUp(agentId, warmUp.ms, warmUp.chats).catch((err: unknown) => {
      log.warn({ err }, 'An agent begins without a warm-up.');
    });
  };
}
