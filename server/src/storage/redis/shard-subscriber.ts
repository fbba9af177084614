import type { Redis } from 'ioredis';
import { slotOf } from './slots.ts';

/** What a subscriber tells: each message, and subscriptions that hold again after they did not for a while. */
export type SubscriptionListeners = {
  heard(channel: string, text: string): void;
  /** What was said on these meanwhile is missing. */
  renewed(channels: readonly string[]): void;
};

export type Subscriptions = {
  /** Subscribes; resolves with whether that holds. Where it does not, it is asked for again and told as `renewed`. */
  add(channels: readonly string[]): Promise<boolean>;
  remove(channels: readonly string[]): void;
};

/** Channels in one command, where one server has all slots. */
const chunkSize = 500;
/** How long a connection that is being made for the first time is waited for. */
const connectPatienceMs = 2_000;

/**
 * The subscriptions over one connection. The client's own resubscribing is off: it tells nobody when a subscription
 * holds again, and from that moment on what was missed can be looked for.
 */
export function createShardSubscriber(
  connection: Redis,
  { isOfCluster }: { isOfCluster: boolean },
  { heard, renewed }: SubscriptionListeners,
): Subscriptions {
  const wanted = new Set<string>();
  /** Wanted, and not held all the time since then. */
  const missed = new Set<string>();
  connection.setMaxListeners(0);
  connection.on('smessage', heard);
  connection.on('close', () => {
    for (const channel of wanted) missed.add(channel);
  });
  connection.on('ready', () => void renew());

  async function subscribe(channels: readonly string[]): Promise<boolean> {
    if (!(await isReady(connection))) return false;
    const commands = (isOfCluster ? bySlot(channels) : chunks(channels)).map((each) =>
      connection.ssubscribe(...each),
    );
    const outcomes = await Promise.allSettled(commands);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (!failed) return true;
    // A slot that moved is found by whoever knows the cluster; anything else is mended by a new connection.
    if (!String(failed.reason).includes('MOVED')) connection.disconnect(true);
    return false;
  }

  async function renew(): Promise<void> {
    const channels = [...wanted];
    if (channels.length === 0 || !(await subscribe(channels))) return;
    const again = [...missed].filter((channel) => wanted.has(channel));
    missed.clear();
    if (again.length > 0) renewed(again);
  }

  return {
    async add(channels) {
      for (const channel of channels) wanted.add(channel);
      const holds = await subscribe(channels);
      if (!holds) for (const channel of channels) missed.add(channel);
      return holds;
    },
    remove(channels) {
      for (const channel of channels) {
        wanted.delete(channel);
        missed.delete(channel);
      }
      if (connection.status !== 'ready') return;
      for (const each of isOfCluster ? bySlot(channels) : chunks(channels)) {
        // Refused with the connection, and then there is nothing left to take back.
        connection.sunsubscribe(...each).catch(() => undefined);
      }
    },
  };
}

/** Whether it can be asked now; one that connects at this moment is waited for, one that was lost is not. */
async function isReady(connection: Redis): Promise<boolean> {
  if (connection.status === 'connecting' || connection.status === 'connect') {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(settle, connectPatienceMs);
      function settle(): void {
        clearTimeout(timer);
        for (const event of ['ready', 'close']) connection.off(event, settle);
        resolve();
      }
      for (const event of ['ready', 'close']) connection.on(event, settle);
    });
  }
  return connection.status === 'ready';
}

function chunks(channels: readonly string[]): string[][] {
  const starts = Array.from(
    { length: Math.ceil(channels.length / chunkSize) },
    (_, index) => index * chunkSize,
  );
  return starts.map((start) => channels.slice(start, start + chunkSize));
}

/** A cluster takes only channels of one slot in one command. */
function bySlot(channels: readonly string[]): string[][] {
  const slots = new Map<number, string[]>();
  for (const channel of channels) {
    const slot = slotOf(channel);
    slots.set(slot, [...(slots.get(slot) ?? []), channel]);
  }
  return [...slots.values()];
}
