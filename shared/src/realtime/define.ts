import type * as z from 'zod/mini';

/** A command: what a client asks, and what the ack's `value` holds (WIRE1, WIRE2). */
export type Command<B extends z.ZodMiniType, R extends z.ZodMiniType> = { body: B; reply: R };

/** Declares a command. */
export function command<B extends z.ZodMiniType, R extends z.ZodMiniType>(body: B, reply: R): Command<B, R> {
  return { body, reply };
}

export type CommandMap = Record<string, Command<z.ZodMiniType, z.ZodMiniType>>;
export type NoticeMap = Record<string, z.ZodMiniType>;

export type BodyOfCommand<M extends CommandMap, K extends keyof M> = z.infer<M[K]['body']>;
export type ReplyOfCommand<M extends CommandMap, K extends keyof M> = z.infer<M[K]['reply']>;
export type NoticeOf<M extends NoticeMap, K extends keyof M> = z.infer<M[K]>;
