import { setTimeout as sleep } from 'node:timers/promises';
import { agentNamespace, visitorNamespace } from '@haven/shared/realtime/handshake';
import { capacityMax } from '@haven/shared/limits';
import { protocolVersion } from '@haven/shared/version';
import { type EngineName, type ServerProcess, startServer } from '../support/server-process.ts';
import { createWorld } from '../support/world.ts';
import type { LoadSocket } from './load-plan.ts';

/** A running server, and sockets for a load on it. */
export type Subject = {
  name: string;
  url: string;
  pid: number;
  /** The processes of its further nodes. */
  otherPids?: readonly number[];
  /** Whether its clients catch up before they talk. */
  resumes: boolean;
  sockets: LoadSocket[];
  stop(): Promise<unknown>;
};

/** The built Haven as one process, with this many conversations under way: one visitor each, twenty to an agent. */
export async function startHaven(
  engine: EngineName,
  conversations: number,
  env: Record<string, string> = {},
): Promise<Subject> {
  // Connecting is not what is measured.
  const server = await startServer({
    engine,
    env: { HANDSHAKES_PER_SECOND: '10000', ...env },
    isOptimized: true,
  });
  const sockets = await openConversations(server, conversations);
  return {
    name: 'haven',
    url: server.url,
    pid: server.pid(),
    resumes: true,
    sockets,
    stop: () => server.stop(),
  };
}

/** Opens `count` conversations by this server, and answers with the sockets of everybody in them: agents first. */
export async function openConversations(
  { url }: Pick<ServerProcess, 'url'>,
  count: number,
): Promise<LoadSocket[]> {
  const world = await createWorld(url);
  const agents = await severalAtOnce(Math.ceil(count / capacityMax), () =>
    world.agent({ capacity: capacityMax }),
  );
  const visitors = await severalAtOnce(count, async (): Promise<LoadSocket> => {
    const visitor = await world.visitor();
    const { id } = await world.start(visitor);
    visitor.close();
    return {
      namespace: visitorNamespace,
      auth: { protocol: protocolVersion, token: visitor.token },
      conversationIds: [id],
    };
  });
  const idsHeld = await idsHeldBy(agents, count);
  const held = agents.map((agent, index) => ({
    namespace: agentNamespace,
    auth: { protocol: protocolVersion },
    cookie: agent.cookie,
    conversationIds: idsHeld[index] ?? [],
  }));
  world.close();
  return [...held, ...visitors];
}

/** Makes `count`, few enough at once that a server with the ordinary admission refuses none. */
async function severalAtOnce<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  while (made.length < count) {
    made.push(...(await Promise.all(Array.from({ length: Math.min(4, count - made.length) }, make))));
  }
  return made;
}

type Agent = Awaited<ReturnType<Awaited<ReturnType<typeof createWorld>>['agent']>>;

/** What each agent holds, once they hold `expected` together. */
async function idsHeldBy(agents: readonly Agent[], expected: number): Promise<string[][]> {
  for (let attempt = 0; ; attempt += 1) {
    const held = await Promise.all(agents.map((agent) => agent.get('conversation:resume', { have: {} })));
    const ids = held.map(({ conversations }) => conversations.map(({ conversation }) => conversation.id));
    if (ids.flat().length >= expected) return ids;
    if (attempt === 100) throw new Error('the conversations were not assigned');
    await sleep(100);
  }
}
