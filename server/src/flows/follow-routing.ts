import type { ConversationFacts } from '../features/conversations/facts.ts';
import { contactItemId, type Queue } from '../features/routing/item.ts';
import type { Routing } from '../features/routing/routing.ts';
import type { Projected } from '../features/routing/writes.ts';
import type { Logger } from '../log.ts';
import { itemsOf } from './case-item.ts';
import type { Dispatch } from './dispatch.ts';
import type { RouteConversation } from './settle.ts';

type Deps = {
  routing: Pick<Routing, 'project' | 'place' | 'departed'>;
  dispatch: Pick<Dispatch, 'dispatchAfter'>;
  log: Logger;
};

export type FollowRouting = RouteConversation & {
  /** A visitor left a queue for an agent. What Redis misses of it makes the estimate of waits no worse. */
  departed(queue: Queue, enqueuedAt: number): void;
  /** Waits until dispatch is idle, `patienceMs` at the most: a server that stops leaves no proposal behind. */
  finished(patienceMs: number): Promise<void>;
};

/** Keeps Redis in step with what was committed (TRUTH1), and dispatches what that made possible (RT2). */
export function createFollowRouting({ routing, dispatch, log }: Deps): FollowRouting {
  const projections = new WeakMap<ConversationFacts, Projected[]>();
  const running = new Set<Promise<void>>();

  return {
    async project(facts) {
      try {
        projections.set(facts, await Promise.all(itemsOf(facts).map((item) => routing.project(item))));
      } catch (error) {
        log.warn(
          { err: error, conversation: facts.reference },
          'routing could not follow; the sweep repairs it',
        );
      }
    },
    dispatch(facts) {
      const work = dispatch.dispatchAfter(projections.get(facts) ?? []);
      running.add(work);
      void work.finally(() => running.delete(work));
    },
    departed(queue, enqueuedAt) {
      routing
        .departed(queue, enqueuedAt)
        .catch((err: unknown) => log.debug({ err }, 'A departure was not counted.'));
    },
    place: (conversationId) => routing.place(contactItemId(conversationId)),
    async finished(patienceMs) {
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise((resolve) => {
        timer = setTimeout(resolve, patienceMs).unref();
      });
      await Promise.race([Promise.allSettled([...running]), patience]);
      clearTimeout(timer);
    },
  };
}
