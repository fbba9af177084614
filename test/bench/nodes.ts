import { type ServerProcess, startServer } from '../support/server-process.ts';
import type { LoadSocket } from './load-plan.ts';
import type { Loaded } from './run-load.ts';

/** Connecting is not what is measured, and between two loads nobody's conversations go to somebody else. */
export const patientEnv = { HANDSHAKES_PER_SECOND: '10000', AGENT_GRACE_MS: String(3_600_000) };

export type Nodes = { servers: readonly [ServerProcess, ...ServerProcess[]]; stop(): Promise<void> };

/** Built servers on one PostgreSQL and one Redis. `redisUrlOf` leads a further one to that Redis by another way. */
export async function startNodes(
  count: number,
  redisUrlOf: (redisUrl: string) => string = (redisUrl) => redisUrl,
): Promise<Nodes> {
  const first = await startServer({ engine: 'native', env: patientEnv });
  const servers: [ServerProcess, ...ServerProcess[]] = [first];
  const { DATABASE_URL = '', REDIS_URL = '' } = first.env;
  const env = { ...patientEnv, DATABASE_URL, REDIS_URL: redisUrlOf(REDIS_URL) };
  async function stop(): Promise<void> {
    // The first one last: it takes the engines with it.
    for (const server of [...servers].reverse()) await server.stop();
  }
  try {
    while (servers.length < count) servers.push(await startServer({ engine: 'native', env }));
  } catch (error) {
    await stop();
    throw error;
  }
  return { servers, stop };
}

/** These servers under these sockets, each of which connects to the one that `nodeOf` gives it. */
export function loadedNodes(
  servers: Nodes['servers'],
  sockets: readonly LoadSocket[],
  nodeOf: (socket: LoadSocket, index: number) => ServerProcess | undefined = () => servers[0],
): Loaded {
  const [first, ...others] = servers;
  return {
    name: servers.length === 1 ? 'haven' : `haven on ${servers.length} nodes`,
    url: first.url,
    pid: first.pid(),
    otherPids: others.map(({ pid }) => pid()),
    resumes: true,
    sockets: sockets.map((socket, index) => ({ ...socket, url: nodeOf(socket, index)?.url ?? first.url })),
  };
}
