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
  const server = await startServer({ engine, env: { HANDSHAKES_PER_SECOND: '10000', ...env } });
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

async function openConversations(server: ServerProcess, count: number): Promise<LoadSocket[]> {
  const world = await createWorld(server.url);
  const agents = [];
  for (let held = 0; held < count; held += capacityMax)
    agents.push(await world.agent({ capacity: capacityMax }));
  const visitors: LoadSocket[] = [];
  for (let index = 0; index < count; index += 1) {
    const visitor = await world.visitor();
    const { id } = await world.start(visitor);
    visitor.close();
    visitors.push({
      namespace: visitorNamespace,
      auth: { protocol: protocolVersion, token: visitor.token },
      conversationIds: [id],
    });
  }
  const held = [];
  for (const agent of agents) {
    held.push({
      namespace: agentNamespace,
      auth: { protocol: protocolVersion },
      cookie: agent.cookie,
      conversationIds: await idsHeldBy(agent, Math.min(capacityMax, count)),
    });
  }
  world.close();
  return [...held, ...visitors];
}

type Agent = Awaited<ReturnType<Awaited<ReturnType<typeof createWorld>>['agent']>>;

async function idsHeldBy(agent: Agent, expected: number): Promise<string[]> {
  for (let attempt = 0; ; attempt += 1) {
    const { conversations } = await agent.get('conversation:resume', { have: {} });
    if (conversations.length >= expected) return conversations.map(({ conversation }) => conversation.id);
    if (attempt === 100) throw new Error('the conversations were not assigned');
    await sleep(100);
  }
}
