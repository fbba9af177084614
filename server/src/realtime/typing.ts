import { agentNamespace, visitorNamespace } from '@haven/shared/realtime/handshake';
import { clientHints } from '@haven/shared/realtime/shared-events';
import { typingThrottleMs } from '@haven/shared/limits';
import type { Server, Socket } from 'socket.io';
import type { Clock } from '../clock.ts';
import { agentOf, visitorOf } from './sessions.ts';
import { rooms } from './rooms.ts';

/** A little less than the client's own throttle, so that jitter does not drop an honest hint. */
const floorMs = typingThrottleMs * 0.75;

/**
 * Passes typing hints on: lossy, throttled per socket, never stored (LIVE6). A visitor's goes to staff who have the
 * conversation open; staff's goes to its visitor. Rights: only into rooms that the socket itself is in, which it
 * joined through the functions that prove them.
 */
export function createTyping(io: Server, clock: Clock) {
  const lastAt = new WeakMap<Socket, number>();

  function isTooSoon(socket: Socket, isTyping: boolean): boolean {
    const now = clock.now();
    if (isTyping && now - (lastAt.get(socket) ?? 0) < floorMs) return true;
    lastAt.set(socket, isTyping ? now : 0);
    return false;
  }

  return function handleTyping(socket: Socket, payload: unknown): void {
    const hint = clientHints['typing:set'].safeParse(payload);
    if (!hint.success || isTooSoon(socket, hint.data.isTyping)) return;
    const { conversationId, isTyping } = hint.data;
    const room = rooms.conversation(conversationId);
    if (!socket.rooms.has(room)) return;
    const agent = socket.nsp.name === agentNamespace ? agentOf(socket) : null;
    if (agent) {
      const notice = { conversationId, by: 'agent', name: agent.name, isTyping };
      io.of(visitorNamespace).volatile.to(room).emit('typing:changed', notice);
      socket.volatile.to(room).emit('typing:changed', notice);
    } else if (socket.nsp.name === visitorNamespace && visitorOf(socket)) {
      io.of(agentNamespace)
        .volatile.to(room)
        .emit('typing:changed', { conversationId, by: 'visitor', name: null, isTyping });
    }
  };
}
