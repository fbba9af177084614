import { ok, refuse, type Result } from '@haven/shared/result';
import { roleHas } from '@haven/shared/rights';
import type { QueueBoard } from '@haven/shared/routing';
import type { Socket } from 'socket.io';
import * as z from 'zod';
import { boardFor } from '../flows/queue-board.ts';
import type { Logger } from '../log.ts';
import type { AgentPrincipal } from '../principal.ts';
import { atMostEvery } from './at-most-every.ts';
import type { Bus } from './bus.redis.ts';
import type { Delivery } from './deliver.ts';
import type { Join } from './membership.ts';
import { channelsOf, rooms } from './rooms.ts';
import { agentOf } from './sessions.ts';

/** Who watches the queues: they are told the board as it changes, at most once a second. */
export type QueueFollowers = {
  follow(agent: AgentPrincipal, socket: Socket): Promise<Result<{ board: QueueBoard }>>;
  leave(socket: Socket): Promise<Result<Record<string, never>>>;
  /** A queue, a load or somebody's presence may have changed. Cheap; says so to other servers too. */
  moved(): void;
  stop(): void;
};

type Deps = {
  bus: Bus;
  join: Join;
  delivery: Pick<Delivery, 'tellHere'>;
  read(): Promise<QueueBoard>;
  log: Logger;
};

/** By then what a change leads to, an assignment mostly, has happened too. */
const soonMs = 100;
const everyMs = 1_000;

/**
 * Keeps boards in step. The board is read once for all followers of this server; each hears what their role and teams
 * allow at that moment, and only when that is another than they were told.
 */
export function createQueueFollowers({ bus, join, delivery, read, log }: Deps): QueueFollowers {
  /** What each was told last. */
  const told = new Map<Socket, string>();

  const pass = atMostEvery({ everyMs, soonMs }, async () => {
    for (const socket of told.keys()) if (!socket.connected) told.delete(socket);
    // Who begins to follow while the board is read has read a newer one.
    const followers = [...told.keys()];
    if (followers.length === 0) return;
    try {
      const board = await read();
      for (const socket of followers) tellBoard(socket, board);
    } catch (err) {
      log.debug({ err }, 'The queues could not be read; followers are told later.');
    }
  });

  const hint = atMostEvery({ everyMs, soonMs }, async () => {
    bus.tell(channelsOf('agent', [rooms.queues]), 'queues', {});
  });
  bus.hear('queues', z.object({}), pass.ask);

  function tellBoard(socket: Socket, all: QueueBoard): void {
    const agent = agentOf(socket);
    // Rights end while somebody watches.
    if (agent === null || !roleHas(agent.role, 'conversation.intervene')) return void forget(socket);
    const board = boardFor(agent, all);
    const text = JSON.stringify(board);
    if (!told.has(socket) || told.get(socket) === text) return;
    told.set(socket, text);
    delivery.tellHere({ audience: 'agent', rooms: [socket.id] }, 'queues:changed', { board });
  }

  async function forget(socket: Socket): Promise<void> {
    told.delete(socket);
    await socket.leave(rooms.queues);
  }

  return {
    async follow(agent, socket) {
      if (!roleHas(agent.role, 'conversation.intervene')) return refuse('refused');
      await join(socket, [rooms.queues]);
      const all = await read().catch((err: unknown) => {
        log.debug({ err }, 'The queues could not be read.');
        return null;
      });
      if (all === null) return refuse('unavailable');
      const board = boardFor(agent, all);
      // Left, or lost its connection, while the board was read.
      if (socket.rooms.has(rooms.queues)) told.set(socket, JSON.stringify(board));
      return ok({ board });
    },
    async leave(socket) {
      await forget(socket);
      return ok({});
    },
    moved() {
      if (told.size > 0) pass.ask();
      if (bus.hasPeers()) hint.ask();
    },
    stop() {
      pass.stop();
      hint.stop();
    },
  };
}
