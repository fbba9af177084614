import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { packetMaxBytes } from '@haven/shared/limits';
import { type AgentCommands, agentCommands } from '@haven/shared/realtime/agent-events';
import { agentNamespace, socketPath, visitorNamespace } from '@haven/shared/realtime/handshake';
import { type VisitorCommands, visitorCommands } from '@haven/shared/realtime/visitor-events';
import type { Result } from '@haven/shared/result';
import { Server, type Socket } from 'socket.io';
import type { Clock } from '../clock.ts';
import { limits } from '../features/rate-limit/limits.ts';
import type { RateLimiter } from '../features/rate-limit/rate-limiter.redis.ts';
import type { GuardText } from '../flows/guard-text.ts';
import type { Logger } from '../log.ts';
import type { AgentPrincipal, VisitorPrincipal } from '../principal.ts';
import type { OpenRedis } from '../storage/redis/client.ts';
import type { WorkBound } from '../work-bound.ts';
import { createAdmission } from './admission.ts';
import { createBus } from './bus.redis.ts';
import { corkWrites } from './cork-writes.ts';
import { createDelivery, type Delivery } from './deliver.ts';
import { createDrain } from './drain.ts';
import { createCommandHandling, type Handlers } from './handle-commands.ts';
import { createHandshakes, isOwnOrigin } from './handshake.ts';
import { createMembership, type Join } from './membership.ts';
import { createPresence } from './presence.ts';
import { resumeAfterOutages } from './resume-after-outages.ts';
import { rooms } from './rooms.ts';
import { createSessionKeeper, joinTeams, type MayRead } from './session-keeper.ts';
import { isOlder } from './older-clients.ts';
import { agentOf, visitorOf, wireOf } from './sessions.ts';
import { cutSlowReaders } from './slow-readers.ts';
import { createToldHeads } from './told-heads.ts';
import { createTyping } from './typing.ts';

type IoDeps = {
  httpServer: HttpServer;
  redis: Pick<OpenRedis, 'redis' | 'subscribe'>;
  ownOrigins: readonly string[];
  mayRead: MayRead;
  log: Logger;
};

/** Opens the Socket.IO engine on Haven's own origins; fan-out between servers goes over the bus. */
export function createIo({ httpServer, redis, ownOrigins, mayRead, log }: IoDeps) {
  const io = new Server(httpServer, {
    path: socketPath,
    serveClient: false,
    // Files go by HTTP, so nothing honest is larger (WIRE4).
    maxHttpBufferSize: packetMaxBytes,
    transports: ['websocket', 'polling'],
    perMessageDeflate: false,
    // Recovery of the library's own loses after a crash and skips the middlewares: clients resume by seq (LIVE2).
    allowRequest: (request, decide) => decide(null, isOwnOrigin(request, ownOrigins)),
  });
  corkWrites(io);
  // The namespace that the library opens by itself: nobody proves anything there, and could stay for ever.
  io.use((_socket, next) => next(new Error('unauthenticated')));
  const bus = createBus(redis, log);
  const join = createMembership(io, bus);
  const told = createToldHeads();
  const delivery = createDelivery(io, bus, told.witness);
  resumeAfterOutages(io, bus);
  const keeper = createSessionKeeper({ io, bus, join, mayRead, log });
  return { io, bus, join, told, delivery, keeper };
}

type GatewayDeps = {
  io: Server;
  join: Join;
  tell: Delivery['tell'];
  clock: Clock;
  log: Logger;
  limiter: RateLimiter;
  handshake: Omit<Parameters<typeof createHandshakes>[0], 'admission' | 'work' | 'log'>;
  handshakesPerSecond: number;
  /** Bounds what this server works on at once. */
  work: WorkBound;
  /** Stops secrets in whatever is asked (SAFE1). */
  guard: GuardText;
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
  const { io, join, tell, clock, log, limiter, work, handshakesPerSecond: perSecond } = deps;
  const admission = createAdmission({ clock, perSecond });
  const handshakes = createHandshakes({ ...deps.handshake, admission, work, log });
  const drain = createDrain({ io, work, namespaces: [visitorNamespace, agentNamespace], perSecond });
  cutSlowReaders(io, log);
  const presence = createPresence(deps.presence);
  const typing = createTyping({ tell, clock, mayWork: deps.mayWork, log });

  function admit(who: string, command: string): Result<null> | Promise<Result<null>> {
    if (command === 'entry:send' || command === 'entry:note') return limiter.count(limits.send, who);
    if (command === 'secret:report') return limiter.take(limits.secretReport, who);
    if (command === 'conversation:start') return limiter.take(limits.start, who);
    // Everything that somebody holds, each with a page of its log.
    return limiter.count(limits.command, who, command === 'conversation:resume' ? 10 : 1);
  }

  const asVisitor = createCommandHandling({
    commands: visitorCommands,
    handlers: deps.visitorHandlers,
    whoIs: visitorOf,
    admit: (visitor, command) => admit(visitor.visitorId, command),
    work,
    isLeaving: drain.isLeaving,
    guard: deps.guard,
    log,
  });
  const asAgent = createCommandHandling({
    commands: agentCommands,
    handlers: deps.agentHandlers,
    whoIs: agentOf,
    admit: (agent, command) => admit(agent.agentId, command),
    work,
    isLeaving: drain.isLeaving,
    guard: deps.guard,
    log,
  });

  type Answer = (socket: Socket, name: string, args: unknown[]) => Promise<void>;
  /** Nothing is answered before the socket's rooms hold: what a resume reads must not be older than they are (LIVE2). */
  function listen(socket: Socket, entered: Promise<void>, handle: Answer): void {
    socket.onAny((name: string, ...args: unknown[]) => {
      if (name === 'typing:set') return typing(socket, args[0]);
      void entered.then(() => handle(socket, name, args));
    });
  }

  io.of(visitorNamespace)
    .use(handshakes.visitor)
    .on('connection', (socket) => {
      const visitor = visitorOf(socket);
      if (!visitor) return;
      const mine = [
        rooms.everybody,
        rooms.visitor(visitor.visitorId),
        rooms.visitorSession(visitor.sessionId),
        ...olderRooms(socket),
      ];
      listen(socket, enter(socket, join(socket, mine)), asVisitor);
    });

  io.of(agentNamespace)
    .use(handshakes.agent)
    .on('connection', (socket) => {
      const agent = agentOf(socket);
      if (!agent) return;
      const mine = [
        rooms.everybody,
        rooms.agent(agent.agentId),
        rooms.agentSession(agent.sessionId),
        ...olderRooms(socket),
      ];
      const entered = enter(socket, Promise.all([join(socket, mine), joinTeams(join, socket, agent)]));
      listen(socket, entered, asAgent);
      entered
        .then(() => presence.join(socket))
        .catch((error: unknown) => log.warn({ err: error }, 'an agent could not be counted present'));
    });

  const olderRooms = (socket: Socket) => (isOlder(wireOf(socket)) ? [rooms.older] : []);

  /** Whoever can't be put into their rooms comes back for another try; they are answered meanwhile. */
  async function enter(socket: Socket, joined: Promise<unknown>): Promise<void> {
    await joined.catch((err: unknown) => {
      log.warn({ err }, 'a socket could not enter its rooms');
      socket.conn.close();
    });
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
