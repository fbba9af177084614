import { agentNamespace, visitorNamespace } from '@haven/shared/realtime/handshake';
import type { AgentNotices } from '@haven/shared/realtime/agent-events';
import type { NoticeOf } from '@haven/shared/realtime/define';
import type { VisitorNotices } from '@haven/shared/realtime/visitor-events';
import type { Server } from 'socket.io';
import * as z from 'zod';
import type { Bus } from './bus.redis.ts';
import { forOlder } from './older-clients.ts';
import { type Audience, channelsOf, rooms as roomNames } from './rooms.ts';

type NoticesOf<A extends Audience> = A extends 'visitor' ? VisitorNotices : AgentNotices;

/** To whom a notice goes: every socket in one of the rooms, once. */
export type Address<A extends Audience> = {
  audience: A;
  rooms: readonly string[];
  /** A socket that is left out: whoever caused it. */
  except?: string;
  /** A hint may be dropped, e.g. for a client that can't take more at the moment (LIVE6). */
  isHint?: true;
};

type Emit = <A extends Audience, K extends keyof NoticesOf<A> & string>(
  to: Address<A>,
  name: K,
  notice: NoticeOf<NoticesOf<A>, K>,
) => void;

export type Delivery = {
  /** Tells everybody: this server's sockets at once and without Redis, those of other servers over the bus. */
  tell: Emit;
  /** Tells this server's sockets alone. */
  tellHere: Emit;
};

/** Called with every notice that was given to this server's sockets. */
export type Witness = (audience: Audience, name: string, notice: unknown) => void;

const toldSchema = z.object({
  audience: z.enum(['visitor', 'agent']),
  rooms: z.array(z.string()),
  except: z.optional(z.string()),
  isHint: z.optional(z.literal(true)),
  name: z.string(),
  notice: z.unknown(),
});

/** Emits notices with the types of the shared contract (WIRE1), here and on the servers that have somebody to hear. */
export function createDelivery(io: Server, bus: Bus, witness: Witness): Delivery {
  const namespaces = { visitor: io.of(visitorNamespace), agent: io.of(agentNamespace) };

  /** The one place where a notice reaches sockets, whoever said it. Older clients have a room of their own. */
  function deliverLocally(to: Address<Audience>, name: string, notice: unknown): void {
    const namespace = namespaces[to.audience];
    const addressed = (to.isHint ? namespace.volatile : namespace).to([...to.rooms]);
    const others = to.except === undefined ? addressed : addressed.except(to.except);
    if (name === 'entry:new' && namespace.adapter.rooms.has(roomNames.older)) tellOlder(to, notice);
    (name === 'entry:new' ? others.except(roomNames.older) : others).emit(name, notice);
    witness(to.audience, name, notice);
  }

  function tellOlder({ audience, rooms }: Address<Audience>, notice: unknown): void {
    const { adapter, sockets } = namespaces[audience];
    for (const id of adapter.rooms.get(roomNames.older) ?? []) {
      const isAddressed = rooms.some((room) => adapter.rooms.get(room)?.has(id));
      if (isAddressed) sockets.get(id)?.emit('entry:new', forOlder(notice));
    }
  }

  bus.hear('notice', toldSchema, ({ audience, rooms, except, isHint, name, notice }) => {
    const to = {
      audience,
      rooms,
      ...(except === undefined ? {} : { except }),
      ...(isHint ? { isHint } : {}),
    };
    deliverLocally(to, name, notice);
  });

  return {
    tell(to, name, notice) {
      deliverLocally(to, name, notice);
      if (bus.hasPeers()) bus.tell(channelsOf(to.audience, to.rooms), 'notice', { ...to, name, notice });
    },
    tellHere: deliverLocally,
  };
}
