import { agentNamespace, visitorNamespace } from '@haven/shared/realtime/handshake';
import type { Namespace, Server, Socket } from 'socket.io';
import type { Bus } from './bus.redis.ts';
import { type Audience, channelsOf } from './rooms.ts';
import type { ToldHeads } from './told-heads.ts';

/** Puts a socket into rooms. What is committed after it resolves reaches the socket, so reads come after it (LIVE2). */
export type Join = (socket: Socket, names: readonly string[]) => Promise<void>;

/**
 * What handlers do about who is here: put them into rooms, note the state that they were answered with, and see what of
 * it they watch.
 */
export type Attendance = {
  join: Join;
  answered: ToldHeads['answered'];
  watches(socket: Socket): Promise<void>;
};

/**
 * Keeps the bus in step with who is here: this server hears a room's channel while a socket of its own is in the room,
 * and a join resolves when that holds. With Redis away it resolves as well: comparing heads finds what is missed.
 */
export function createMembership(io: Server, bus: Bus): Join {
  const audiences = new Map<Namespace, Audience>([
    [io.of(visitorNamespace), 'visitor'],
    [io.of(agentNamespace), 'agent'],
  ]);
  for (const [{ adapter }, audience] of audiences) {
    adapter.on('delete-room', (name: string) => {
      for (const channel of channelsOf(audience, [name])) bus.release(channel);
    });
  }

  return async function join(socket, names) {
    const audience = audiences.get(socket.nsp);
    if (!audience) throw new Error(`nobody is heard of in ${socket.nsp.name}`);
    await socket.join([...names]);
    await bus.hold(channelsOf(audience, names));
    // Nobody is in it any more: it left, or lost its connection, while it waited.
    const left = names.filter((name) => !socket.nsp.adapter.rooms.has(name));
    for (const channel of channelsOf(audience, left)) bus.release(channel);
  };
}
