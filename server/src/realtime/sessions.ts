import type { Socket } from 'socket.io';
import type { RevokeReason } from '../flows/publish.ts';
import type { AgentPrincipal, VisitorPrincipal } from '../principal.ts';

/** What a socket carries. `prove` asks the database again whom the token speaks for; `wire` is its client's version. */
export type SocketSession<P> = { principal: P | null; wire: number; prove(): Promise<P | null> };

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

/** The version of the wire that a socket's client speaks. */
export function wireOf(socket: Socket): number {
  return sessionOf(socket).wire;
}

/** The session that a socket was opened with. */
export function sessionOf<P>(socket: Socket): SocketSession<P> {
  return (socket.data as { session: SocketSession<P> }).session;
}

/** Tells the client that its session is over and closes its transport: `disconnect()` would look like a refusal. */
export function endSocket(socket: Socket, reason: RevokeReason): void {
  sessionOf(socket).principal = null;
  socket.emit('session:revoked', { reason });
  // The notice leaves first: closing waits for the engine's write buffer, which takes nothing more from then on.
  socket.conn.close();
}
