/** Keeps the visitor's session token in this frame: local storage, or memory where storage is blocked. */
export type TokenStore = {
  get(): string | null;
  set(token: string): void;
  clear(): void;
};

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Makes the store of one inbox. `storage` is asked anew each time, because touching it may throw. */
export function createTokenStore(inboxKey: string, storage: () => Storage): TokenStore {
  const name = `haven.${inboxKey}.session`;
  let inMemory: string | null = null;

  function attempt<T>(action: (storage: Storage) => T): T | null {
    try {
      return action(storage());
    } catch {
      return null;
    }
  }

  return {
    // Storage first: another tab may have opened the session meanwhile.
    get: () => attempt((kept) => kept.getItem(name)) ?? inMemory,
    set(token) {
      inMemory = token;
      attempt((kept) => kept.setItem(name, token));
    },
    clear() {
      inMemory = null;
      attempt((kept) => kept.removeItem(name));
    },
  };
}
