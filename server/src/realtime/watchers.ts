import { agentNamespace } from '@haven/shared/realtime/handshake';
import type { Server, Socket } from 'socket.io';
import type { Watch } from '../flows/watch.ts';
import type { Logger } from '../log.ts';
import type { AgentPrincipal } from '../principal.ts';
import type { Delivery } from './deliver.ts';
import { rooms } from './rooms.ts';
import { openedBy } from './session-keeper.ts';
import { agentOf } from './sessions.ts';

/** How often it is said again who watches: a console that has just begun hears it by then, and one forgets what ended unsaid. */
const beatMs = 5_000;

type Deps = { io: Server; tell: Delivery['tell']; watch: Watch; log: Logger };

export type Watchers = {
  /**
   * Looks at what a socket has open now. What is watched is told to staff who have it open, once it is kept that it
   * began: whoever reads has been recorded first. Fails when that can't be kept.
   */
  look(socket: Socket): Promise<void>;
  stop(): void;
};

/**
 * Keeps who watches whose conversation (RT16), by what their sockets have open; nothing of it is stored but that it
 * began. Told to staff alone, as a hint that is repeated (LIVE6).
 */
export function createWatchers({ io, tell, watch, log }: Deps): Watchers {
  const agents = io.of(agentNamespace);
  const watching = new Map<Socket, { agent: AgentPrincipal; ids: Set<string> }>();

  function say(agent: AgentPrincipal, conversationId: string, isWatching: boolean): void {
    const to = { audience: 'agent', rooms: [rooms.conversation(conversationId)], isHint: true } as const;
    const by = { id: agent.agentId, name: agent.name };
    tell(to, 'watch:changed', { conversationId, by, isWatching });
  }

  /** Another tab of theirs may still have it open. */
  function sayEnded(agent: AgentPrincipal, conversationId: string): void {
    const isStill = [...watching.values()].some(
      (other) => other.agent.agentId === agent.agentId && other.ids.has(conversationId),
    );
    if (!isStill) say(agent, conversationId, false);
  }

  async function look(socket: Socket): Promise<void> {
    const agent = agentOf(socket);
    if (agent === null) return;
    const watched = await watch.watchedOf(agent, openedBy(socket));
    const before = watching.get(socket)?.ids ?? new Set();
    const ids = new Set(watched.map(({ conversationId }) => conversationId));
    if (!socket.connected) return;
    // From here to the next wait nothing comes between, so that two looks at once record a beginning once.
    if (ids.size > 0) watching.set(socket, { agent, ids });
    else watching.delete(socket);
    for (const id of before) if (!ids.has(id)) sayEnded(agent, id);
    for (const one of watched.filter(({ conversationId }) => !before.has(conversationId))) {
      await watch.record(agent, one).catch((error: unknown) => {
        ids.delete(one.conversationId);
        throw error;
      });
      say(agent, one.conversationId, true);
    }
  }

  async function beat(): Promise<void> {
    for (const socket of [...agents.sockets.values()]) {
      if (!watching.has(socket) && openedBy(socket).length === 0) continue;
      await look(socket);
      const now = watching.get(socket);
      for (const id of now?.ids ?? []) if (now) say(now.agent, id, true);
    }
  }

  agents.on('connection', (socket) => {
    socket.on('disconnect', () => {
      const last = watching.get(socket);
      watching.delete(socket);
      for (const id of last?.ids ?? []) if (last) sayEnded(last.agent, id);
    });
  });

  const timer = setInterval(() => {
    beat().catch((err: unknown) =>
      log.debug({ err }, 'Who watches was not looked at; it is at the next beat.'),
    );
  }, beatMs);
  timer.unref();
  return { look, stop: () => clearInterval(timer) };
}
