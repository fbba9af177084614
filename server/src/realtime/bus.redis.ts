import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Logger } from '../log.ts';
import type { OpenRedis } from '../storage/redis/client.ts';
import { createPeers } from './peers.ts';

/** What servers tell each other. Each topic has one listener, which checks the body's shape. */
const topics = ['notice', 'revoke', 'recheck', 'readers', 'queues'] as const;
export type Topic = (typeof topics)[number];

/** Where every server hears that others are there. */
const serversChannel = 'haven:servers';

/** Sender, its count, topic and body. Said on several channels it is the same, and heard once. */
const frameSchema = z.tuple([z.string(), z.number(), z.enum(topics), z.unknown()]);
const messageSchema = z.array(frameSchema);

export type Bus = {
  /** Whether another server may be there to hear. */
  hasPeers(): boolean;
  /** Tells the servers that hold one of these channels, all at once at the end of this tick. Never throws. */
  tell(channels: readonly string[], topic: Topic, body: unknown): void;
  hear<S extends z.ZodType>(topic: Topic, schema: S, listen: (body: z.output<S>) => void): void;
  /** Hears a channel; resolves once that holds, or can't be had while Redis is away. Counted: each hold is released. */
  hold(channels: readonly string[]): Promise<void>;
  release(channel: string): void;
  /** Called with channels on which something may have been missed, once they are heard again. */
  onRenewed(listen: (channels: readonly string[]) => void): void;
  close(): void;
};

/** A channel is given up this long after its last holder, who mostly is back after a reconnect. */
const lingerMs = 15_000;
const sweepMs = 5_000;
/** How many tellings are remembered, to know one that comes over a second channel. */
const rememberedCount = 20_000;

type Channel = { holds: Promise<boolean>; releasedAt: number | null };

/**
 * Fan-out between servers over Redis' sharded channels: a server hears what it has a member for, and nothing else.
 * A telling may be lost, never doubled to a listener; whoever needs more compares with Postgres (TRUTH1).
 */
export function createBus({ redis, subscribe }: Pick<OpenRedis, 'redis' | 'subscribe'>, log: Logger): Bus {
  const self = randomUUID();
  let count = 0;
  const listeners = new Map<Topic, (body: unknown) => void>();
  const renewals: ((channels: readonly string[]) => void)[] = [];
  const held = new Map<string, Channel>();
  const heardBefore = new Set<string>();
  let outbox = new Map<string, string[]>();
  /** What this server said begins so: it comes back on the channels that it holds itself. */
  const ownStart = `[["${self}"`;
  const beat = `${ownStart}]]`;

  const peers = createPeers({
    beat: () => publish(serversChannel, beat),
    onMissed: () => renewed([...held.keys()]),
  });
  const subscriptions = subscribe({ heard, renewed });
  void subscriptions.add([serversChannel]).then(() => publish(serversChannel, beat));

  function renewed(channels: readonly string[]): void {
    for (const listen of renewals) listen(channels);
  }

  function heard(channel: string, text: string): void {
    if (text.startsWith(ownStart)) return channel === serversChannel ? peers.heardSelf() : undefined;
    peers.heardOther();
    if (channel === serversChannel) return;
    const message = parseMessage(text);
    if (message === null) return log.warn({ channel }, 'the bus carried something that no server said');
    for (const [sender, number, topic, body] of message) {
      if (!isFirst(`${sender}:${number}`)) continue;
      listeners.get(topic)?.(body);
    }
  }

  function isFirst(id: string): boolean {
    if (heardBefore.has(id)) return false;
    heardBefore.add(id);
    const [oldest] = heardBefore;
    if (heardBefore.size > rememberedCount && oldest !== undefined) heardBefore.delete(oldest);
    return true;
  }

  /** One command per channel and tick, and each telling encoded once however many channels it takes. */
  function flush(): void {
    const messages = outbox;
    outbox = new Map();
    for (const [channel, frames] of messages) publish(channel, `[${frames.join(',')}]`);
  }

  function publish(channel: string, text: string): void {
    redis.spublish(channel, text).catch((err: unknown) => {
      log.debug({ err, channel }, 'other servers were not told; they find out by comparing heads');
    });
  }

  function sweep(): void {
    const before = performance.now() - lingerMs;
    const idle = [...held].filter(([, { releasedAt }]) => releasedAt !== null && releasedAt < before);
    if (idle.length === 0) return;
    for (const [channel] of idle) held.delete(channel);
    subscriptions.remove(idle.map(([channel]) => channel));
  }
  const timer = setInterval(sweep, sweepMs).unref();

  return {
    hasPeers: peers.any,
    tell(channels, topic, body) {
      count += 1;
      const frame = JSON.stringify([self, count, topic, body]);
      if (outbox.size === 0) queueMicrotask(flush);
      for (const channel of new Set(channels)) {
        const frames = outbox.get(channel);
        if (frames) frames.push(frame);
        else outbox.set(channel, [frame]);
      }
    },
    hear(topic, schema, listen) {
      listeners.set(topic, (body) => {
        const parsed = schema.safeParse(body);
        if (parsed.success) listen(parsed.data);
        else log.warn({ topic, issues: parsed.error.issues }, 'the bus carried a body of another shape');
      });
    },
    async hold(channels) {
      const fresh = channels.filter((channel) => !held.has(channel));
      const holds = fresh.length > 0 ? subscriptions.add(fresh) : Promise.resolve(true);
      for (const channel of fresh) held.set(channel, { holds, releasedAt: null });
      const all = channels.map((channel) => held.get(channel)).filter((each) => each !== undefined);
      for (const each of all) each.releasedAt = null;
      await Promise.all(all.map((each) => each.holds));
    },
    release(channel) {
      const known = held.get(channel);
      if (known) known.releasedAt = performance.now();
    },
    onRenewed(listen) {
      renewals.push(listen);
    },
    close() {
      clearInterval(timer);
      peers.stop();
    },
  };
}

function parseMessage(text: string): z.infer<typeof messageSchema> | null {
  try {
    return messageSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
