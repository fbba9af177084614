import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { createDatabase, startPostgres, startRedis } from '../support/engines.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { type Link, openLink } from './link.ts';

/** One server with the links to its engines. */
export type Node = {
  name: string;
  server: ServerProcess;
  postgres: Link;
  redis: Link;
  /** `down`: a fault has it; whoever takes it brings it back. */
  state: 'up' | 'down';
};

export type Cluster = {
  nodes: readonly Node[];
  /** What clients connect to: as a balancer does, it sends an attempt to the node that its `n` picks, or to the other. */
  front: Link;
  url: string;
  /** Starts a server until it is ready: what supervises it would not give up either. */
  bringUp(node: Node): Promise<void>;
  crashPostgres(): Promise<void>;
  startPostgres(): Promise<void>;
  killRedis(): Promise<void>;
  /** An empty one, in the place of the one that was killed. */
  startRedis(): Promise<void>;
  signalRedis(signal: NodeJS.Signals): void;
  /** Answers with how many keys there were. */
  flushRedis(): Promise<number>;
  /** Straight to PostgreSQL, past every link. */
  query<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>;
  /** Ends that nobody asked for. */
  exits: string[];
  versions(): Promise<{ postgres: string; redis: string }>;
  close(): Promise<void>;
};

const localhost = '127.0.0.1';
const watchEveryMs = 250;

/** Two servers of one build on engines of their own, each link with a proxy in between. */
export async function openCluster(options: { main?: string; random: () => number }): Promise<Cluster> {
  const { random } = options;
  const postgres = await startPostgres();
  let redis = await startRedis();
  const databaseUrl = await createDatabase(postgres.url);
  const dataDir = await createTempFolder('files');
  const { port: redisPort, password } = new URL(redis.url);
  const exits: string[] = [];
  let isClosed = false;

  async function openNode(name: string): Promise<Node> {
    const to = (url: string) =>
      openLink(() => [{ host: localhost, port: Number(new URL(url).port) }], random);
    const links = { postgres: await to(postgres.url), redis: await to(redis.url) };
    const server = await startServer({
      engine: 'native',
      dataDir,
      env: {
        DATABASE_URL: withPort(databaseUrl, links.postgres.port),
        REDIS_URL: withPort(redis.url, links.redis.port),
        LOG_LEVEL: 'warn',
        // The clients of a fault harness leave at once; who does not must not hold up the round.
        DRAIN_MS: '3000',
      },
      ...(options.main === undefined ? {} : { main: options.main }),
    });
    return { name, server, ...links, state: 'up' };
  }

  // One after the other: the first one migrates.
  const nodes = [await openNode('one'), await openNode('two')];
  const front = await openLink((head) => {
    const n = /[?&]n=([a-z0-9]+)/.exec(head.toString('latin1'))?.[1] ?? '0';
    const ports = nodes.map(({ server }) => server.port);
    const ordered = Number.parseInt(n, 36) % 2 === 0 ? ports : ports.reverse();
    return ordered.map((port) => ({ host: localhost, port }));
  }, random);

  async function bringUp(node: Node): Promise<void> {
    while (!isClosed) {
      try {
        await node.server.restart();
        node.state = 'up';
        return;
      } catch (error) {
        const said = String(error);
        // Without its engines it says so and leaves; it must not leave otherwise.
        if (!/can't start|exit code 137/i.test(said)) exits.push(`${node.name} failed to start: ${said}`);
        await sleep(300);
      }
    }
  }

  const watch = setInterval(() => {
    for (const node of nodes) {
      if (node.state === 'down' || node.server.isRunning()) continue;
      node.state = 'down';
      exits.push(`${node.name} ended by itself: ${node.server.output().slice(-2_000)}`);
      void bringUp(node);
    }
  }, watchEveryMs);

  async function query<T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> {
    const client = new pg.Client({ connectionString: databaseUrl });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<T>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  async function withRedis<T>(work: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(redis.url, { retryStrategy: null });
    client.on('error', () => undefined);
    try {
      return await work(client);
    } finally {
      client.disconnect();
    }
  }

  return {
    nodes,
    front,
    url: `http://${localhost}:${front.port}`,
    bringUp,
    crashPostgres: () => postgres.crash(),
    startPostgres: () => postgres.start(),
    async killRedis() {
      await redis.process?.end('SIGKILL');
    },
    async startRedis() {
      redis = await startRedis({ port: Number(redisPort), password });
    },
    signalRedis(signal) {
      if (redis.process?.isRunning()) process.kill(redis.process.pid, signal);
    },
    flushRedis: () =>
      withRedis(async (client) => {
        const keys = await client.dbsize();
        await client.flushall();
        return keys;
      }),
    query,
    exits,
    async versions() {
      const [row] = await query<{ server_version: string }>('show server_version');
      const info = await withRedis((client) => client.info('server'));
      return {
        postgres: row?.server_version ?? 'unknown',
        redis: /redis_version:(\S+)/.exec(info)?.[1] ?? 'unknown',
      };
    },
    async close() {
      isClosed = true;
      clearInterval(watch);
      await front.close();
      await Promise.all(nodes.map(({ server }) => server.kill('SIGKILL')));
      await Promise.all(nodes.flatMap((node) => [node.postgres.close(), node.redis.close()]));
      await redis.stop();
      await postgres.stop();
    },
  };
}

function withPort(address: string, port: number): string {
  const url = new URL(address);
  url.port = String(port);
  return url.href;
}
