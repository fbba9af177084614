import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { createShardedAdapter } from '@socket.io/redis-adapter';
import { packetMaxBytes } from '@haven/shared/limits';
import { type AgentCommands, agentCommands } from '@haven/shared/realtime/agent-events';
import { agentNamespace, socketPath, visitorNamespace } from '@haven/shared/realtime/handshake';
import { type VisitorCommands, visitorCommands } from '@haven/shared/realtime/visitor-events';
import type { Result } from '@haven/shared/result';
import type { Redis } from 'ioredis';
import { Server, type Socket } from 'socket.io';
import type { Clock } from '../clock.ts';
import { limits } from '../features/rate-limit/limits.ts';
import type { RateLimiter } from '../features/rate-limit/rate-limiter.redis.ts';
import type { Logger } from '../log.ts';
import type { AgentPrincipal, VisitorPrincipal } from '../principal.ts';
import { corkWrites } from './cork-writes.ts';
import type { WorkBound } from '../work-bound.ts';
import { createAdmission } from './admission.ts';
import { createDrain } from './drain.ts';
import { createCommandHandling, type Handlers } from './handle-commands.ts';
import { createHandshakes, isOwnOrigin } from './handshake.ts';
import { createPresence } from './presence.ts';
import { resumeAfterOutages } from './resume-after-outages.ts';
import { rooms } from './rooms.ts';
import { createSessionKeeper, joinTeams, type MayRead } from './session-keeper.ts';
import { agentOf, visitorOf } from './sessions.ts';
import { cutSlowReaders } from './slow-readers.ts';
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
  corkWrites(io);
  // The namespace that the library opens by itself: nobody proves anything there, and could stay for ever.
  io.use((_socket, next) => next(new Error('unauthenticated')));
  resumeAfterOutages(io, [redis, subscriber], [visitorNamespace, agentNamespace]);
  return { io, keeper: createSessionKeeper(io, mayRead, log) };
}

type GatewayDeps = {
  io: Server;
  clock: Clock;
  log: Logger;
  limiter: RateLimiter;
  handshake: Omit<Parameters<typeof createHandshakes>[0], 'admission' | 'work' | 'log'>;
  handshakesPerSecond: number;
  /** Bounds what this server works on at once. */
  work: WorkBound;
  visitorHandlers: Handlers<VisitorCommands, VisitorPrincipal>;
  agentHandlers: Handlers<AgentCommands, AgentPrincipal>;
  presence: Parameters<typeof createPresence>[0];
  /** Whether somebody of staff may write in a conversation. */
  mayWork: MayRead;
};

export type Gateway = {
  /**
   * Refuses new sockets and asks those that are here to come back, to another server where there is one. Resolves when
   * they left with everything acked that they asked, or after `withinMs`.
   */
  drain(withinMs: number): Promise<void>;
  stop(): void;
};

/** Binds both namespaces: who may enter, what they may ask, and which rooms they hear. */
export function createGateway(deps: GatewayDeps): Gateway {
  const { io, clock, log, limiter, work, handshakesPerSecond: perSecond } = deps;
  const admission = createAdmission({ clock, perSecond });
  const handshakes = createHandshakes({ ...deps.handshake, admission, work, log });
  const drain = createDrain({ io, work, namespaces: [visitorNamespace, agentNamespace], perSecond });
  cutSlowReaders(io, log);
  const presence = createPresence(deps.presence);
  const typing = createTyping({ io, clock, mayWork: deps.mayWork, log });

  async function admit(who: string, command: string): Promise<Result<null>> {
    if (command === 'entry:send' || command === 'entry:note') return limiter.take(limits.send, who);
    if (command === 'conversation:start') return limiter.take(limits.start, who);
    // Everything that somebody holds, each with a page of its log.
    return limiter.take(limits.command, who, command === 'conversation:resume' ? 10 : 1);
  }

  const asVisitor = createCommandHandling({
    commands: visitorCommands,
    handlers: deps.visitorHandlers,
    whoIs: visitorOf,
    admit: (visitor, command) => admit(visitor.visitorId, command),
    work,
    isLeaving: drain.isLeaving,
    log,
  });
  const asAgent = createCommandHandling({
    commands: agentCommands,
    handlers: deps.agentHandlers,
    whoIs: agentOf,
    admit: (agent, command) => admit(agent.agentId, command),
    work,
    isLeaving: drain.isLeaving,
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
    drain(withinMs) {
      admission.close();
      return drain.run(withinMs);
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
