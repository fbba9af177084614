import { createMemoryStore, type OutboxStore } from '@haven/shared/browser/outbox';

/**
 * What stands for a device's storage: it outlives pages. Each page opens it; when the page is thrown away its hands are
 * taken off, so that whatever a dead page still does reaches nothing.
 */
export function createSurvivingStore() {
  const device = createMemoryStore();
  return {
    pending: () => device.all().length,
    open(): { store: OutboxStore; letGo: () => void } {
      let isOpen = true;
      return {
        store: {
          all: () => (isOpen ? device.all() : []),
          put: (item) => isOpen && device.put(item),
          remove: (clientMessageId) => isOpen && device.remove(clientMessageId),
        },
        letGo() {
          isOpen = false;
        },
      };
    },
  };
}
