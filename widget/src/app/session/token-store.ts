/**
 * Keeps the visitor's session in this frame: its token, and whose it is. Local storage, or memory where storage is
 * blocked.
 */
export type TokenStore = {
  get(): string | null;
  /** A token of the person who was there before, if anybody was. */
  set(token: string): void;
  /** Whose the outbox is, by another name than the token's, once the session was exchanged; else null. */
  owner(): string | null;
  /** Who the host says it is; null for an anonymous session. */
  visitorId(): string | null;
  /** Takes the place of the session before, for the same person: what they wrote stays theirs. */
  exchange(next: { token: string; visitorId: string; owner: string }): void;
  clear(): void;
};

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Makes the store of one inbox. `storage` is asked anew each time, because touching it may throw. */
export function createTokenStore(inboxKey: string, storage: () => Storage): TokenStore {
  const names = ['session', 'owner', 'visitor'] as const;
  type Name = (typeof names)[number];
  let inMemory: Partial<Record<Name, string>> = {};
  const nameOf = (name: Name) => `haven.${inboxKey}.${name}`;

  function attempt<T>(action: (storage: Storage) => T): T | null {
    try {
      return action(storage());
    } catch {
      return null;
    }
  }

  // Storage first: another tab may have opened the session meanwhile.
  const read = (name: Name) => attempt((kept) => kept.getItem(nameOf(name))) ?? inMemory[name] ?? null;

  function write(name: Name, value: string): void {
    inMemory[name] = value;
    attempt((kept) => kept.setItem(nameOf(name), value));
  }

  return {
    get: () => read('session'),
    set: (token) => write('session', token),
    owner: () => read('owner'),
    visitorId: () => read('visitor'),
    exchange({ token, visitorId, owner }) {
      write('owner', owner);
      write('visitor', visitorId);
      write('session', token);
    },
    clear() {
      inMemory = {};
      for (const name of names) attempt((kept) => kept.removeItem(nameOf(name)));
    },
  };
}
