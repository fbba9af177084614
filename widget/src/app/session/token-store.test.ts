import { createTokenStore } from './token-store.ts';

function storage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
  };
}

describe('session token', () => {
  it('is kept per inbox and wiped whole', () => {
    const kept = storage();
    const tokens = createTokenStore('demo', () => kept);
    tokens.set('secret');
    expect(createTokenStore('demo', () => kept).get()).toBe('secret');
    expect(createTokenStore('other', () => kept).get()).toBeNull();
    tokens.clear();
    expect([tokens.get(), kept.items.size]).toEqual([null, 0]);
  });

  it('knows whose it is once it was exchanged, and forgets all of it', () => {
    const kept = storage();
    const tokens = createTokenStore('demo', () => kept);
    tokens.set('anonymous');
    expect([tokens.owner(), tokens.visitorId()]).toEqual([null, null]);
    tokens.exchange({ token: 'exchanged', visitorId: 'v1', owner: 'o1' });
    const other = createTokenStore('demo', () => kept);
    expect([other.get(), other.owner(), other.visitorId()]).toEqual(['exchanged', 'o1', 'v1']);
    other.clear();
    expect([other.get(), other.owner(), other.visitorId(), kept.items.size]).toEqual([null, null, null, 0]);
  });

  it('lives in memory where storage is blocked', () => {
    const tokens = createTokenStore('demo', () => {
      throw new Error('blocked');
    });
    tokens.set('secret');
    expect(tokens.get()).toBe('secret');
    tokens.clear();
    expect(tokens.get()).toBeNull();
  });
});
