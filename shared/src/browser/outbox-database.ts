import type { OutboxItem } from '../outbox-item.ts';

/** Whose items: `scope` is the console or one inbox, `owner` the person; neither is a secret. */
export type Ownership = { scope: string; owner: string };

/** One kept item. `order` is given by the database and grows over all tabs, so that it is the order of writing. */
type Row = Ownership & { order: number; clientMessageId: string; item: OutboxItem };

const databaseName = 'haven.outbox';
const databaseVersion = 1;
const itemsName = 'items';

export type OutboxDatabase = Awaited<ReturnType<typeof openOutboxDatabase>>;

/** Opens the outbox's database, one for all of an origin's pages. Rejects where storage is blocked. */
export async function openOutboxDatabase(factory: IDBFactory) {
  const opening = factory.open(databaseName, databaseVersion);
  opening.onupgradeneeded = () => {
    const items = opening.result.createObjectStore(itemsName, { keyPath: 'order', autoIncrement: true });
    items.createIndex('scope', 'scope');
    items.createIndex('owner', ['scope', 'owner']);
    items.createIndex('id', ['scope', 'owner', 'clientMessageId'], { unique: true });
  };
  const database = await answerOf(opening);
  // A later version of this code in another tab must not wait for this one.
  database.onversionchange = () => database.close();

  /** Runs one transaction and resolves when it is kept. */
  async function change(work: (items: IDBObjectStore) => Promise<unknown>): Promise<void> {
    const transaction = database.transaction(itemsName, 'readwrite');
    const end = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
    });
    await Promise.all([work(transaction.objectStore(itemsName)), end]);
  }

  return {
    async all({ scope, owner }: Ownership): Promise<OutboxItem[]> {
      const items = database.transaction(itemsName).objectStore(itemsName);
      // Keys of an index are ordered by the primary key, which is the order of writing.
      const rows = await answerOf<Row[]>(items.index('owner').getAll([scope, owner]));
      return rows.map(({ item }) => item);
    },
    append: (whose: Ownership, item: OutboxItem) =>
      change(async (items) => {
        const { clientMessageId } = item;
        const order = await keyOf(items, whose, clientMessageId);
        if (order !== undefined) await answerOf(items.delete(order));
        await answerOf(items.add({ ...whose, clientMessageId, item }));
      }),
    update: (whose: Ownership, item: OutboxItem) =>
      change(async (items) => {
        const { clientMessageId } = item;
        const order = await keyOf(items, whose, clientMessageId);
        if (order !== undefined) await answerOf(items.put({ ...whose, order, clientMessageId, item }));
      }),
    remove: (whose: Ownership, clientMessageId: string) =>
      change(async (items) => {
        const order = await keyOf(items, whose, clientMessageId);
        if (order !== undefined) await answerOf(items.delete(order));
      }),
    /** Deletes what belongs to one owner of the scope. */
    clear: ({ scope, owner }: Ownership) =>
      change((items) => deleteRows(items, scope, (row) => row.owner === owner)),
    /** Deletes what earlier owners of the scope left: nobody else on this device may see or send it. */
    keepOnly: ({ scope, owner }: Ownership) =>
      change((items) => deleteRows(items, scope, (row) => row.owner !== owner)),
    close: () => database.close(),
  };
}

function keyOf(items: IDBObjectStore, { scope, owner }: Ownership, clientMessageId: string) {
  return answerOf(items.index('id').getKey([scope, owner, clientMessageId]));
}

async function deleteRows(
  items: IDBObjectStore,
  scope: string,
  isMeant: (row: Row) => boolean,
): Promise<void> {
  const rows = await answerOf<Row[]>(items.index('scope').getAll(scope));
  await Promise.all(rows.filter(isMeant).map(({ order }) => answerOf(items.delete(order))));
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('refused'));
  });
}
