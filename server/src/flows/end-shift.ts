import type { SignedInAgent } from '@haven/shared/people';
import { ok, refuse, type Result } from '@haven/shared/result';
import type { AgentProfiles } from '../features/agents/profiles.ts';
import type { AgentSessions } from '../features/agents/agent-sessions.ts';
import type { AgentShifts } from '../features/agents/shifts.ts';
import type { Logger } from '../log.ts';
import type { AgentPrincipal } from '../principal.ts';
import { passEvery } from './pass-every.ts';
import type { Publish } from './publish.ts';
import type { TakeBack } from './take-back.ts';

/** How long after their last chat somebody who finishes is still signed in, at the most. */
const everyMs = 1_000;

type Deps = {
  shifts: AgentShifts;
  sessions: Pick<AgentSessions, 'revokeAll'>;
  profiles: Pick<AgentProfiles, 'find'>;
  takeBack: Pick<TakeBack, 'fromLeaving'>;
  /** Routing reads the agent anew. */
  agentChanged(agentId: string): Promise<void>;
  publish: Pick<Publish, 'agentChanged' | 'revokeAgent'>;
  log: Logger;
};

type Ended = Promise<Result<{ me: SignedInAgent }>>;

export type EndShift = {
  /** No new chats from now on; signed out when the last one is closed or handed on. */
  finish(agent: AgentPrincipal): Ended;
  /** No new chats from now on, and those that wait go back to their queue, with this note. */
  handOver(agent: AgentPrincipal, asked: { note: string }): Ended;
  /** Signs out who has finished. How many. */
  signOutFinished(): Promise<number>;
  /** Starts the passes; call what it returns to stop them. */
  start(): () => void;
};

/** Signing out without leaving anybody behind (RT10). */
export function createEndShift(deps: Deps): EndShift {
  const { shifts, sessions, profiles, takeBack, agentChanged, publish, log } = deps;

  async function finish({ agentId }: AgentPrincipal): Ended {
    await shifts.finish(agentId);
    await agentChanged(agentId);
    const me = await profiles.find(agentId);
    if (!me) return refuse('not_found');
    publish.agentChanged(me);
    return ok({ me });
  }

  async function signOutFinished(): Promise<number> {
    const finished = await shifts.finished();
    for (const agentId of finished) {
      await sessions.revokeAll(agentId);
      publish.revokeAgent(agentId, 'signed_out');
    }
    return finished.length;
  }

  return {
    finish,
    async handOver(agent, { note }) {
      // First, so that nothing new comes while the rest is handed over.
      const finishing = await finish(agent);
      await takeBack.fromLeaving(agent, note);
      return finishing;
    },
    signOutFinished,
    start: () => passEvery(everyMs, signOutFinished, { log, failed: 'Nobody can be signed out now.' }),
  };
}
