import type { RoutingAgent } from '../features/routing/agent.ts';
import type { RoutingItem } from '../features/routing/item.ts';
import type { QueueRule } from '../features/routing/rule.ts';
import type { Routing } from '../features/routing/routing.ts';
import type { Logger } from '../log.ts';

/** What a rebuild reads of Postgres, within the lock. */
export type Snapshot = {
  /** Raises the epoch of all that waits, so that commits under way match nothing (RT1). */
  fence(): Promise<void>;
  items(): Promise<RoutingItem[]>;
  agents(): Promise<RoutingAgent[]>;
  rules(): Promise<QueueRule[]>;
};

/** Runs `work` on one node at a time: createLoadUnderLock({ db }) of features/routing/load.ts. */
export type LoadUnderLock = <T>(work: (load: Snapshot) => Promise<T>) => Promise<T>;

type Deps = { routing: Pick<Routing, 'onNotReady' | 'build'>; loadUnderLock: LoadUnderLock; log: Logger };

/** Written at once: enough to fill the pipeline, and well within a command's time-out. */
const chunkSize = 200;

/**
 * Creates the rebuild (TRUTH2) and hooks it into routing: whoever finds Redis emptied rebuilds it, or waits for who
 * does, and then repeats its call. Nobody is lost, doubled or moved back, since all of it is in Postgres, the times of
 * enqueueing too; leases come back with the next heartbeat. Call the result once at the start.
 * O(open conversations, cases and agents); 10,000 take about a second.
 */
export function createRebuildRouting({ routing, loadUnderLock, log }: Deps): () => Promise<void> {
  let running: Promise<void> | undefined;

  async function rebuildOnce(isLive: boolean): Promise<void> {
    await loadUnderLock((load) =>
      routing.build(async (writes) => {
        // Slots that were set aside are forgotten, so their commits may no longer succeed: that would overload somebody.
        if (isLive) await load.fence();
        // Read after the others were shut out: what they commit from here on, they project afterwards.
        const agents = await load.agents();
        const items = await load.items();
        // Rules first: the order within a queue follows from them.
        await inChunks(await load.rules(), (rule) => writes.setRule(rule));
        await inChunks(agents, (agent) => writes.setAgent(agent));
        await inChunks(items, (item) => writes.project(item));
        log.info({ agents: agents.length, items: items.length }, 'Routing was rebuilt.');
      }),
    );
  }

  function rebuild(isLive: boolean): Promise<void> {
    running ??= rebuildOnce(isLive).finally(() => {
      running = undefined;
    });
    return running;
  }

  routing.onNotReady(() => rebuild(true));
  return () => rebuild(false);
}

async function inChunks<T>(all: readonly T[], write: (each: T) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < all.length; start += chunkSize) {
    await Promise.all(all.slice(start, start + chunkSize).map(write));
  }
}
