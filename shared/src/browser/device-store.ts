import type { OutboxItem } from '../outbox-item.ts';
import { openOutboxDatabase, type OutboxDatabase, type Ownership } from './outbox-database.ts';
import { createMemoryStore, type OutboxStore } from './outbox-store.ts';

export type DeviceStoreDeps = {
  /** What shares nothing with others on this origin: the console, or one inbox. */
  scope: string;
  /** Who writes at this moment; null while nobody does. It is written beside the items, so it must be no secret. */
  owner: () => Promise<string | null>;
  /** Something waits that a reload would lose: storage is blocked, full or broken. Told once. */
  onBlocked: () => void;
  /** The browser's database. Asked for each time, because touching it may throw. */
  factory?: () => IDBFactory;
};

/** A database that does not answer within this is as good as blocked (some webviews never answer). */
const patienceMs = 5_000;

/**
 * Keeps the outbox on the device (LIVE4), and in memory where that does not work. What an earlier owner left in the
 * scope is deleted before the first use, so that nobody else on the device sees or sends it.
 */
export function createDeviceStore(deps: DeviceStoreDeps): OutboxStore {
  const { scope, owner, onBlocked, factory = () => indexedDB } = deps;
  // The same as on the device as far as this page knows: it takes over when the device fails.
  let memory = createMemoryStore();
  let isBlocked = false;
  let isTold = false;
  let database: Promise<OutboxDatabase> | null = null;
  let claimedBy: string | null = null;
  let last: Promise<unknown> = Promise.resolve();

  async function claim(who: string): Promise<OutboxDatabase> {
    database ??= openOutboxDatabase(factory());
    const opened = await database;
    if (claimedBy !== who) {
      if (claimedBy !== null) memory = createMemoryStore();
      await opened.keepOnly({ scope, owner: who });
      claimedBy = who;
    }
    return opened;
  }

  async function attempt<T>(work: (database: OutboxDatabase, whose: Ownership) => Promise<T>, who: string) {
    try {
      return await work(await claim(who), { scope, owner: who });
    } catch {
      // iOS drops the connection of a page that was in the background; a new one works.
      void database?.then(
        (dropped) => dropped.close(),
        () => undefined,
      );
      database = null;
      return await work(await claim(who), { scope, owner: who });
    }
  }

  /** What the device answers, or undefined when nobody writes or it does not work. Its turn is after earlier ones. */
  function onDevice<T>(
    work: (database: OutboxDatabase, whose: Ownership) => Promise<T>,
    inMemory: (store: OutboxStore) => Promise<T>,
  ): Promise<T> {
    // Asked now: by the time of its turn the session may have ended.
    const asked = isBlocked ? Promise.resolve(null) : owner();
    asked.catch(() => undefined);
    const turn = last.then(async () => {
      let answer: { value: T } | null = null;
      try {
        const who = isBlocked ? null : await asked;
        if (who !== null) answer = { value: await within(patienceMs, attempt(work, who)) };
      } catch {
        isBlocked = true;
      }
      const kept = await inMemory(memory);
      if (isBlocked && !isTold && (await memory.all()).length > 0) {
        isTold = true;
        onBlocked();
      }
      return answer === null ? kept : answer.value;
    });
    last = turn;
    return turn;
  }

  return {
    all: () =>
      onDevice(
        async (opened, whose) => {
          const items = await opened.all(whose);
          memory = createMemoryStore(items);
          return items;
        },
        async (store) => [...(await store.all())],
      ),
    append: (item: OutboxItem) =>
      onDevice(
        (opened, whose) => opened.append(whose, item),
        (store) => store.append(item),
      ),
    update: (item: OutboxItem) =>
      onDevice(
        (opened, whose) => opened.update(whose, item),
        (store) => store.update(item),
      ),
    remove: (clientMessageId) =>
      onDevice(
        (opened, whose) => opened.remove(whose, clientMessageId),
        (store) => store.remove(clientMessageId),
      ),
    clear() {
      const mine = claimedBy;
      return onDevice(
        // Another tab may have begun a new session: claiming has deleted the old items, and the new ones stay.
        async (opened, whose) => {
          if (mine === null || mine === whose.owner) await opened.clear(whose);
        },
        (store) => store.clear(),
      );
    },
  };
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer')), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
