import { type AddressPolicy, createAddresses, isPublic } from './address.ts';

const production = { production: true, privateHosts: [] };
const at = (address: string) => [{ address, family: address.includes(':') ? 6 : 4 }];
const found = (policy: AddressPolicy, url: string, addresses: string[]) =>
  createAddresses(policy, async () => addresses.flatMap(at)).find(new URL(url));

const refused = [
  'http://hooks.example/', // not https
  'ws://hooks.example/',
  'gopher://hooks.example:6379/_FLUSHALL',
  'data:text/plain,hello',
  '//hooks.example/',
  'ftp://hooks.example/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'no address at all',
  '',
  'https://',
  'https://user@hooks.example/',
  'https://user:password@hooks.example/',
  'https://hooks.example/#part',
  'https://hooks.example:22/',
  'https://hooks.example:80/',
  'https://hooks.example:6379/',
  'https://127.0.0.1/',
  'https://127.1/',
  'https://0x7f.1/',
  'https://2130706433/',
  'https://0177.0.0.1/',
  'https://0x7f000001/',
  'https://0x7f.0x0.0x0.0x1/',
  'https://017700000001/',
  'https://127.0.1/',
  'https://127.0.0.1./',
  'https://0x0a.1.2.3/',
  'https://%31%32%37.0.0.1/',
  'https://①②⑦.0.0.1/',
  'https://1.1.1.1@127.0.0.1/',
  'https://hooks.example@/',
  'https://１２７.0.0.1/',
  'https://127。0。0。1/',
  'https://0/',
  'https://10.1.2.3/',
  'https://100.64.0.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.0.0.8/',
  'https://192.0.2.1/',
  'https://192.88.99.1/',
  'https://192.168.1.1/',
  'https://198.18.0.1/',
  'https://198.51.100.1/',
  'https://203.0.113.1/',
  'https://224.0.0.1/',
  'https://240.0.0.1/',
  'https://255.255.255.255/',
  'https://[::]/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:8.8.8.8]/',
  'https://[::ffff:7f00:1]/',
  'https://[::ffff:0:7f00:1]/',
  'https://[0:0:0:0:0:ffff:a00:1]/',
  'https://[::ffff:169.254.169.254]/',
  'https://[fe80::1%25eth0]/',
  'https://[::127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[64:ff9b:1::1]/',
  'https://[100::1]/',
  'https://[2001::1]/',
  'https://[2001:db8::1]/',
  'https://[2002:7f00:1::]/',
  'https://[3fff::1]/',
  'https://[5f00::1]/',
  'https://[fc00::1]/',
  'https://[fd12:3456::1]/',
  'https://[fe80::1]/',
  'https://[fec0::1]/',
  'https://[ff02::1]/',
];

it.each(refused)('production does not take %p', (url) => {
  expect(createAddresses(production).allows(url)).toBe(false);
});

it.each([
  'https://hooks.example/path?key=1',
  'https://hooks.example:8443/',
  'https://8.8.8.8/',
  'https://[2606:4700::1]/',
])('production takes %p', (url) => expect(createAddresses(production).allows(url)).toBe(true));

it('a public name is refused when any of its addresses is not public', async () => {
  const url = 'https://hooks.example/';
  expect(await found(production, url, ['93.184.216.34', '2606:4700::1'])).toHaveLength(2);
  for (const bad of ['127.0.0.1', '10.0.0.1', '::1', '::ffff:10.0.0.1', 'fe80::1', 'not an address']) {
    expect(await found(production, url, ['93.184.216.34', bad])).toBeNull();
  }
});

it('a host that the operator named may be private, on any port, by https', async () => {
  const policy = { production: true, privateHosts: ['push.internal', '10.0.0.5'] };
  const addresses = createAddresses(policy);
  expect(addresses.allows('https://push.internal:9443/')).toBe(true);
  expect(addresses.allows('https://PUSH.internal/')).toBe(true);
  expect(addresses.allows('https://10.0.0.5:9443/')).toBe(true);
  expect(addresses.allows('http://push.internal/')).toBe(false);
  expect(addresses.allows('https://other.internal:9443/')).toBe(false);
  expect(await found(policy, 'https://push.internal/', ['10.0.0.9'])).toEqual(at('10.0.0.9'));
  expect(await found(policy, 'https://other.internal/', ['10.0.0.9'])).toBeNull();
});

it('a node in one’s own network may be called by plain http, where that is meant and it is named', () => {
  const policy = { production: true, privateHosts: ['10.0.0.5', 'node.internal'], allowsPlainPrivate: true };
  const addresses = createAddresses(policy);
  expect(addresses.allows('http://10.0.0.5:8545/')).toBe(true);
  expect(addresses.allows('http://node.internal:8545/')).toBe(true);
  for (const url of [
    'http://10.0.0.6:8545/',
    'http://127.0.0.1:8545/',
    'ftp://10.0.0.5/',
    'http://a:b@10.0.0.5/',
  ])
    expect(addresses.allows(url)).toBe(false);
});

it('outside of production this machine may be called by plain http, and nothing else that is private', async () => {
  const policy = { production: false, privateHosts: [] };
  const addresses = createAddresses(policy);
  for (const url of ['http://127.0.0.1:4000/', 'http://localhost:4000/', 'http://[::1]:4000/']) {
    expect(addresses.allows(url)).toBe(true);
  }
  for (const url of [
    'http://192.168.1.1/',
    'https://10.0.0.1/',
    'http://hooks.example/',
    'http://127.0.0.2/',
  ]) {
    expect(addresses.allows(url)).toBe(false);
  }
  expect(await found(policy, 'https://hooks.example/', ['127.0.0.1'])).toBeNull();
});

it('knows what is no address', () => {
  for (const text of ['', 'hooks.example', '1.2.3', '::g', '127.0.0.1:80'])
    expect(isPublic(text)).toBe(false);
});
