import { isIP } from 'node:net';
import * as z from 'zod';
import { readRedisAddress } from './redis-address.ts';

/** One thing that an operator may set by an environment variable. */
export interface Setting<Schema extends z.ZodType = z.ZodType> {
  schema: Schema;
  /** One or more sentences for .env.example and for error messages. */
  description: string;
  /** What holds when it isn't set, as .env.example shows it. */
  preset: string;
  /** Holds a password: never logged, never echoed in an error. */
  secret?: true;
}

function setting<Schema extends z.ZodType>(schema: Schema, about: Omit<Setting, 'schema'>): Setting<Schema> {
  return { schema, ...about };
}

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .refine((value) => value >= min && value <= max);
/** A number with a fraction. */
const factor = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number)
    .refine((value) => value >= min && value <= max);
const flag = z.enum(['1', '0', 'true', 'false']).transform((value) => value === '1' || value === 'true');
const durationMs = whole(100, 30 * 86_400_000);
const url = (...schemes: string[]) => z.string().refine((text) => hasScheme(text, schemes));
const redisAddress = z.string().refine((text) => readRedisAddress(text) !== null);
const origin = z
  .string()
  .refine((text) => hasScheme(text, ['http', 'https']) && new URL(text).href === `${new URL(text).origin}/`)
  .transform((text) => new URL(text).origin);
const host = z.string().refine((text) => isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text));

