import { io } from 'socket.io-client';
import type * as z from 'zod/mini';
import { backoffMs } from '../backoff.ts';
import type { Declaration } from '../declaration.ts';
import { commandTimeoutMs, typingThrottleMs } from '../limits.ts';
import type { BodyOfCommand, CommandMap, NoticeMap, NoticeOf, ReplyOfCommand } from '../realtime/define.ts';
import { handshakeRefusalSchema, socketPath } from '../realtime/handshake.ts';
import { commonNotices } from '../realtime/shared-events.ts';
import { ackSchema, isRetryable, ok, type Refusal, refuse, type Result } from '../result.ts';

/**
 * `idle`: not started, or stopped. `connecting`: a handshake or a resume is under way. `live`: caught up, notices flow.
 * `waiting`: cut off, another attempt follows by itself. `revoked`, `outdated`: over; a new token or a reload is needed.
 */
export type ConnectionState = 'idle' | 'connecting' | 'live' | 'waiting' | 'revoked' | 'outdated';

export type RevokedReason = z.infer<(typeof commonNotices)['session:revoked']>['reason'];

/** A notice as a tagged union, so that whoever applies it can be exhaustive. */
export type AnyNotice<N extends NoticeMap> = {
  [K in keyof N & string]: { name: K; data: NoticeOf<N, K> };
}[keyof N & string];

export type ConnectionDeps<C extends CommandMap, N extends NoticeMap> = {
  namespace: string;
  commands: C;
  notices: N;
  /** What the handshake says; asked anew at each attempt. */
  auth: () => Record<string, unknown>;
  onNotice: (notice: AnyNotice<N>) => void;
  onState: (state: ConnectionState) => void;
  /** The resume (LIVE2). `live` is told only after it succeeded; it also runs when the page comes to the foreground. */
  onLive: () => Promise<Result<unknown>>;
  /**
   * Calls `wake` when the page may have missed something, `cut` when there is no network; returns the way to stop.
   * `watchForeground` in a browser.
   */
  watch?: (wake: () => void, cut: () => void) => () => void;
  /** Haven's origin; the page's own by default. */
  origin?: string;
  /** What a browser sends by itself and a client outside of one must say: the session's cookie. */
  headers?: Record<string, string>;
  random?: () => number;
};

export type Connection<C extends CommandMap, H extends NoticeMap> = {
  state(): ConnectionState;
  /** Why the state is `revoked`; null otherwise. */
  revokedReason(): RevokedReason | null;
  start(): void;
  /** Back to `idle`; nothing is retried any more. */
  stop(): void;
  /** Tries at once if waiting, catches up if live (LIVE3). */
  wake(): void;
  /** Asks and waits for the ack. `unavailable` when there is no connection or no answer in time. Never throws. */
  command<K extends keyof C & string>(
    name: K,
    body: BodyOfCommand<C, K>,
    /** What its author said of text in it that could be a secret (SAFE3). */
    declared?: readonly Declaration[],
  ): Promise<Result<ReplyOfCommand<C, K>>>;
  /** Sends a hint that may be lost (LIVE6); the same one at most once in `typingThrottleMs`. */
  hint<K extends keyof H & string>(name: K, body: NoticeOf<H, K>): void;
};

/** Between two catch-ups of a live connection by the foreground: a tab that is flicked through asks no more often. */
const catchUpEveryMs = 5_000;
/** A WebSocket that hangs in a firewall counts as failed after this; the next attempt begins with polling (LIVE5). */
const openTimeoutMs = 10_000;

