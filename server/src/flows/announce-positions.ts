import { contactItemId, type Queue } from '../features/routing/item.ts';
import { queueName } from '../features/routing/keys.ts';
import type { Routing } from '../features/routing/routing.ts';
import type { Logger } from '../log.ts';
import type { Publish } from './publish.ts';

/** Tells visitors their place as it changes (RT11). */
export type AnnouncePositions = {
  /** This queue's order, or who serves it, has changed. */
  mark(queues: readonly Queue[]): void;
  /** Tells a visitor who is back how long it will take: places are a part of the state, the wait is not. Never rejects. */
  tellWait(visitorId: string, conversationId: string): Promise<void>;
  /** One pass over what was marked. Never rejects. */
  pass(): Promise<void>;
  start(): void;
  stop(): void;
};

type Deps = {
  routing: Pick<Routing, 'tellPlaces' | 'wait'>;
  publish: Pick<Publish, 'queueMoved' | 'queueWait'>;
  log: Logger;
};

/** A queue that moves ten times a second is told once. */
const passEveryMs = 1_000;

/**
 * One pass per queue and second, changed places only: O(marked queues × places shown). What was told is noted in
 * Redis, so that two processes tell a change once.
 */
export function createAnnouncePositions({ routing, publish, log }: Deps): AnnouncePositions {
  const marked = new Map<string, Queue>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  function mark(queues: readonly Queue[]): void {
    for (const queue of queues) marked.set(queueName(queue), queue);
  }

  async function passOnce(): Promise<void> {
    const queues = [...marked.values()];
    marked.clear();
    try {
      for (const queue of queues) await announce(queue);
    } catch (err) {
      mark(queues);
      log.debug({ err }, 'Positions are told later.');
    }
  }

  async function announce(queue: Queue): Promise<void> {
    for (const { visitorId, conversationId, place, wait } of await routing.tellPlaces(queue)) {
      publish.queueMoved(visitorId, { conversationId, ...place });
      publish.queueWait(visitorId, { conversationId, wait });
    }
  }

  function pass(): Promise<void> {
    running ??= passOnce().finally(() => {
      running = undefined;
    });
    return running;
  }

  return {
    mark,
    async tellWait(visitorId, conversationId) {
      const wait = await routing.wait(contactItemId(conversationId));
      if (wait !== null) publish.queueWait(visitorId, { conversationId, wait });
    },
    pass,
    start() {
      timer ??= setInterval(() => void pass(), passEveryMs).unref();
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
