import type { Availability, SignedInAgent } from '@haven/shared/people';
import { ok, refuse, type Result } from '@haven/shared/result';
import type { AgentPrincipal } from '../principal.ts';
import type { Publish } from './publish.ts';

type Deps = {
  publish: Publish;
  /** Stores the intent and answers with the profile; null when the account is gone. */
  storeAvailability(agentId: string, availability: Availability): Promise<SignedInAgent | null>;
  /** Tells routing, which dispatches when there is room again (RT2). */
  agentChanged(agentId: string): Promise<void>;
};

export type SetAvailability = (
  agent: AgentPrincipal,
  asked: { availability: Availability },
) => Promise<Result<{ me: SignedInAgent }>>;

/** The agent's intent: online, busy or away. Whether they are there is the lease of a socket (RT9). */
export function createSetAvailability({ publish, storeAvailability, agentChanged }: Deps): SetAvailability {
  return async function setAvailability(agent, { availability }) {
    const me = await storeAvailability(agent.agentId, availability);
    if (!me) return refuse('not_found');
    await agentChanged(agent.agentId);
    publish.agentChanged(me);
    return ok({ me });
  };
}
