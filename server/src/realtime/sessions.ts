import { agentNamespace, visitorNamespace } from '@haven/shared/realtime/handshake';
import type { Namespace, Server, Socket } from 'socket.io';
import type { RevokeReason } from '../flows/publish.ts';
import type { Logger } from '../log.ts';
import type { AgentPrincipal, VisitorPrincipal } from '../principal.ts';
import { rooms } from './rooms.ts';

/** How often an open socket's session is proved again, besides at once when a revocation is heard. */
const recheckMs = 60_000;

/** What a socket carries. `prove` asks the database again whom the token speaks for. */
export type SocketSession<P> = { principal: P | null; prove(): Promise<P | null> };

/** Ends or proves again the sockets of all servers that are in a room. */
export type RevokeSockets = {
  visitor(room: string, reason: RevokeReason): void;
  agent(room: string, reason: RevokeReason): void;
  /** Rights may have changed: every server asks again. */
  recheckAgent(agentId: string): void;
};

const revokeEvent = 'sockets:revoke';
const recheckEvent = 'sockets:recheck';

/** Whom a visitor's socket speaks for now. */
export function visitorOf(socket: Socket): VisitorPrincipal | null {
  return sessionOf<VisitorPrincipal>(socket).principal;
}

/** Whom an agent's socket speaks for now. */
export function agentOf(socket: Socket): AgentPrincipal | null {
  return sessionOf<AgentPrincipal>(socket).principal;
}

/** Attaches the proved session; the handshake does it once. */
export function attachSession<P>(socket: Socket, session: SocketSession<P>): void {
  socket.data = { session };
}

function sessionOf<P>(socket: Socket): SocketSession<P> {
  return (socket.data as { session: SocketSession<P> }).session;
}

/** Tells the client that its session is over and closes its transport: `disconnect()` would look like a refusal. */
export function endSocket(socket: Socket, reason: RevokeReason): void {
  sessionOf(socket).principal = null;
  socket.emit('session:revoked', { reason });
  // The notice leaves first: closing waits for the engine's write buffer.
  socket.conn.close();
}

/**
 * Keeps sockets and sessions in step, on this server and, over the adapter, on all others. With Redis down a
 * revocation is noticed by the recheck within a minute.
 */
export function createSessionKeeper(io: Server, log: Logger) {
  const visitors = io.of(visitorNamespace);
  const agents = io.of(agentNamespace);

  function revokeHere(nsp: Namespace, room: string, reason: RevokeReason): void {
    for (const id of nsp.adapter.rooms.get(room) ?? []) {
      const socket = nsp.sockets.get(id);
      if (socket) endSocket(socket, reason);
    }
  }

  async function recheck(socket: Socket): Promise<void> {
    const session = sessionOf<VisitorPrincipal | AgentPrincipal>(socket);
    if (session.principal === null) return;
    const proved = await session.prove();
    if (proved === null) return endSocket(socket, 'expired');
    session.principal = proved;
    if (proved.kind === 'agent') await joinTeams(socket, proved);
  }

  async function recheckAll(nsp: Namespace): Promise<void> {
    for (const socket of nsp.sockets.values()) await recheck(socket);
  }

  function recheckHere(agentId: string): void {
    for (const id of agents.adapter.rooms.get(rooms.agent(agentId)) ?? []) {
      const socket = agents.sockets.get(id);
      if (socket) recheck(socket).catch((error: unknown) => log.warn({ err: error }, 'a session was not proved again'));
    }
  }

  visitors.on(revokeEvent, (room: string, reason: RevokeReason) => revokeHere(visitors, room, reason));
  agents.on(revokeEvent, (room: string, reason: RevokeReason) => revokeHere(agents, room, reason));
  agents.on(recheckEvent, recheckHere);

  const timer = setInterval(() => {
    Promise.all([recheckAll(visitors), recheckAll(agents)]).catch((error: unknown) =>
      log.warn({ err: error }, 'sessions were not proved again'),
    );
  }, recheckMs);
  timer.unref();

  const revoke: RevokeSockets = {
    visitor(room, reason) {
      revokeHere(visitors, room, reason);
      visitors.serverSideEmit(revokeEvent, room, reason);
    },
    agent(room, reason) {
      revokeHere(agents, room, reason);
      agents.serverSideEmit(revokeEvent, room, reason);
    },
    recheckAgent(agentId) {
      recheckHere(agentId);
      agents.serverSideEmit(recheckEvent, agentId);
    },
  };
  return { revoke, stop: () => clearInterval(timer) };
}

/** Puts an agent's socket into the rooms of their teams, and out of those they left. */
export async function joinTeams(socket: Socket, agent: AgentPrincipal): Promise<void> {
  const wanted = new Set(agent.teamIds.map((id) => rooms.team(id)));
  for (const room of socket.rooms) {
    if (room.startsWith('team:') && !wanted.has(room)) await socket.leave(room);
  }
  await socket.join([...wanted]);
}
