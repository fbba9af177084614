import { readRedisAddress } from './redis-address.ts';

it('reads sentinels, the group, the account of its servers and what the sentinels ask for', () => {
  expect(
    readRedisAddress(
      'redis+sentinel://haven:p%40ss@one:26380,two,[::1]:26381/wallet/2?sentinelPassword=a%26b',
    ),
  ).toEqual({
    kind: 'sentinels',
    servers: [
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
  expect(readRedisAddress('rediss+sentinel://one/wallet')).toMatchObject({
    servers: [{ host: 'one', port: 26_379 }],
    password: '',
    db: 0,
    isEncrypted: true,
  });
});

it('reads the servers of a cluster, and the account of the first for all', () => {
  expect(readRedisAddress('rediss://haven:p%40ss@[::1]:7000/0,two:7001,[fd00::3]:7002')).toEqual({
    kind: 'cluster',
    servers: [
      { host: '::1', port: 7_000 },
      { host: 'two', port: 7_001 },
      { host: 'fd00::3', port: 7_002 },
    ],
    username: 'haven',
    password: 'p@ss',
    isEncrypted: true,
  });
  expect(readRedisAddress('redis://one,two:7001')).toMatchObject({
    servers: [{ port: 6_379 }, { port: 7_001 }],
  });
});

it('leaves one server to the client, with what it says besides', () => {
  const url = 'redis://:p%40ss@[::1]:6379/0?family=6';
  expect(readRedisAddress(url)).toEqual({ kind: 'one', url });
});

it.each([
  'http://one:6379',
  'localhost:6379',
  'redis://u:100%@one:6379/0',
  'redis://u:100%@one:6379,two:6379',
  'redis://one:6379,two',
  'redis://one:6379,redis://two:6379',
  'redis://one:6379,two:99999',
  'redis+sentinel://one:26379',
  'redis+sentinel://one:26379/',
  'redis+sentinel://one:26379/wallet/second',
  'redis+sentinel://one:26379,/wallet',
  'redis+sentinel://one:99999/wallet',
  'redis+sentinel:///wallet',
  'redis+sentinel://u:100%@one/wallet',
])('refuses %s', (text) => {
  expect(readRedisAddress(text)).toBeNull();
});
