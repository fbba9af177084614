import type { Routing } from '../features/routing/routing.ts';
import type { Logger } from '../log.ts';
import type { FlowDeps } from './flow-deps.ts';
import { requeued } from './requeue.ts';

/** Visitors wait meanwhile. */
const everyMs = 1_000;
/** Conversations that are taken back at once: hides the commits' latency, and leaves connections to everybody else. */
const lanes = 4;

type Deps = Pick<FlowDeps, 'conversations' | 'writer' | 'settle' | 'clock'> & {
  routing: Pick<Routing, 'goneAgents'>;
  log: Logger;
};

export type TakeBack = {
  /**
   * Puts back into their queues what waits for an answer of somebody who stays away (RT9). What does not wait stays, and
   * follows when the visitor writes. How many.
   */
  fromGone(): Promise<number>;
  /** Starts the passes; call what it returns to stop them. */
  start(): () => void;
};

/** No chat is left with an agent who is gone. Any server may look; the writer lets one win. */
export function createTakeBack({ conversations, writer, settle, clock, routing, log }: Deps): TakeBack {
  let isDown = false;
  let isRunning = false;

  async function takeBack(conversationId: string): Promise<boolean> {
    const [facts] = await conversations.facts([conversationId]);
    if (!facts) return false;
    const written = await writer.apply(requeued({ clock, conversations }, facts));
    // Answered, resolved or taken over meanwhile; what can not be written now is found again by the next pass.
    if (!written.ok) return false;
    await settle(written.value);
    return true;
  }

  /** A few at once, the first enqueued first, so that whoever is free gets who waited longest. */
  async function takeBackAll(ids: readonly string[]): Promise<number> {
    let count = 0;
    for (let start = 0; start < ids.length; start += lanes) {
      const taken = await Promise.all(ids.slice(start, start + lanes).map(takeBack));
      count += taken.filter(Boolean).length;
    }
    return count;
  }

  async function fromGone(): Promise<number> {
    const gone = await routing.goneAgents();
    return gone.length === 0 ? 0 : takeBackAll(await conversations.unansweredOf(gone));
  }

  async function pass(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    try {
      const count = await fromGone();
      if (count > 0) log.info({ count }, 'Chats of agents who are gone wait again.');
      isDown = false;
    } catch (err) {
      if (!isDown) log.warn({ err }, 'Chats of agents who are gone can not be taken back now.');
      isDown = true;
    }
    isRunning = false;
  }

  return {
    fromGone,
    start() {
      const timer = setInterval(() => void pass(), everyMs).unref();
      return () => clearInterval(timer);
    },
  };
}