/** Everything that can be set. `.env.example` is this list, and a test compares the two. */
export const settings = {
  HOST: setting(host, {
    description: 'Address to listen on. Anything but loopback needs PUBLIC_URL.',
    preset: '127.0.0.1',
  }),
  PORT: setting(whole(1, 65_535), { description: 'Port to listen on, 1 to 65535.', preset: '3000' }),
  PUBLIC_URL: setting(origin, {
    description:
      'Address that browsers use, without a path. It must be https, as the session cookie needs it; plain http is for loopback alone.',
    preset: 'http://HOST:PORT',
  }),
  NODE_ENV: setting(z.enum(['development', 'production', 'test']), {
    description:
      'production, development or test. Production writes JSON logs and wants both databases named.',
    preset: 'development',
  }),
  LOG_LEVEL: setting(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']), {
    description: 'Least important lines to log: fatal, error, warn, info, debug, trace or silent.',
    preset: 'info',
  }),
  DATA_DIR: setting(z.string(), {
    description: 'Folder of the embedded database and of uploaded files. One process at a time.',
    preset: './data',
  }),
  DATABASE_URL: setting(url('postgres', 'postgresql'), {
    description:
      'PostgreSQL 15 or newer, as postgres://user:password@host:5432/name. Unset: PGlite in DATA_DIR.',
    preset: '',
    secret: true,
  }),
  REDIS_URL: setting(redisAddress, {
    description:
      'Redis 7 or Valkey 8 or newer, as redis://user:password@host:6379/0. Several servers of a cluster follow as ,host:port. Sentinels: redis+sentinel://user:password@host:26379,host:26379/name/0. Unset: Valkey in this process.',
    preset: '',
    secret: true,
  }),
  ALLOW_EMBEDDED: setting(flag, {
    description: '1 lets production run on the embedded database or Valkey, on one node and without fsync.',
    preset: '0',
  }),
  SEED_DEMO: setting(flag, {
    description: '1 seeds demo accounts and texts into an empty database, 0 never. Unset: not in production.',
    preset: '',
  }),
  TRUST_PROXY: setting(whole(0, 10), {
    description: 'Number of reverse proxies in front, whose X-Forwarded-For is believed.',
    preset: '0',
  }),
  ALLOWED_ORIGINS: setting(
    z
      .string()
      .transform((text) => text.split(',').map((item) => item.trim()))
      .pipe(z.array(origin)),
    {
      description: 'More origins of Haven itself, separated by commas, that may open sockets and post.',
      preset: '',
    },
  ),
  DRAIN_MS: setting(durationMs, {
    description:
      'How long a stopping server waits for its clients to leave. Unset: 3000, with both engines native 20000.',
    preset: '',
  }),
  SILENCE_CLOSE_MS: setting(durationMs, {
    description: 'A conversation in which support spoke last closes after this much silence.',
    preset: '86400000',
  }),
  AGENT_LEASE_MS: setting(durationMs, {
    description: 'An agent whose console has not been heard of for this long is given no new conversations.',
    preset: '15000',
  }),
  AGENT_GRACE_MS: setting(durationMs, {
    description:
      'An agent whose console is gone keeps their chats for this long, and still counts as serving their queues.',
    preset: '60000',
  }),
  AGENT_WARMUP_MS: setting(durationMs, {
    description:
      'After signing in an agent is given AGENT_WARMUP_CHATS within this time, then as many as they take.',
    preset: '60000',
  }),
  AGENT_WARMUP_CHATS: setting(whole(0, 1_000), {
    description:
      'So many chats are assigned to an agent who has just signed in, however long the queue is; 0: no limit but their capacity.',
    preset: '5',
  }),
  PASSWORD_MEMORY_MIB: setting(whole(19, 1_024), {
    description:
      'Memory that proving or setting a password takes, and with it time: 64 are about 0.2 s of one core, 19 a third of that. Holds for passwords that are set from then on.',
    preset: '64',
  }),
  RATE_LIMIT_SCALE: setting(factor(0.1, 1_000_000), {
    description: 'Multiplies every rate limit, e.g. 2 behind one office address.',
    preset: '1',
  }),
  WEBHOOK_TIMEOUT_MS: setting(whole(100, 60_000), {
    description: 'How long a webhook may take to answer, from the look-up of its address to the end.',
    preset: '10000',
  }),
  WEBHOOK_RETRY_SCALE: setting(factor(0.00001, 10), {
    description: 'Multiplies the waits between attempts to deliver, which go on for about a day.',
    preset: '1',
  }),
  WEBHOOK_PRIVATE_HOSTS: setting(
    z
      .string()
      .transform((text) => text.split(',').map((item) => item.trim().toLowerCase()))
      .pipe(z.array(host)),
    {
      description:
        'Host names or addresses, separated by commas, that webhooks may call although they are private, on any port.',
      preset: '',
    },
  ),
  CHAIN_PRIVATE_HOSTS: setting(
    z
      .string()
      .transform((text) => text.split(',').map((item) => item.trim().toLowerCase()))
      .pipe(z.array(host)),
    {
      description:
        'Host names or addresses, separated by commas, of nodes in a private network: they may be asked on any port, by plain http too.',
      preset: '',
    },
  ),
  CHAIN_PACE_SCALE: setting(factor(0.01, 100), {
    description:
      'Multiplies the time between two looks at a transaction that a visitor was shown: 15 seconds on EVM networks, 60 on Bitcoin, 6 on TRON.',
    preset: '1',
  }),
  METRICS_TOKEN: setting(z.string().min(16).regex(/^\S+$/), {
    description:
      'Whoever reads /metrics shows this as a bearer token, at least 16 characters. Unset: only this machine may, and through no proxy.',
    preset: '',
    secret: true,
  }),
  PHISHING_LIST_FILE: setting(z.string(), {
    description:
      'A file in the format of eth-phishing-detect (config.json): links to its hosts are marked. Read again when it changes. Haven ships and fetches none.',
    preset: '',
  }),
  HANDSHAKES_PER_SECOND: setting(whole(1, 100_000), {
    description: 'Sockets that one server admits in a second; more are told when to come back.',
    preset: '200',
  }),
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;
/** What was set, parsed. */
export type SettingValues = { [Name in SettingName]: z.output<(typeof settings)[Name]['schema']> };

function hasScheme(text: string, schemes: string[]): boolean {
  return URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1));
}
