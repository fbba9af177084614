import type { Kysely } from 'kysely';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { createChains } from './features/chain/chains.ts';
import { createMemory } from './features/chain/memory.ts';
import { createNetworks } from './features/chain/networks.ts';
import { createVerifySignature } from './features/chain/signatures.ts';
import { createQuery } from './features/chain/source.ts';
import { createNetworkStates } from './features/chain/states.ts';
import { createWatchedTransactions } from './features/chain/watched.ts';
import { limits } from './features/rate-limit/limits.ts';
import type { RateLimiter } from './features/rate-limit/rate-limiter.redis.ts';
import { createAddresses } from './outgoing/address.ts';
import { createAsk } from './outgoing/request.ts';
import type { Database } from './storage/postgres/schema.ts';

type Deps = {
  config: Pick<Config, 'production' | 'chainPrivateHosts' | 'chainPaceScale'>;
  clock: Clock;
  db: Kysely<Database>;
  limiter: Pick<RateLimiter, 'count'>;
};

/** A node that takes longer is of no use to somebody who waits. */
const answerWithinMs = 5_000;
/** A whole block with its transactions, of the largest chains. */
const answerMaxBytes = 4 * 1024 * 1024;

/** What looks into chains, tied together. */
export function createChainFeatures({ config, clock, db, limiter }: Deps) {
  const privateHosts = config.chainPrivateHosts;
  const addresses = createAddresses({ ...config, privateHosts, allowsPlainPrivate: true });
  const ask = createAsk({ addresses, timeoutMs: answerWithinMs, answerMaxBytes, keepsOpen: true });
  const query = createQuery({ ask, mayAsk: (id) => limiter.count(limits.chainSource, id).ok });
  const chainMemory = createMemory({ db });
  const networks = createNetworks({
    db,
    clock,
    addresses,
    check: (network, source) => chains.check(network, source),
  });
  const chains = createChains({
    enabled: networks.enabled,
    memory: chainMemory,
    query,
    addresses,
    clock,
    paceScale: config.chainPaceScale,
    suggestedFee: (id) => networkStates.suggestedFee(id),
  });
  const networkStates = createNetworkStates({ enabled: networks.enabled, read: chains.read, clock });
  return {
    networks,
    chains,
    chainMemory,
    networkStates,
    watchedTransactions: createWatchedTransactions({ db }),
    verifySignature: createVerifySignature({ enabled: networks.enabled, query }),
  };
}
