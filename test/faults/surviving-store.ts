import { createMemoryStore, type OutboxStore } from '@haven/shared/browser/outbox-store';
import type { Id } from '@haven/shared/ids';

/**
 * What stands for a device's storage: it outlives pages. Each page opens it; when the page is thrown away its hands are
 * taken off, so that whatever a dead page still does reaches nothing.
 */
export function createSurvivingStore() {
  const device = createMemoryStore();
  const kept = new Set<Id>();
  return {
    pending: () => kept.size,
    /** `onRemove` is told of an item before it goes. */
    open(onRemove: (clientMessageId: Id) => void): { store: OutboxStore; letGo: () => void } {
      let isOpen = true;
      return {
        store: {
          all: async () => (isOpen ? device.all() : []),
          async append(item) {
            if (!isOpen) return;
            kept.add(item.clientMessageId);
            await device.append(item);
          },
          async update(item) {
            if (!isOpen) return;
            // It failed for good: kept for its author, and nothing that is waited for.
            if (item.failure !== null) kept.delete(item.clientMessageId);
            await device.update(item);
          },
          async remove(clientMessageId) {
            if (!isOpen) return;
            onRemove(clientMessageId);
            kept.delete(clientMessageId);
            await device.remove(clientMessageId);
          },
          async clear() {
            if (!isOpen) return;
            kept.clear();
            await device.clear();
          },
        },
        letGo() {
          isOpen = false;
        },
      };
    },
  };
}
