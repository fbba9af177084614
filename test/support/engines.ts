import { randomBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import pg from 'pg';
import { findFreePort } from '@haven/server/storage/embedded/free-port';
import { type GuardedProcess, spawnGuarded } from './guarded-process.ts';
import { removeFolder } from './remove-folder.ts';
import { createTempFolder } from './temp-folder.ts';

const run = promisify(execFile);

/** A native engine of the tests' own. */
export interface NativeEngine {
  url: string;
  /** Ends it and removes what it wrote. */
  stop: () => Promise<void>;
  /** The program, for tests that kill it; undefined for an engine that was given by the environment. */
  process: GuardedProcess | undefined;
}

/** Of 127.0.0.1, signed by itself; in files. */
export type Certificate = { file: string; keyFile: string };

/** Where an engine listens, on loopback. */
export function portOf({ url }: NativeEngine): number {
  return Number(new URL(url).port);
}

/**
 * Starts a private redis-server: free port of loopback, random password, nothing on disk. With `port` and
 * `password` a test brings back one that it killed, empty. With `clusterPort` it may become one of a cluster, with
 * `replicaOf` it follows one that has the same password, with `certificate` it speaks TLS alone.
 */
export async function startRedis(
  as: {
    port?: number;
    password?: string;
    clusterPort?: number;
    replicaOf?: number;
    certificate?: Certificate;
  } = {},
): Promise<NativeEngine> {
  const program = await findProgram('redis-server', [], 'install redis-server, or set REDIS_URL');
  const folder = await createTempFolder('redis');
  const port = as.port ?? (await findFreePort());
  const password = as.password ?? randomBytes(16).toString('hex');
  const child = await spawnGuarded(
    program,
    ['--bind', '127.0.0.1', '--requirepass', password, '--dir', folder].concat([
      ...(as.certificate === undefined ? ['--port', String(port)] : tlsArguments(port, as.certificate)),
      '--save',
      '',
      '--appendonly',
      'no',
      '--maxmemory-policy',
      'noeviction',
      ...(as.clusterPort === undefined
        ? []
        : ['--cluster-enabled', 'yes', '--cluster-port', String(as.clusterPort), ...announced]),
      ...(as.replicaOf === undefined ? [] : ['--replicaof', '127.0.0.1', String(as.replicaOf)]),
      '--masterauth',
      password,
    ]),
  );
  const url = `${as.certificate ? 'rediss' : 'redis'}://default:${password}@127.0.0.1:${port}/0`;
  await waitFor('redis-server', child, () => withRedis(url, (redis) => redis.ping(), as.certificate));
  return {
    url,
    process: child,
    async stop() {
      await child.end('SIGKILL');
      removeFolder(folder);
    },
  };
}

/** One that has not met another yet does not know its own address. */
const announced = ['--cluster-announce-ip', '127.0.0.1'];

/** Of redis-server and of a sentinel; what they open among themselves is encrypted too. */
export function tlsArguments(port: number, { file, keyFile }: Certificate): string[] {
  const settings = {
    port: '0',
    'tls-port': String(port),
    'tls-cert-file': file,
    'tls-key-file': keyFile,
    'tls-ca-cert-file': file,
    'tls-auth-clients': 'no',
    'tls-replication': 'yes',
    'tls-cluster': 'yes',
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

/**
 * An empty Redis for one server: a private one, or an own database number of the one that REDIS_URL names. Its
 * channels are shared then, as Redis keeps no channels apart.
 */
export async function startTestRedis(): Promise<NativeEngine> {
  const given = process.env['REDIS_URL'];
  if (!given) return startRedis();
  const url = new URL(given);
  const number = await withRedis(given, (redis) => redis.incr('haven:test:database'));
  // Sixteen numbers by default, of which 0 counts.
  url.pathname = `/${1 + (number % 15)}`;
  const flush = () => withRedis(url.href, (redis) => redis.flushdb());
  await flush();
  return { url: url.href, process: undefined, stop: async () => void (await flush()) };
}

/** A PostgreSQL that a test takes down and brings back. */
export interface OwnPostgres extends NativeEngine {
  /** Ends it as a crash would: no checkpoint, every connection lost, recovery at the next start. */
  crash: () => Promise<void>;
  /** Starts it again on the same data and port. */
  start: () => Promise<void>;
}

/**
 * Starts a private PostgreSQL, as the user postgres when this is root, whom it refuses. It waits for the disk unless
 * `isFsyncOff`, which no end of a process can tell from the other.
 */
export async function startPostgres({ isFsyncOff = false } = {}): Promise<OwnPostgres> {
  const bin = await findPostgresBin();
  const uid = process.getuid?.() === 0 ? Number((await run('id', ['-u', 'postgres'])).stdout) : undefined;
  const user = uid === undefined ? {} : { uid, gid: uid };
  const folder = await createTempFolder('postgres', uid);
  const data = join(folder, 'data');
  const password = randomBytes(16).toString('hex');
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, password);
  const init = [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
  ];
  await run(join(bin, 'initdb'), [...init, '--locale=C', '--no-sync'], { ...user, cwd: folder });

  const port = await findFreePort();
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    `fsync=${isFsyncOff ? 'off' : 'on'}`,
    ...(isFsyncOff ? ['full_page_writes=off'] : []),
  ];
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  let child: GuardedProcess;

  async function start(): Promise<void> {
    child = await spawnGuarded(join(bin, 'postgres'), args, { ...user, cwd: folder });
    await waitFor('postgres', child, () => queryPostgres(url, 'select 1'));
  }

  // The "immediate" stop ends the backends too; killing the postmaster alone would leave them and block the restart.
  async function crash(): Promise<void> {
    await child.end('SIGQUIT');
  }

  await start();
  return {
    url,
    get process() {
      return child;
    },
    crash,
    start,
    async stop() {
      await crash();
      removeFolder(folder);
    },
  };
}

/** Makes an empty database on a server and returns its URL. */
export async function createDatabase(serverUrl: string): Promise<string> {
  const name = `haven_test_${randomBytes(6).toString('hex')}`;
  await queryPostgres(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Removes a database of `createDatabase`, with whoever is still connected to it. */
export async function dropDatabase(serverUrl: string, url: string): Promise<void> {
  await queryPostgres(serverUrl, `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`);
}

async function queryPostgres(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(text);
  } finally {
    await client.end();
  }
}

export async function withRedis<T>(
  url: string,
  work: (redis: Redis) => Promise<T>,
  certificate?: Certificate,
): Promise<T> {
  const tls = certificate && { tls: { ca: await readFile(certificate.file) } };
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: null, ...tls });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

async function waitFor(name: string, child: GuardedProcess, isUp: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    try {
      await isUp();
      return;
    } catch {
      if (!child.isRunning()) break;
      await sleep(50);
    }
  }
  throw new Error(`${name} did not start:\n${child.output()}`);
}

/** The newest PostgreSQL where Debian puts them, else the one in PATH. */
async function findPostgresBin(): Promise<string> {
  const root = '/usr/lib/postgresql';
  const versions = await readdir(root).catch(() => []);
  const newestFirst = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(root, version, 'bin'));
  const program = await findProgram(
    'initdb',
    newestFirst,
    'install postgresql (15 or newer), or set DATABASE_URL',
  );
  return join(program, '..');
}

/** A program in one of the folders or in PATH; throws with the remedy when there is none. */
export async function findProgram(name: string, folders: string[], remedy: string): Promise<string> {
  for (const folder of [...folders, ...(process.env['PATH'] ?? '').split(delimiter)]) {
    const path = join(folder, name);
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  throw new Error(`${name} is missing: ${remedy}.`);
}
