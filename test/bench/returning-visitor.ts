import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs } from '@haven/shared/backoff';
import type { Entry } from '@haven/shared/entry';
import { commandTimeoutMs } from '@haven/shared/limits';
import type { LoadSocket } from './load-plan.ts';
import { HandshakeRefused, openRawSocket, type RawSocket } from './raw-socket.ts';
import { createScreen, type Screen, type Tally } from './returning-screen.ts';

type Page = { entries: Entry[]; headSeq: number; more: boolean };
type Resumed = { conversations: (Page & { conversation: { id: string } })[] };
type Answer<T> = { ok: true; value: T } | { ok: false; error: { code: string; retryAfterMs?: number } };

export type ReturningVisitor = {
  conversationId: string;
  /** By its client message id, whether in a log or, where there is none, heard at all. */
  shows(id: string): boolean;
  /** Connects; resolves when it has caught up. */
  enter(): Promise<void>;
  /** Drops the connection, and comes back as Haven's clients do; resolves when it has caught up. */
  dropAndReturn(): Promise<void>;
  close(): void;
};

type Deps = {
  url: string;
  planned: LoadSocket;
  /** Whether there is a log to catch up with. */
  resumes: boolean;
  random: () => number;
  /** Ids of what was acked in its conversation so far. */
  acked: readonly string[];
  tally: Tally;
};

class Busy extends Error {
  readonly retryAfterMs: number;
  constructor(name: string, { code, retryAfterMs = 0 }: { code: string; retryAfterMs?: number }) {
    super(`${name} was refused: ${code}`);
    this.retryAfterMs = retryAfterMs;
  }
}

/** A visitor over a raw socket, with the waits of `shared/src/browser/connection.ts` (LIVE3) and its resume (LIVE2). */
export function createReturningVisitor(deps: Deps): ReturningVisitor {
  const { url, planned, resumes, random, acked, tally } = deps;
  const [conversationId = ''] = planned.conversationIds;
  const screen: Screen = createScreen(tally);
  const heard = new Set<string>();
  let live: RawSocket | null = null;
  let isPulling = false;

  async function comeBack(firstWaitMs: number): Promise<void> {
    let waitMs = firstWaitMs;
    for (let attempt = 1; ; attempt += 1) {
      await sleep(waitMs);
      try {
        return await open();
      } catch (error) {
        const isRefused = error instanceof HandshakeRefused || error instanceof Busy;
        waitMs = Math.max(backoffMs(attempt, random), isRefused ? error.retryAfterMs : 0);
      }
    }
  }

  async function open(): Promise<void> {
    const socket = await openRawSocket(url, planned);
    try {
      socket.onEvent((text) => hear(socket, text));
      const cut = new Promise<never>((_, reject) =>
        socket.onClose(() => reject(new Error('it was cut off while it caught up'))),
      );
      if (resumes) await Promise.race([resume(socket), cut]);
    } catch (error) {
      socket.close();
      throw error;
    }
    live = socket;
    // What the connection before was asked is not answered any more.
    isPulling = false;
    socket.onClose(() => {
      if (live !== socket) return;
      live = null;
      void comeBack(backoffMs(0, random));
    });
    if (screen.isBehind()) pull(socket);
  }

  async function resume(socket: RawSocket): Promise<void> {
    const owed = [...acked];
    const asked = screen.last();
    const body = { have: { [conversationId]: asked } };
    const { conversations } = await ask<Resumed>(socket, 'conversation:resume', body);
    const mine = conversations.find(({ conversation }) => conversation.id === conversationId);
    if (mine === undefined) throw new Error('the resume did not name its conversation');
    tally.repeated += mine.entries.filter(({ seq }) => seq <= asked).length;
    screen.apply(mine.entries);
    screen.toldOf(mine.headSeq);
    if (mine.more) await pullAll(socket);
    tally.resumes += 1;
    tally.missing += owed.filter((id) => !screen.shows(id)).length;
  }

  async function pullAll(socket: RawSocket): Promise<void> {
    for (let more = true; more; ) {
      const page = await ask<Page>(socket, 'entry:list', { conversationId, after: screen.last() });
      screen.apply(page.entries);
      more = page.more;
    }
  }

  /** One at a time, and only where something is missing. */
  function pull(socket: RawSocket): void {
    if (isPulling) return;
    isPulling = true;
    pullAll(socket)
      // It asks again at the next notice or with the next resume.
      .catch(() => undefined)
      .finally(() => {
        isPulling = false;
      });
  }

  function hear(socket: RawSocket, text: string): void {
    if (text.includes('"entry:new"')) {
      const { entry } = noticeOf<{ entry: Entry }>(text);
      if (resumes) screen.apply([entry]);
      else heard.add(entry.clientMessageId ?? '');
    } else if (text.includes('"conversation:changed"')) {
      screen.toldOf(noticeOf<{ conversation: { headSeq: number } }>(text).conversation.headSeq);
    }
    if (live === socket && screen.isBehind()) pull(socket);
  }

  return {
    conversationId,
    shows: (id) => (resumes ? screen.shows(id) : heard.has(id)),
    enter: () => comeBack(0),
    dropAndReturn() {
      const dropped = live;
      live = null;
      dropped?.close();
      return comeBack(backoffMs(0, random));
    },
    close() {
      const closed = live;
      live = null;
      closed?.close();
    },
  };
}

/** Rejects when there is no answer in time, as Haven's clients give up. */
function ask<T>(socket: RawSocket, name: string, body: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${name} was not answered`)), commandTimeoutMs);
    socket.ask(name, JSON.stringify(body), (text) => {
      clearTimeout(timer);
      const [answer] = JSON.parse(text) as [Answer<T>];
      if (answer.ok) resolve(answer.value);
      else reject(new Busy(name, answer.error));
    });
  });
}

/** The body of a Socket.IO event, `42/visitor,["name",{…}]`. */
function noticeOf<T>(text: string): T {
  return (JSON.parse(text.slice(text.indexOf('['))) as [string, T])[1];
}
