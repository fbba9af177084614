import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { loadEnvFile } from 'node:process';
import { errorCode } from './error-code.ts';
import { type SettingName, type SettingValues, type Setting, settings } from './settings.ts';

export interface Config {
  host: string;
  port: number;
  /** Origin that browsers use, without a trailing slash. */
  publicUrl: string;
  production: boolean;
  logLevel: string;
  /** Absolute. */
  dataDir: string;
  /** Undefined: the embedded engine. Secret. */
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  /** Whether an empty database gets demo accounts and texts. */
  seedDemo: boolean;
  /** Number of proxies in front. */
  trustProxy: number;
  /** Every origin that is Haven's own, `publicUrl` first. */
  ownOrigins: readonly string[];
  drainMs: number;
  silenceCloseMs: number;
  agentLeaseMs: number;
  agentGraceMs: number;
  agentWarmupMs: number;
  /** 0: no limit. */
  agentWarmupChats: number;
  passwordMemoryMib: number;
  rateLimitScale: number;
  webhookTimeoutMs: number;
  webhookRetryScale: number;
  webhookPrivateHosts: readonly string[];
  chainPrivateHosts: readonly string[];
  chainPaceScale: number;
  handshakesPerSecond: number;
  /** Undefined: only this machine reads the metrics. Secret. */
  metricsToken: string | undefined;
  /** Absolute. Undefined: no list of phishing hosts. */
  phishingListFile: string | undefined;
}

export type ConfigResult = { ok: true; value: Config } | { ok: false; problems: string[] };

/** The process' environment, with a `.env` of the working folder underneath it. The only reader of both. */
export function readEnvironment(): NodeJS.ProcessEnv {
  try {
    loadEnvFile('.env');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  return process.env;
}

/**
 * Turns environment variables into the configuration, or into the list of everything that is wrong with them.
 * An empty variable counts as unset. No secret value appears in a problem.
 */
export function readConfig(env: NodeJS.ProcessEnv): ConfigResult {
  const { values, problems } = readSettings(env);
  const config = assemble(values);
  problems.push(...findContradictions(values, config));
  return problems.length === 0 ? { ok: true, value: config } : { ok: false, problems };
}

function readSettings(env: NodeJS.ProcessEnv): { values: Partial<SettingValues>; problems: string[] } {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settings) as [SettingName, Setting][]) {
    const text = env[name]?.trim();
    if (!text) continue;
    const parsed = setting.schema.safeParse(text);
    if (parsed.success) values[name] = parsed.data;
    else problems.push(`${name}${setting.secret ? '' : ` is "${text}"`}: ${setting.description}`);
  }
  return { values, problems };
}

/** Fills in what wasn't set. Wrong values count as unset here, so that every contradiction is found as well. */
function assemble(values: Partial<SettingValues>): Config {
  const host = values.HOST ?? '127.0.0.1';
  const port = values.PORT ?? 3000;
  const publicUrl = values.PUBLIC_URL ?? `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  const production = values.NODE_ENV === 'production';
  const isNative = values.DATABASE_URL !== undefined && values.REDIS_URL !== undefined;
  return {
    host,
    port,
    publicUrl,
    production,
    logLevel: values.LOG_LEVEL ?? 'info',
    dataDir: resolve(values.DATA_DIR ?? 'data'),
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    seedDemo: values.SEED_DEMO ?? !production,
    trustProxy: values.TRUST_PROXY ?? 0,
    ownOrigins: [...new Set([publicUrl, ...(values.ALLOWED_ORIGINS ?? [])])],
    drainMs: values.DRAIN_MS ?? (isNative ? 20_000 : 3_000),
    silenceCloseMs: values.SILENCE_CLOSE_MS ?? 86_400_000,
    agentLeaseMs: values.AGENT_LEASE_MS ?? 15_000,
    agentGraceMs: values.AGENT_GRACE_MS ?? 60_000,
    agentWarmupMs: values.AGENT_WARMUP_MS ?? 60_000,
    agentWarmupChats: values.AGENT_WARMUP_CHATS ?? 5,
    passwordMemoryMib: values.PASSWORD_MEMORY_MIB ?? 64,
    rateLimitScale: values.RATE_LIMIT_SCALE ?? 1,
    webhookTimeoutMs: values.WEBHOOK_TIMEOUT_MS ?? 10_000,
    webhookRetryScale: values.WEBHOOK_RETRY_SCALE ?? 1,
    webhookPrivateHosts: values.WEBHOOK_PRIVATE_HOSTS ?? [],
    chainPrivateHosts: values.CHAIN_PRIVATE_HOSTS ?? [],
    chainPaceScale: values.CHAIN_PACE_SCALE ?? 1,
    handshakesPerSecond: values.HANDSHAKES_PER_SECOND ?? 200,
    metricsToken: values.METRICS_TOKEN,
    phishingListFile: values.PHISHING_LIST_FILE && resolve(values.PHISHING_LIST_FILE),
  };
}

function findContradictions(values: Partial<SettingValues>, config: Config): string[] {
  const problems: string[] = [];
  if (config.production && !values.ALLOW_EMBEDDED) {
    if (!values.DATABASE_URL)
      problems.push('DATABASE_URL: production needs PostgreSQL (or ALLOW_EMBEDDED=1).');
    if (!values.REDIS_URL)
      problems.push('REDIS_URL: production needs Redis or Valkey (or ALLOW_EMBEDDED=1).');
  }
  const { protocol, hostname } = new URL(config.publicUrl);
  if (protocol !== 'https:' && !isLoopback(hostname)) {
    // The session cookie would cross the network in the clear.
    const cause = values.PUBLIC_URL ? 'PUBLIC_URL is plain http' : `HOST is ${config.host}`;
    problems.push(
      `${cause}: set PUBLIC_URL to the https address that browsers use; plain http is for loopback alone.`,
    );
  }
  if (config.agentGraceMs < config.agentLeaseMs) {
    problems.push('AGENT_GRACE_MS must not be shorter than AGENT_LEASE_MS.');
  }
  return problems;
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname === '[::1]' || (isIP(hostname) === 4 && hostname.startsWith('127.'))
  );
}
