import type { Routing } from '../features/routing/routing.ts';
import type { Logger } from '../log.ts';
import type { AgentPrincipal } from '../principal.ts';
import { agentAuthor } from './authors.ts';
import type { FlowDeps } from './flow-deps.ts';
import { passEvery } from './pass-every.ts';
import { type Release, requeued } from './requeue.ts';
import { writeTogether } from './write-together.ts';

/** Visitors wait meanwhile: the two seconds that all of it may take are for the work. */
const goneEveryMs = 500;
/** A time for a first reply is given in seconds, so that a sooner look would cost a query and help nobody. */
const silentEveryMs = 2_000;

type Deps = Pick<FlowDeps, 'conversations' | 'writer' | 'settle' | 'clock'> & {
  routing: Pick<Routing, 'goneAgents'>;
  log: Logger;
};

export type TakeBack = {
  /**
   * Puts back into their queues what waits for an answer of somebody who stays away (RT9) or has signed out (RT10). What
   * does not wait stays, and follows when the visitor writes. How many.
   */
  fromGone(): Promise<number>;
  /** The same with what lies without a first reply for longer than its queue allows (RT8). */
  fromSilent(): Promise<number>;
  /** The same with what waits for somebody who signs out and hands it over (RT10), with a note where there is one. */
  fromLeaving(agent: AgentPrincipal, note: string): Promise<number>;
  /** Starts the passes; call what it returns to stop them. */
  start(): () => void;
};

/** No chat is left with an agent who is gone, or does not begin. Any server may look; the writer lets one win. */
export function createTakeBack({ conversations, writer, settle, clock, routing, log }: Deps): TakeBack {
  /** Whatever was answered, resolved or taken over meanwhile stays. */
  function takeBackAll(ids: readonly string[], why: Release = {}): Promise<number> {
    return writeTogether({ writer, settle }, ids, async (some) => {
      const facts = await conversations.facts(some);
      return facts.map((one) => requeued({ clock, conversations }, one, why));
    });
  }

  async function fromGone(): Promise<number> {
    return takeBackAll(await conversations.unansweredOf(await routing.goneAgents()));
  }

  async function fromSilent(): Promise<number> {
    return takeBackAll(await conversations.unreplied(new Date(clock.now())), { because: 'no_reply' });
  }

  const pass = (take: () => Promise<number>, why: string) => async () => {
    const count = await take();
    if (count > 0) log.info({ count, why }, 'Chats were taken back and wait again.');
  };

  return {
    fromGone,
    fromSilent,
    fromLeaving: async (agent, note) =>
      takeBackAll(await conversations.unansweredOf([agent.agentId]), {
        because: 'signed_out',
        author: agentAuthor(agent),
        note,
      }),
    start() {
      const told = { log, failed: 'Chats can not be taken back now.' };
      const stops = [
        passEvery(goneEveryMs, pass(fromGone, 'gone'), told),
        passEvery(silentEveryMs, pass(fromSilent, 'no_reply'), told),
      ];
      return () => stops.forEach((stop) => stop());
    },
  };
}
