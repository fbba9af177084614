import type { Clock } from '../../clock.ts';
import type { Logger } from '../../log.ts';
import { createReadyGate, RoutingNotReady } from './gate.ts';
import { createRoutingOffers, type RoutingOffers } from './offers.ts';
import { createRoutingPace, type RoutingPace } from './pace.ts';
import { createRoutingPlaces, type RoutingPlaces } from './places.ts';
import { createRoutingPresence, type RoutingPresence } from './presence.ts';
import { createRoutingQueues, type RoutingQueues } from './queues.ts';
import { createRoutingProposals, type RoutingProposals } from './proposals.ts';
import { createRoutingScripts, type RoutingRedis } from './scripts.redis.ts';
import { createRoutingUpkeep, type RoutingUpkeep } from './upkeep.ts';
import { createRoutingWrites, type RoutingWrites } from './writes.ts';

/**
 * Routing's picture in Redis of what Postgres holds (TRUTH1). Everything may be repeated, and everything may be
 * rebuilt. Calls reject when Redis can't answer, except where a docstring says otherwise.
 */
export type Routing = RoutingWrites &
  Omit<RoutingPresence, 'serves'> &
  RoutingProposals &
  RoutingOffers &
  RoutingPlaces &
  Pick<RoutingPace, 'departed'> &
  RoutingQueues &
  RoutingUpkeep;

type Deps = {
  redis: RoutingRedis;
  clock: Clock;
  log: Logger;
  /** How long one heartbeat keeps an agent present. */
  leaseMs: number;
  /** How long an agent without a socket is expected back (RT9). */
  graceMs: number;
};

/** Creates routing. Give it a rebuild (createRebuildRouting) before the first call. */
export function createRouting({ redis, clock, log, leaseMs, graceMs }: Deps): Routing {
  let rebuild = (): Promise<void> => Promise.reject(new RoutingNotReady('nobody rebuilds routing'));
  const scripts = createRoutingScripts(redis);
  const gate = createReadyGate(() => rebuild());
  const writes = createRoutingWrites(scripts, gate, clock);
  const { serves, ...presence } = createRoutingPresence({ scripts, gate, clock, leaseMs, graceMs });
  const { departed, readPace } = createRoutingPace({ scripts, gate, clock });
  const shared = { scripts, gate, clock, log, presence: { ...presence, serves } };

  return {
    ...writes,
    ...presence,
    ...createRoutingProposals({ ...shared, writes }),
    ...createRoutingOffers(shared),
    ...createRoutingPlaces({ ...shared, readPace }),
    departed,
    ...createRoutingQueues(shared),
    ...createRoutingUpkeep({ redis, ...shared }),
    onNotReady(handler) {
      rebuild = handler;
    },
  };
}
