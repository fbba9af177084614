import type { ClusterOptions, RedisOptions } from 'ioredis';
import type { RedisAccount, RedisSentinels } from '../../redis-address.ts';

/** Reconnects for ever, from 100 ms to 2 s, spread so that nodes do not come back in step. */
function retryStrategy(attempt: number): number {
  return Math.min(100 * attempt, 2_000) * (0.5 + Math.random() / 2);
}

const shared: RedisOptions = {
  lazyConnect: true,
  retryStrategy,
  connectTimeout: 5_000,
  // With the default the client repeats writes whose reply was lost, in silence: 20 of 20 ran twice when measured.
  autoResendUnfulfilledCommands: false,
  // Without it a command whose reply was lost waits for ever, now that it isn't resent.
  commandTimeout: 2_000,
  // A queued command times out for its caller after 2 s, yet would still run on reconnect: an assignment that
  // everybody believes has failed. Refusing at once is also what lets the caller answer `unavailable` quickly.
  enableOfflineQueue: false,
  // A primary that has become a replica: connect anew and find the new primary. Nothing is sent twice.
  reconnectOnError: (error) => error.message.startsWith('READONLY'),
};

/** For commands and scripts. Fails fast: what can't be said now is refused, never said later. */
export const commandOptions: RedisOptions = { ...shared, connectionName: 'haven', maxRetriesPerRequest: 1 };

/** For subscriptions alone; shard-subscriber.ts asks for them again. */
export const subscriberOptions: RedisOptions = {
  ...shared,
  connectionName: 'haven-subscriber',
  maxRetriesPerRequest: null,
  autoResubscribe: false,
  // A connection that died without a word is noticed, although nothing is ever said over it.
  keepAlive: 10_000,
};

/** For commands and scripts on a cluster. */
export const clusterOptions: ClusterOptions = {
  lazyConnect: true,
  clusterRetryStrategy: retryStrategy,
  enableOfflineQueue: false,
  slotsRefreshInterval: 5_000,
};

/** For a connection to a server, as whom its address says. */
export function accountOptions({ username, password, isEncrypted }: RedisAccount): RedisOptions {
  return {
    ...(username === '' ? {} : { username }),
    ...(password === '' ? {} : { password }),
    ...(isEncrypted ? { tls: {} } : {}),
  };
}

/** For one connection to the master of a group, beside those above. `wasReady`: it has been connected before. */
export function sentinelOptions(
  { servers, name, db, sentinelPassword, ...account }: RedisSentinels,
  wasReady: () => boolean,
): RedisOptions {
  return {
    sentinels: [...servers],
    name,
    db,
    ...accountOptions(account),
    ...(sentinelPassword === '' ? {} : { sentinelPassword }),
    ...(account.isEncrypted ? { sentinelTLS: {}, enableTLSForSentinelMode: true } : {}),
    sentinelCommandTimeout: 2_000,
    // A master that hangs keeps its connections, so the sentinels are listened to as well.
    failoverDetector: true,
    // A start without sentinels fails and says so; from then on they are asked for ever, as servers are.
    sentinelRetryStrategy: (attempt) => (wasReady() ? retryStrategy(attempt) : null),
  };
}
