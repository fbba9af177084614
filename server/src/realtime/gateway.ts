import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { createShardedAdapter } from '@socket.io/redis-adapter';
import { packetMaxBytes } from '@haven/shared/limits';
import { type AgentCommands, agentCommands } from '@haven/shared/realtime/agent-events';
import { agentNamespace, socketPath, visitorNamespace } from '@haven/shared/realtime/handshake';
import { type VisitorCommands, visitorCommands } from '@haven/shared/realtime/visitor-events';
import { ok, type Result } from '@haven/shared/result';
import type { Redis } from 'ioredis';
import { Server, type Socket } from 'socket.io';
import type { Clock } from '../clock.ts';
import { limits } from '../features/rate-limit/limits.ts';
import type { RateLimiter } from '../features/rate-limit/rate-limiter.redis.ts';
import type { Logger } from '../log.ts';
import type { AgentPrincipal, VisitorPrincipal } from '../principal.ts';
import { createCommandHandling, type Handlers } from './handle-commands.ts';
import { createHandshakes, isOwnOrigin } from './handshake.ts';
import { createPresence } from './presence.ts';
import { rooms } from './rooms.ts';
import { createSessionKeeper, joinTeams, type MayRead } from './session-keeper.ts';
import { agentOf, visitorOf } from './sessions.ts';
import { createTyping } from './typing.ts';

type IoDeps = {
  httpServer: HttpServer;
  redis: Redis;
  subscriber: Redis;
  ownOrigins: readonly string[];
  mayRead: MayRead;
  log: Logger;
};

/** Opens the Socket.IO engine on Haven's own origins; fan-out between servers goes through Redis. */
export function createIo({ httpServer, redis, subscriber, ownOrigins, mayRead, log }: IoDeps) {
  const io = new Server(httpServer, {
    path: socketPath,
    serveClient: false,
    // Files go by HTTP, so nothing honest is larger (WIRE4).
    maxHttpBufferSize: packetMaxBytes,
    transports: ['websocket', 'polling'],
    perMessageDeflate: false,
    // Recovery of the library's own loses after a crash and skips the middlewares: clients resume by seq (LIVE2).
    allowRequest: (request, decide) => decide(null, isOwnOrigin(request, ownOrigins)),
    // One channel per namespace, subscribed to before any client enters: with one per room an entry that another server
    // publishes between a join and the end of its subscription would reach nobody (LIVE2).
    adapter: createShardedAdapter(redis, subscriber, { subscriptionMode: 'static' }),
  });
  return { io, keeper: createSessionKeeper(io, mayRead, log) };
}

type GatewayDeps = {
  io: Server;
  clock: Clock;
  log: Logger;
  limiter: RateLimiter;
  handshake: Parameters<typeof createHandshakes>[0];
  visitorHandlers: Handlers<VisitorCommands, VisitorPrincipal>;
  agentHandlers: Handlers<AgentCommands, AgentPrincipal>;
  presence: Parameters<typeof createPresence>[0];
};

export type Gateway = {
  /** Asks every client to come back, to another server where there is one, spread over `spreadMs`. */
  drain(spreadMs: number): void;
  stop(): void;
};

/** Binds both namespaces: who may enter, what they may ask, and which rooms they hear. */
export function createGateway(deps: GatewayDeps): Gateway {
  const { io, clock, log, limiter } = deps;
  const handshakes = createHandshakes(deps.handshake);
  const presence = createPresence(deps.presence);
  const typing = createTyping(io, clock);

  async function admitSend(who: string, command: string): Promise<Result<null>> {
    return command === 'entry:send' || command === 'conversation:start' || command === 'entry:note'
      ? limiter.take(limits.send, who)
      : ok(null);
  }

  const asVisitor = createCommandHandling({
    commands: visitorCommands,
    handlers: deps.visitorHandlers,
    whoIs: visitorOf,
    admit: (visitor, command) => admitSend(visitor.visitorId, command),
    log,
  });
  const asAgent = createCommandHandling({
    commands: agentCommands,
    handlers: deps.agentHandlers,
    whoIs: agentOf,
    admit: (agent, command) => admitSend(agent.agentId, command),
    log,
  });

  type Answer = (socket: Socket, name: string, args: unknown[]) => Promise<void>;
  function listen(socket: Socket, handle: Answer): void {
    socket.onAny((name: string, ...args: unknown[]) => {
      if (name === 'typing:set') return typing(socket, args[0]);
      void handle(socket, name, args);
    });
  }

  io.of(visitorNamespace)
    .use(handshakes.visitor)
    .on('connection', (socket) => {
      const visitor = visitorOf(socket);
      if (!visitor) return;
      listen(socket, asVisitor);
      joinOrClose(socket, [rooms.visitor(visitor.visitorId), rooms.visitorSession(visitor.sessionId)]);
    });

  io.of(agentNamespace)
    .use(handshakes.agent)
    .on('connection', (socket) => {
      const agent = agentOf(socket);
      if (!agent) return;
      listen(socket, asAgent);
      joinOrClose(socket, [rooms.agent(agent.agentId), rooms.agentSession(agent.sessionId)]);
      joinTeams(socket, agent)
        .then(() => presence.join(socket))
        .catch((error: unknown) => log.warn({ err: error }, 'an agent could not be counted present'));
    });

  /** Rooms of one server are joined at once; should an adapter ever need time, a failure costs a reconnect. */
  function joinOrClose(socket: Socket, names: string[]): void {
    Promise.resolve(socket.join(names)).catch(() => socket.conn.close());
  }

  return {
    drain(spreadMs) {
      for (const namespace of [visitorNamespace, agentNamespace]) {
        for (const socket of io.of(namespace).sockets.values()) {
          socket.emit('server:draining', { delayMs: Math.floor(Math.random() * spreadMs) });
        }
      }
    },
    stop() {
      presence.stop();
    },
  };
}

/** Where a request came from, behind `hops` proxies that are trusted to append to `X-Forwarded-For`. */
export function createAddressOf(hops: number): (request: IncomingMessage) => string {
  return (request) => {
    const remote = request.socket.remoteAddress ?? 'unknown';
    if (hops === 0) return remote;
    const header = request.headers['x-forwarded-for'];
    const forwarded = (Array.isArray(header) ? header.join(',') : (header ?? ''))
      .split(',')
      .map((part) => part.trim());
    return forwarded.at(-hops) || remote;
  };
}
