import { readSentinels } from './redis-sentinels.ts';

it('reads sentinels, the group, the account of its servers and what the sentinels ask for', () => {
  expect(
    readSentinels('redis+sentinel://haven:p%40ss@one:26380,two,[::1]:26381/wallet/2?sentinelPassword=a%26b'),
  ).toEqual({
    hosts: [
      { host: 'one', port: 26_380 },
      { host: 'two', port: 26_379 },
      { host: '::1', port: 26_381 },
    ],
    name: 'wallet',
    username: 'haven',
    password: 'p@ss',
    db: 2,
    sentinelPassword: 'a&b',
    isEncrypted: false,
  });
  expect(readSentinels('rediss+sentinel://one/wallet')).toMatchObject({
    hosts: [{ host: 'one', port: 26_379 }],
    password: '',
    db: 0,
    isEncrypted: true,
  });
});

it.each([
  'redis://one:6379/0',
  'redis+sentinel://one:26379',
  'redis+sentinel://one:26379/',
  'redis+sentinel://one:26379/wallet/second',
  'redis+sentinel://one:26379,/wallet',
  'redis+sentinel://one:99999/wallet',
  'redis+sentinel:///wallet',
  'redis+sentinel://u:100%@one/wallet',
])('refuses %s', (text) => {
  expect(readSentinels(text)).toBeNull();
});