/** Keeps one namespace connected for ever and caught up. Rules LIVE2, LIVE3, LIVE5, LIVE6, WIRE2. */
export function createConnection<C extends CommandMap, N extends NoticeMap, H extends NoticeMap>(
  deps: ConnectionDeps<C, N>,
): Connection<C, H> {
  const { namespace, commands, notices, auth, onNotice, onState, onLive, random = Math.random } = deps;
  const socket = io(`${deps.origin ?? location.origin}${namespace}`, {
    path: socketPath,
    autoConnect: false,
    forceNew: true,
    // Our own loop: the built-in one stays away for good after a close by the server, which here means resume.
    reconnection: false,
    timeout: openTimeoutMs,
    tryAllTransports: true,
    auth: (reply) => reply(auth()),
    ...(deps.headers === undefined ? {} : { extraHeaders: deps.headers }),
  });

  let state: ConnectionState = 'idle';
  let reason: RevokedReason | null = null;
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let caughtUpAt = 0;
  let unwatch: (() => void) | null = null;
  const hintedAt = new Map<string, number>();
  const known = new Map(Object.entries(notices));

  function enter(next: ConnectionState): void {
    if (state === next) return;
    state = next;
    onState(next);
  }

  function clearTimer(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }

  function open(): void {
    clearTimer();
    enter('connecting');
    // A new `n` per attempt lets a balancer that hashes on it choose another node; it names nobody.
    socket.io.opts.query = { n: Math.floor(random() * 2 ** 32).toString(36) };
    socket.io.opts.transports = attempt % 3 === 2 ? ['polling', 'websocket'] : ['websocket', 'polling'];
    socket.connect();
  }

  function wait(atLeastMs = 0): void {
    if (state === 'idle' || state === 'revoked' || state === 'outdated') return;
    clearTimer();
    const waitMs = Math.max(backoffMs(attempt, random), atLeastMs);
    attempt += 1;
    timer = setTimeout(open, waitMs);
    enter('waiting');
  }

  function end(final: 'idle' | 'revoked' | 'outdated'): void {
    clearTimer();
    unwatch?.();
    unwatch = null;
    enter(final);
    socket.disconnect();
  }

  function revoke(why: RevokedReason): void {
    reason = why;
    end('revoked');
  }

  /** Ends or retries after a refusal of the handshake or the resume. */
  function refused({ error }: Refusal): void {
    if (error.code === 'unauthenticated') revoke('expired');
    else if (error.code === 'outdated') end('outdated');
    else {
      // The listener of `disconnect` must not count this a second time.
      enter('waiting');
      socket.disconnect();
      wait(error.retryAfterMs ?? (isRetryable(error.code) ? 0 : openTimeoutMs));
    }
  }

  /** Runs the resume; the answer counts only if it is still about the same socket. */
  async function catchUp(): Promise<void> {
    const id = socket.id;
    caughtUpAt = Date.now();
    const answer = await onLive();
    if (socket.id !== id || !socket.connected) return;
    if (!answer.ok) return refused(answer);
    attempt = 0;
    enter('live');
  }

  socket.on('connect', () => void catchUp());
  socket.on('connect_error', (error: Error & { data?: unknown }) => {
    if (state !== 'connecting') return;
    const refusal = handshakeRefusalSchema.safeParse(error.data);
    if (!refusal.success) return wait();
    const { code, retryAfterMs } = refusal.data;
    refused(refuse(code, retryAfterMs === undefined ? {} : { retryAfterMs }));
  });
  socket.on('disconnect', () => {
    if (state === 'connecting' || state === 'live') wait();
  });
  socket.onAny((name: string, data: unknown) => {
    // Unknown or unreadable: a newer server may say more than this client knows.
    const schema = known.get(name);
    if (schema === undefined) return;
    const parsed = schema.safeParse(data);
    if (!parsed.success) return;
    follow(name, parsed.data);
    onNotice({ name, data: parsed.data } as AnyNotice<N>);
  });

  /** What the connection itself must heed. */
  function follow(name: string, data: unknown): void {
    if (name === 'session:revoked') revoke(commonNotices['session:revoked'].parse(data).reason);
    if (name !== 'server:draining') return;
    const { delayMs } = commonNotices['server:draining'].parse(data);
    enter('waiting');
    socket.disconnect();
    wait(delayMs);
  }

  /** Does not wait until silence proves it. Where the device is wrong, the next attempt, within a second, succeeds. */
  function cut(): void {
    if (state !== 'connecting' && state !== 'live') return;
    enter('waiting');
    socket.disconnect();
    wait();
  }

  function wake(): void {
    if (state === 'waiting') {
      attempt = 0;
      open();
    } else if (state === 'live' && Date.now() - caughtUpAt > catchUpEveryMs) void catchUp();
  }

  return {
    state: () => state,
    revokedReason: () => (state === 'revoked' ? reason : null),
    start() {
      if (state === 'connecting' || state === 'live' || state === 'waiting') return;
      unwatch = deps.watch?.(wake, cut) ?? null;
      attempt = 0;
      open();
    },
    stop: () => end('idle'),
    wake,
    async command(name, body, declared = []) {
      const schema = commands[name];
      if (!socket.connected || schema === undefined) return refuse('unavailable');
      const beside = declared.length > 0 ? [{ declared }] : [];
      try {
        const frame = ackSchema.parse(
          await socket.timeout(commandTimeoutMs).emitWithAck(name, body, ...beside),
        );
        if (!frame.ok) return frame;
        return ok(schema.reply.parse(frame.value) as ReplyOfCommand<C, typeof name>);
      } catch {
        // No answer, a lost connection or an answer that this version cannot read: in each case nobody knows whether
        // it was done, and the same request may be sent again.
        return refuse('unavailable');
      }
    },
    hint(name, body) {
      const key = `${name}${JSON.stringify(body)}`;
      const now = Date.now();
      if (!socket.connected || now - (hintedAt.get(key) ?? 0) < typingThrottleMs) return;
      hintedAt.set(key, now);
      socket.volatile.emit(name, body);
    },
  };
}
