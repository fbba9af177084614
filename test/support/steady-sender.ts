import { setTimeout as sleep } from 'node:timers/promises';
import type { Entry, Sent } from '@haven/shared/entry';
import { isRetryable, type Refusal, refuse, type Result } from '@haven/shared/result';
import type { Socket } from 'socket.io-client';
import { eventually } from './eventually.ts';
import { connectVisitor, messageTo, type VisitorClient } from './people.ts';

type Client = { socket: Socket; close(): unknown };
type Page = { entries: Entry[]; headSeq: number; more: boolean };

type SenderDeps = {
  /** The servers, of which another is tried after each that fails. */
  urls: readonly string[];
  /** Opens a socket with the same session each time. Rejects when it is refused. */
  connect(url: string): Promise<Client>;
  conversationId: string;
};

export type SteadySender = {
  acks(): number;
  connections(): number;
  /** Waits for the ack of the last message, and ends. */
  stop(): Promise<void>;
  /** Compares what was acked and what its screen showed with the log, read anew through `url`. */
  check(url: string): Promise<void>;
};

/** Between two messages: a storm of typists, not a benchmark. */
const pauseMs = 30;

/**
 * One participant who writes without end, as the outbox does: one at a time, the same message again until its ack,
 * back to wherever a server admits them, and with a screen that pulls what it misses (LIVE1, LIVE2, LIVE4).
 */
export function startSteadySender({ urls, connect, conversationId }: SenderDeps): SteadySender {
  const screen: Entry[] = [];
  const acked = new Map<string, Sent>();
  let client: Client | undefined;
  let opened = 0;
  let attempt = 0;
  let isStopping = false;

  /** Puts an entry onto the screen; false when something before it is missing. */
  function show(entry: Entry): boolean {
    if (entry.seq > screen.length + 1) return false;
    if (entry.seq === screen.length + 1) screen.push(entry);
    expect(screen[entry.seq - 1]?.id).toBe(entry.id);
    return true;
  }

  async function pull(from: Client): Promise<void> {
    for (let more = true; more; ) {
      const page = await ask<Page>(from, 'entry:list', { conversationId, after: screen.length });
      if (!page.ok) return;
      page.value.entries.forEach(show);
      more = page.value.more;
    }
  }

  async function open(): Promise<Client> {
    for (;;) {
      try {
        const next = await connect(urls[attempt % urls.length] ?? '');
        follow(next);
        const have = { [conversationId]: screen.length };
        const resumed = await ask<unknown>(next, 'conversation:resume', { have });
        if (!resumed.ok) throw new Error(resumed.error.code);
        await pull(next);
        opened += 1;
        return next;
      } catch {
        attempt += 1;
        await sleep(50 + Math.random() * 200);
      }
    }
  }

  function follow(next: Client): void {
    next.socket.on('entry:new', (notice: { conversationId: string; entry: Entry }) => {
      if (notice.conversationId === conversationId && !show(notice.entry)) void pull(next);
    });
    next.socket.on('server:draining', () => {
      attempt += 1;
      next.close();
    });
  }

  async function send(text: string): Promise<void> {
    const draft = messageTo(conversationId, text);
    for (;;) {
      if (!client?.socket.connected) client = await open();
      const answer = await ask<Sent>(client, 'entry:send', draft);
      if (answer.ok) return void acked.set(draft.clientMessageId, answer.value);
      if (!isRetryable(answer.error.code)) throw new Error(`refused for good: ${answer.error.code}`);
      await sleep(Math.min(300, answer.error.retryAfterMs ?? 50));
    }
  }

  const running = (async () => {
    for (let count = 0; !isStopping; count += 1) {
      await send(`message ${count}`);
      await sleep(pauseMs);
    }
  })();

  return {
    acks: () => acked.size,
    connections: () => opened,
    async stop() {
      isStopping = true;
      await running;
    },
    async check(url) {
      const fresh = await connect(url);
      const log = await wholeLog(fresh, conversationId);
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, at) => at + 1));
      // Exactly once each, with the number that the ack said, and in the order in which they were written.
      const mine = log.filter(({ clientMessageId }) => clientMessageId && acked.has(clientMessageId));
      expect(mine.map(({ clientMessageId, id, seq }) => [clientMessageId, id, seq])).toEqual(
        [...acked].map(([clientMessageId, { id, seq }]) => [clientMessageId, id, seq]),
      );
      if (client?.socket.connected) await pull(client);
      await eventually(() => expect(screen.map(({ id }) => id)).toEqual(log.map(({ id }) => id)));
      fresh.close();
      client?.close();
    },
  };
}

/** A sender for a visitor and their conversation, whose own socket is closed. */
export function visitorSender(urls: readonly string[], visitor: VisitorClient, id: string): SteadySender {
  visitor.close();
  return startSteadySender({
    urls,
    connect: (url) => connectVisitor(url, visitor.token),
    conversationId: id,
  });
}

/** Waits until each of them has gone on, wherever it is by now. */
export async function allGoOn(senders: readonly SteadySender[]): Promise<void> {
  const before = senders.map((sender) => sender.acks());
  await eventually(() => {
    senders.forEach((sender, at) => expect(sender.acks()).toBeGreaterThan((before[at] ?? 0) + 5));
  }, 180_000);
}

/** Ends them all, then compares each with the log through `url`; each had to move `moves` times at least. */
export async function stopAndCheck(
  senders: readonly SteadySender[],
  url: string,
  moves: number,
): Promise<void> {
  await Promise.all(senders.map((sender) => sender.stop()));
  for (const sender of senders) {
    expect(sender.connections()).toBeGreaterThan(moves);
    await sender.check(url);
  }
}

async function wholeLog(client: Client, conversationId: string): Promise<Entry[]> {
  const log: Entry[] = [];
  for (let more = true; more; ) {
    const page = await ask<Page>(client, 'entry:list', { conversationId, after: log.length });
    if (!page.ok) throw new Error(`the log was refused: ${page.error.code}`);
    log.push(...page.value.entries);
    more = page.value.more;
  }
  return log;
}

/** Asks; whatever is lost on the way counts as `unavailable`, as in a browser. */
async function ask<T>(client: Client, name: string, body: unknown): Promise<Result<T>> {
  try {
    return (await client.socket.timeout(10_000).emitWithAck(name, body)) as Result<T>;
  } catch {
    return refuse('unavailable') satisfies Refusal;
  }
}
