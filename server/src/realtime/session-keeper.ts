import { agentNamespace, visitorNamespace } from '@haven/shared/realtime/handshake';
import type { Namespace, Server, Socket } from 'socket.io';
import * as z from 'zod';
import type { RevokeReason } from '../flows/publish.ts';
import type { Logger } from '../log.ts';
import type { AgentPrincipal, VisitorPrincipal } from '../principal.ts';
import type { Bus } from './bus.redis.ts';
import type { Join } from './membership.ts';
import { type Audience, channelsOf, rooms } from './rooms.ts';
import { agentOf, endSocket, sessionOf } from './sessions.ts';

/** How often an open socket's session is proved again, besides at once when a change is heard of. */
const recheckMs = 60_000;

/** Whether somebody of staff may read a conversation now. */
export type MayRead = (agent: AgentPrincipal, conversationId: string) => Promise<boolean>;

/** Ends or proves again the sockets of all servers. */
export type RevokeSockets = {
  /** Of one session, or of all when `sessionId` is left out. */
  visitor(visitorId: string, reason: RevokeReason, sessionId?: string): void;
  agent(agentId: string, reason: RevokeReason, sessionId?: string): void;
  /** Rights may have changed: every server that has a socket of theirs asks again. */
  recheckAgent(agentId: string): void;
  /** A conversation changed hands: whoever has it open, or is in one of these rooms, and may not read it any more. */
  recheckReaders(conversationId: string, formerRooms: readonly string[]): void;
};

const revokeSchema = z.object({
  audience: z.enum(['visitor', 'agent']),
  room: z.string(),
  reason: z.enum(['signed_out', 'disabled', 'expired', 'blocked']),
});
const recheckSchema = z.object({ agentId: z.string() });
const readersSchema = z.object({ conversationId: z.string(), formerRooms: z.array(z.string()) });

type KeeperDeps = { io: Server; bus: Bus; join: Join; mayRead: MayRead; log: Logger };

/**
 * Keeps sockets, sessions and rights in step, on this server and, over the bus, on those that have a socket concerned.
 * A change that the bus lost is noticed by the recheck within a minute.
 */
export function createSessionKeeper({ io, bus, join, mayRead, log }: KeeperDeps) {
  const visitors = io.of(visitorNamespace);
  const agents = io.of(agentNamespace);
  const namespaces = { visitor: visitors, agent: agents };

  function revokeHere(nsp: Namespace, room: string, reason: RevokeReason): void {
    for (const socket of socketsIn(nsp, room)) endSocket(socket, reason);
  }

  async function recheck(socket: Socket): Promise<void> {
    const session = sessionOf<VisitorPrincipal | AgentPrincipal>(socket);
    if (session.principal === null) return;
    const proved = await session.prove();
    if (proved === null) return endSocket(socket, 'expired');
    session.principal = proved;
    if (proved.kind !== 'agent') return;
    await joinTeams(join, socket, proved);
    for (const conversationId of openedBy(socket)) await recheckReader(socket, conversationId);
  }

  async function recheckReader(socket: Socket, conversationId: string): Promise<void> {
    const agent = agentOf(socket);
    if (agent && (await mayRead(agent, conversationId))) return;
    await socket.leave(rooms.conversation(conversationId));
    socket.emit('conversation:removed', { conversationId });
  }

  async function recheckAll(nsp: Namespace): Promise<void> {
    for (const socket of [...nsp.sockets.values()]) await recheck(socket);
  }

  function recheckAgentHere(agentId: string): void {
    inBackground(socketsIn(agents, rooms.agent(agentId)).map(recheck));
  }

  function recheckReadersHere(conversationId: string, formerRooms: readonly string[]): void {
    const concerned = [rooms.conversation(conversationId), ...formerRooms];
    const sockets = new Set(concerned.flatMap((room) => socketsIn(agents, room)));
    inBackground([...sockets].map((socket) => recheckReader(socket, conversationId)));
  }

  function inBackground(work: Promise<void>[]): void {
    Promise.all(work).catch((error: unknown) => log.warn({ err: error }, 'sessions were not proved again'));
  }

  bus.hear('revoke', revokeSchema, ({ audience, room, reason }) =>
    revokeHere(namespaces[audience], room, reason),
  );
  bus.hear('recheck', recheckSchema, ({ agentId }) => recheckAgentHere(agentId));
  bus.hear('readers', readersSchema, ({ conversationId, formerRooms }) =>
    recheckReadersHere(conversationId, formerRooms),
  );

  function revokeRoom(audience: Audience, told: string, room: string, reason: RevokeReason): void {
    revokeHere(namespaces[audience], room, reason);
    bus.tell(channelsOf(audience, [told]), 'revoke', { audience, room, reason });
  }

  const timer = setInterval(() => inBackground([recheckAll(visitors), recheckAll(agents)]), recheckMs);
  timer.unref();

  const revoke: RevokeSockets = {
    visitor(visitorId, reason, sessionId) {
      const all = rooms.visitor(visitorId);
      revokeRoom('visitor', all, sessionId === undefined ? all : rooms.visitorSession(sessionId), reason);
    },
    agent(agentId, reason, sessionId) {
      const all = rooms.agent(agentId);
      revokeRoom('agent', all, sessionId === undefined ? all : rooms.agentSession(sessionId), reason);
    },
    recheckAgent(agentId) {
      recheckAgentHere(agentId);
      bus.tell(channelsOf('agent', [rooms.agent(agentId)]), 'recheck', { agentId });
    },
    recheckReaders(conversationId, formerRooms) {
      recheckReadersHere(conversationId, formerRooms);
      const concerned = channelsOf('agent', [rooms.conversation(conversationId), ...formerRooms]);
      bus.tell(concerned, 'readers', { conversationId, formerRooms });
    },
  };
  return { revoke, stop: () => clearInterval(timer) };
}

function socketsIn(nsp: Namespace, room: string): Socket[] {
  const ids = [...(nsp.adapter.rooms.get(room) ?? [])];
  return ids.map((id) => nsp.sockets.get(id)).filter((socket) => socket !== undefined);
}

/** The conversations whose rooms an agent's socket is in. */
export function openedBy(socket: Socket): string[] {
  const prefix = rooms.conversation('');
  return [...socket.rooms].filter((room) => room.startsWith(prefix)).map((room) => room.slice(prefix.length));
}

/** Puts an agent's socket into the rooms of their teams, and out of those they left. */
export async function joinTeams(join: Join, socket: Socket, agent: AgentPrincipal): Promise<void> {
  const wanted = new Set(agent.teamIds.map((id) => rooms.team(id)));
  for (const room of [...socket.rooms]) {
    if (room.startsWith(rooms.team('')) && !wanted.has(room)) await socket.leave(room);
  }
  await join(socket, [...wanted]);
}
