import type { Id } from '../ids.ts';
import type { OutboxItem } from '../outbox-item.ts';

/**
 * Where the outbox keeps its items, oldest first (LIVE4). A promise resolves when what was asked is kept; none ever
 * rejects. What was asked earlier happens earlier. Tabs of one person share one store.
 */
export type OutboxStore = {
  all(): Promise<readonly OutboxItem[]>;
  /** Adds an item at the end; one of the same id moves there. */
  append(item: OutboxItem): Promise<void>;
  /** Changes an item in its place; nothing when it is gone. */
  update(item: OutboxItem): Promise<void>;
  remove(clientMessageId: Id): Promise<void>;
  /** Forgets everything of this person. */
  clear(): Promise<void>;
};

/** Keeps items in memory: they survive every reconnect, not a reload. Begins with `first`. */
export function createMemoryStore(first: readonly OutboxItem[] = []): OutboxStore {
  const items = new Map(first.map((item) => [item.clientMessageId, item]));
  return {
    all: async () => [...items.values()],
    async append(item) {
      items.delete(item.clientMessageId);
      items.set(item.clientMessageId, item);
    },
    async update(item) {
      if (items.has(item.clientMessageId)) items.set(item.clientMessageId, item);
    },
    remove: async (clientMessageId) => void items.delete(clientMessageId),
    clear: async () => items.clear(),
  };
}
