import { agentNamespace, visitorNamespace } from '@haven/shared/realtime/handshake';
import { clientHints } from '@haven/shared/realtime/shared-events';
import { typingThrottleMs } from '@haven/shared/limits';
import type { Socket } from 'socket.io';
import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { AgentPrincipal } from '../principal.ts';
import type { Delivery } from './deliver.ts';
import { rooms } from './rooms.ts';
import { agentOf, visitorOf } from './sessions.ts';

/** A little less than the client's own throttle, so that jitter does not drop an honest hint. */
const floorMs = typingThrottleMs * 0.75;

type Deps = {
  tell: Delivery['tell'];
  clock: Clock;
  /** Whether somebody of staff may write in a conversation; who merely looks on never shows to its visitor. */
  mayWork(agent: AgentPrincipal, conversationId: string): Promise<boolean>;
  log: Logger;
};

/** The last hint that was passed on for a socket. */
type Told = { at: number; conversationId: string; isTyping: boolean };

/**
 * Passes typing hints on: lossy, throttled per socket, never stored (LIVE6). A visitor's goes to staff who have the
 * conversation open; staff's goes to its visitor. Rights: only into rooms that the socket itself is in, which it
 * joined through the functions that prove them, and to the visitor only from who may write to them.
 */
export function createTyping({ tell, clock, mayWork, log }: Deps) {
  const told = new WeakMap<Socket, Told>();

  /** One beginning in a while, and one end to each: to alternate buys nothing. */
  function isTooMany(socket: Socket, { conversationId, isTyping }: Omit<Told, 'at'>): boolean {
    const now = clock.now();
    const last = told.get(socket);
    const isEndOfLast = last?.isTyping === true && last.conversationId === conversationId;
    if (isTyping ? last !== undefined && now - last.at < floorMs : !isEndOfLast) return true;
    told.set(socket, { at: isTyping ? now : (last?.at ?? now), conversationId, isTyping });
    return false;
  }

  async function tellVisitor(
    agent: AgentPrincipal,
    conversationId: string,
    isTyping: boolean,
  ): Promise<void> {
    if (!(await mayWork(agent, conversationId))) return;
    tell(
      { audience: 'visitor', rooms: [rooms.conversation(conversationId)], isHint: true },
      'typing:changed',
      { conversationId, by: 'agent', name: agent.name, isTyping },
    );
  }

  return function handleTyping(socket: Socket, payload: unknown): void {
    const hint = clientHints['typing:set'].safeParse(payload);
    if (!hint.success) return;
    const { conversationId, isTyping } = hint.data;
    const room = rooms.conversation(conversationId);
    if (!socket.rooms.has(room) || isTooMany(socket, hint.data)) return;
    const agent = socket.nsp.name === agentNamespace ? agentOf(socket) : null;
    if (agent) {
      const others = { audience: 'agent', rooms: [room], except: socket.id, isHint: true } as const;
      tell(others, 'typing:changed', { conversationId, by: 'agent', name: agent.name, isTyping });
      tellVisitor(agent, conversationId, isTyping).catch((err: unknown) =>
        log.debug({ err }, 'a typing hint was dropped'),
      );
    } else if (socket.nsp.name === visitorNamespace && visitorOf(socket)) {
      const staff = { audience: 'agent', rooms: [room], isHint: true } as const;
      tell(staff, 'typing:changed', { conversationId, by: 'visitor', name: null, isTyping });
    }
  };
}
