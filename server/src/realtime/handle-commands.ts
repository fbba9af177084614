import { type Declaration, besideSchema } from '@haven/shared/declaration';
import type { BodyOfCommand, CommandMap, ReplyOfCommand } from '@haven/shared/realtime/define';
import { ok, refuse, type Result } from '@haven/shared/result';
import type { Socket } from 'socket.io';
import type * as z from 'zod/mini';
import type { GuardText } from '../flows/guard-text.ts';
import type { Logger } from '../log.ts';
import type { Principal } from '../principal.ts';
import { isStorable } from '../storable-text.ts';
import { isUnavailable } from '../storage/postgres/failures.ts';
import { refuseAsBusy, type WorkBound } from '../work-bound.ts';
import { forOlder, isOlder } from './older-clients.ts';
import { wireOf } from './sessions.ts';

/** One handler per declared command: a command without one does not compile (WIRE1). */
export type Handlers<M extends CommandMap, P> = {
  [K in keyof M & string]: (
    who: P,
    body: BodyOfCommand<M, K>,
    socket: Socket,
  ) => Promise<Result<ReplyOfCommand<M, K>>>;
};

type Ack = (answer: Result<unknown>) => void;
type AnyHandler<P> = (who: P, body: unknown, socket: Socket) => Promise<Result<unknown>>;

type Deps<M extends CommandMap, P> = {
  commands: M;
  handlers: Handlers<M, P>;
  /** Whom the socket speaks for now; null when its session is over. */
  whoIs(socket: Socket): P | null;
  /** `rate_limited` when this one asks too much. */
  admit(who: P, command: string): Result<null> | Promise<Result<null>>;
  /** Bounds the commands under way; `busy` beyond it. */
  work: WorkBound;
  /** Whether a socket was asked to go to another server: what it still asks is for that one. */
  isLeaving(socket: Socket): boolean;
  /** Looks at every text before anything is done or written (SAFE1). */
  guard: GuardText;
  log: Logger;
};

/**
 * Answers the commands of one namespace. Names come from a fixed map, bodies are parsed with unknown keys refused, and
 * whatever goes wrong becomes a code of the closed set that reveals nothing (WIRE1, WIRE2).
 */
export function createCommandHandling<M extends CommandMap, P extends Principal>({
  commands,
  handlers,
  whoIs,
  admit,
  work,
  isLeaving,
  guard,
  log,
}: Deps<M, P>) {
  const known = new Map(
    Object.entries(commands).map(([name, { body }]) => [
      name,
      { body, handle: handlers[name] as AnyHandler<P> },
    ]),
  );

  async function answer(socket: Socket, name: string, asked: Asked): Promise<Result<unknown>> {
    const found = known.get(name);
    if (!found) return refuse('invalid', { message: 'unknown command' });
    const who = whoIs(socket);
    if (who === null) return refuse('unauthenticated');
    const admitted = await admit(who, name);
    if (!admitted.ok) return admitted;
    const body = found.body.safeParse(asked.body);
    if (!body.success) return refuse(codeFor(body.error), { details: { at: pathsOf(body.error) } });
    if (!isStorable(body.data)) return refuse('invalid', { message: 'text that cannot be kept' });
    return guard(
      who,
      { name, body: body.data, declared: asked.declared, isOlder: isOlder(wireOf(socket)) },
      (guarded) => found.handle(who, guarded, socket),
    );
  }

  return async function handleCommand(socket: Socket, name: string, args: unknown[]): Promise<void> {
    const ack = args.at(-1);
    if (!isAck(ack)) return;
    const leave = isLeaving(socket) ? null : work.enter(socket);
    if (leave === null) return ack(refuseAsBusy());
    try {
      const asked = askedIn(args);
      const answered = asked.ok ? await answer(socket, name, asked.value) : asked;
      ack(isOlder(wireOf(socket)) && answered.ok ? ok(forOlder(answered.value)) : answered);
    } catch (error) {
      if (isUnavailable(error)) return ack(refuse('unavailable'));
      log.error({ err: error, command: known.has(name) ? name : 'unknown' }, 'a command failed');
      ack(refuse('internal'));
    } finally {
      leave();
    }
  };
}

type Asked = { body: unknown; declared: readonly Declaration[] };

/** The body, and what may stand beside it, before the ack. */
function askedIn(args: unknown[]): Result<Asked> {
  if (args.length === 2) return ok({ body: args[0], declared: [] });
  const beside = besideSchema.safeParse(args.length === 3 ? args[1] : undefined);
  return beside.success ? ok({ body: args[0], ...beside.data }) : refuse('invalid');
}

function isAck(value: unknown): value is Ack {
  return typeof value === 'function';
}

/** Where the body was wrong: names of fields of the contract, never a value. */
function pathsOf(error: z.core.$ZodError): string[] {
  return error.issues.map((issue) => issue.path.filter((part) => typeof part === 'string').join('.'));
}

function codeFor(error: z.core.$ZodError): 'too_large' | 'invalid' {
  const isTooLong = error.issues.some((issue) => issue.code === 'too_big' && issue.origin === 'string');
  return isTooLong ? 'too_large' : 'invalid';
}
