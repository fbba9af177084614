import { inboxKeyOf, originOf } from './place.ts';

describe('place', () => {
  it.each([
    ['/widget/demo/', 'demo'],
    ['/widget/my-wallet', 'my-wallet'],
    ['/widget/', null],
    ['/widget/UPPER/', null],
    ['/widget/a/b/', null],
    ['/widget/-a/', null],
  ])('reads the inbox of %s as %s', (path, key) => {
    expect(inboxKeyOf(path)).toBe(key);
  });

  it('reads an origin out of a referrer, and nothing out of nonsense', () => {
    expect(originOf('https://wallet.example/some/page?x=1')).toBe('https://wallet.example');
    expect(originOf('')).toBeNull();
    expect(originOf('data:text/html,x')).toBeNull();
  });
});
