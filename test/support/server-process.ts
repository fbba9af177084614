import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createDatabase, dropDatabase, startTestRedis } from './engines.ts';
import { findFreePort } from '@haven/server/storage/embedded/free-port';
import { type GuardedProcess, spawnGuarded } from './guarded-process.ts';
import { postgresServerUrl } from './run-engines.ts';
import { copyPgliteTemplate } from './pglite-template.ts';
import { removeFolder } from './remove-folder.ts';
import { createTempFolder } from './temp-folder.ts';

export type EngineName = 'embedded' | 'native';

export interface ServerOptions {
  engine: EngineName;
  /** Laid over what a test server gets by itself. With DATABASE_URL or REDIS_URL a second node joins a first one. */
  env?: Record<string, string>;
  /** Kept at the end when given; else a new folder that goes away with the server. */
  dataDir?: string;
  /** Another build's `main.js`. */
  main?: string;
  /** As the product runs, for what is measured. */
  isOptimized?: boolean;
}

export interface ServerProcess {
  url: string;
  port: number;
  /** What it runs with, its DATABASE_URL and REDIS_URL among it. */
  env: Record<string, string>;
  pid: () => number;
  isRunning: () => boolean;
  /** Everything that it printed since it was started. */
  output: () => string;
  /** Signals it and waits for its end; resolves with the exit code. Data and native engines stay. */
  kill: (signal: NodeJS.Signals) => Promise<number>;
  /** Drains it when it runs, and starts it anew on the same port, data and native engines. */
  restart: () => Promise<void>;
  /** Ends it and everything that was started for it; resolves with the exit code. */
  stop: () => Promise<number>;
}

type CleanUps = (() => Promise<void> | void)[];

/**
 * Compiles the embedded engines once, and hardly optimizes them: that is a third of a start, and a test asks its server a
 * few times. The product does without.
 */
const embeddedFlags = ['--wasm-tiering-budget=100000000'];
const builtMain = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url));
/** A first start makes a database, on a machine that is busy with other tests. */
const readyWithinMs = 60_000;

/** Starts the built server on engines of its own and resolves when it is ready. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const cleanUps: CleanUps = [];
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const dataDir = options.dataDir ?? (await ownFolder(cleanUps));
  if (options.engine === 'embedded') await copyPgliteTemplate(dataDir);
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: dataDir,
    RATE_LIMIT_SCALE: '1000',
    // Tests sign in hundreds of agents, which is slow on purpose.
    PASSWORD_MEMORY_MIB: '19',
    // Agents of tests are given what they have room for, at once.
    AGENT_WARMUP_CHATS: '0',
    ...(options.engine === 'native' ? await nativeUrls(options.env ?? {}, cleanUps) : {}),
    ...options.env,
  };
  const flags = options.engine === 'embedded' && !options.isOptimized ? embeddedFlags : [];
  const args = [...flags, options.main ?? builtMain];
  let child: GuardedProcess;

  async function start(): Promise<void> {
    // A working folder of its own, as the server reads a .env there.
    child = await spawnGuarded(process.execPath, args, { env, cwd: dataDir });
    await waitUntilReady(url, child);
  }

  async function kill(signal: NodeJS.Signals): Promise<number> {
    return child.end(signal);
  }

  async function stop(): Promise<number> {
    const code = await kill('SIGTERM');
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
    return code;
  }

  try {
    await start();
  } catch (error) {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
    throw error;
  }
  return {
    url,
    port,
    env,
    pid: () => child.pid,
    isRunning: () => child.isRunning(),
    output: () => child.output(),
    kill,
    async restart() {
      await kill('SIGTERM');
      await start();
    },
    stop,
  };
}

/** Runs the built server to its end, for a start that must fail. */
export async function runServer(
  env: Record<string, string>,
  cwd: string,
): Promise<{ code: number; output: string }> {
  const child = await spawnGuarded(process.execPath, [builtMain], {
    env: { PATH: process.env['PATH'], ...env },
    cwd,
  });
  const code = await child.wait();
  return { code, output: child.output() };
}

async function ownFolder(cleanUps: CleanUps): Promise<string> {
  const folder = await createTempFolder('data');
  cleanUps.push(() => removeFolder(folder));
  return folder;
}

/** A database on the run's PostgreSQL and a Redis of its own: channels know no database numbers. */
async function nativeUrls(
  given: Record<string, string>,
  cleanUps: CleanUps,
): Promise<Record<string, string>> {
  const urls: Record<string, string> = {};
  if (!given['DATABASE_URL']) {
    const serverUrl = postgresServerUrl();
    const databaseUrl = await createDatabase(serverUrl);
    cleanUps.push(() => dropDatabase(serverUrl, databaseUrl));
    urls['DATABASE_URL'] = databaseUrl;
  }
  if (!given['REDIS_URL']) {
    const redis = await startTestRedis();
    cleanUps.push(() => redis.stop());
    urls['REDIS_URL'] = redis.url;
  }
  return urls;
}

async function waitUntilReady(url: string, child: GuardedProcess): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  while (child.isRunning() && Date.now() < deadline) {
    const response = await fetch(`${url}/readyz`).catch(() => undefined);
    if (response?.ok) return;
    await sleep(25);
  }
  const code = await child.end('SIGKILL');
  throw new Error(`The server did not become ready (exit code ${code}):\n${child.output()}`);
}
