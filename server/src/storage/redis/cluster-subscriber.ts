import type { Cluster, Redis } from 'ioredis';
import { createShardSubscriber, type SubscriptionListeners, type Subscriptions } from './shard-subscriber.ts';
import { slotOf } from './slots.ts';

type Shard = { connection: Redis; subscriptions: Subscriptions };

/**
 * Subscriptions on a cluster: one connection per master, each channel on the master that has its slot. The client's
 * own sharded subscribers neither tell when a subscription holds again nor end what they could not ask.
 */
export function createClusterSubscriber(
  cluster: Cluster,
  connect: (host: string, port: number) => Redis,
  listeners: SubscriptionListeners,
): Subscriptions & { close(): void } {
  const shards = new Map<string, Shard>();
  /** Where each channel is subscribed; null while nobody has its slot. */
  const homes = new Map<string, string | null>();

  function shardAt(address: string): Shard {
    const known = shards.get(address);
    if (known) return known;
    const portAt = address.lastIndexOf(':');
    const connection = connect(address.slice(0, portAt), Number(address.slice(portAt + 1)));
    // Refused by a server that is gone or no longer has the slots: look again who has them.
    connection.on('close', refresh);
    connection.on('moved', refresh);
    const shard = {
      connection,
      subscriptions: createShardSubscriber(connection, { isOfCluster: true }, listeners),
    };
    shards.set(address, shard);
    return shard;
  }

  function refresh(): void {
    cluster.refreshSlotsCache();
  }

  /** Owners of slots may have changed: channels follow them. */
  function follow(): void {
    const masters = new Set(cluster.slots.map((nodes) => nodes?.[0]).filter((owner) => owner !== undefined));
    for (const address of masters) shardAt(address);
    const moved = [...homes]
      .filter(([channel, home]) => ownerOf(channel) !== home)
      .map(([channel]) => channel);
    for (const channel of moved) leaveHome(channel);
    if (moved.length > 0) {
      void add(moved).then((holds) => {
        if (holds) listeners.renewed(moved);
      });
    }
    for (const [address, { connection }] of shards) {
      if (masters.has(address) || [...homes.values()].includes(address)) continue;
      shards.delete(address);
      connection.disconnect();
    }
  }

  function ownerOf(channel: string): string | null {
    return cluster.slots[slotOf(channel)]?.[0] ?? null;
  }

  function leaveHome(channel: string): void {
    const home = homes.get(channel) ?? null;
    if (home !== null) shards.get(home)?.subscriptions.remove([channel]);
  }

  async function add(channels: readonly string[]): Promise<boolean> {
    const byOwner = new Map<string | null, string[]>();
    for (const channel of channels) {
      const owner = ownerOf(channel);
      homes.set(channel, owner);
      byOwner.set(owner, [...(byOwner.get(owner) ?? []), channel]);
    }
    const asked = [...byOwner].map(async ([owner, group]) =>
      owner === null ? false : shardAt(owner).subscriptions.add(group),
    );
    return (await Promise.all(asked)).every(Boolean);
  }

  cluster.on('refresh', follow);
  follow();
  return {
    add,
    remove(channels) {
      for (const channel of channels) {
        leaveHome(channel);
        homes.delete(channel);
      }
    },
    close() {
      cluster.off('refresh', follow);
      for (const { connection } of shards.values()) connection.disconnect();
    },
  };
}
