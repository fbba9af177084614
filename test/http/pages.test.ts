import { readdir } from 'node:fs/promises';
import { packagePath } from '@haven/server/package-path';
import { openAdmin, unique } from './api.ts';
import { useSharedServer } from '../support/shared-server.ts';

let url: string;
beforeAll(async () => {
  ({ url } = await useSharedServer());
}, 180_000);

/** The headers that protect; the others (dates, lengths) differ from answer to answer. */
const watched = [
  'cache-control',
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'permissions-policy',
  'referrer-policy',
  'strict-transport-security',
  'x-content-type-options',
  'x-frame-options',
  'x-powered-by',
];

async function headersOf(path: string): Promise<Record<string, string>> {
  const response = await fetch(url + path, { redirect: 'manual' });
  const { headers } = response;
  await response.arrayBuffer();
  const entries = watched
    .map((name) => [name, headers.get(name)] as const)
    .filter(([, value]) => value !== null);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, (value ?? '').replaceAll(url.slice(7), 'HOST')]),
  );
}

const always = {
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
const page = { ...always, 'cross-origin-opener-policy': 'same-origin', 'x-frame-options': 'DENY' };
const data = { ...page, 'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox" };
const app =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; " +
  "connect-src 'self' ws://HOST; base-uri 'none'; form-action";

test.each([
  ['/healthz', { ...data, 'cache-control': 'no-store' }],
  ['/api/nothing', { ...data, 'cache-control': 'no-store' }],
  ['/api/inboxes/demo?language=en', { ...data, 'cache-control': 'public, max-age=60' }],
  ['/api/agent/session', { ...data, 'cache-control': 'no-store' }],
  ['/nothing/here', { ...data, 'cache-control': 'no-store' }],
  ['/widget/no-such-inbox/', { ...data, 'cache-control': 'no-store' }],
  [
    '/console/',
    {
      ...page,
      'cache-control': 'no-cache',
      'content-security-policy': `${app} 'self'; media-src 'self'; frame-ancestors 'none'`,
    },
  ],
  [
    '/widget/demo/',
    {
      ...always,
      'cache-control': 'no-cache',
      'content-security-policy': `${app} 'none'; frame-ancestors 'self'`,
    },
  ],
  [
    '/widget/v1/loader.js',
    { ...data, 'cross-origin-resource-policy': 'cross-origin', 'cache-control': 'public, max-age=300' },
  ],
])('%s has exactly the headers that it needs', async (path, expected) => {
  expect(await headersOf(path)).toEqual(expected);
});

test('the console is one page for every address below it, and no other site may frame it', async () => {
  for (const path of ['/console', '/console/', '/console/inbox/anything']) {
    const response = await fetch(url + path);
    expect([path, response.status, response.headers.get('content-type')]).toEqual([
      path,
      200,
      'text/html; charset=utf-8',
    ]);
  }
});

test("the widget may be framed by the inbox's own pages alone", async () => {
  const { admin } = await openAdmin();
  const { body } = await admin.call('GET', '/api/admin/inboxes');
  const demo = (body['items'] as { key: string }[]).find(({ key }) => key === 'demo') as Record<
    string,
    unknown
  >;
  const { id: _id, key: _key, ...fields } = demo;
  const key = unique('framed');
  const origins = ['https://wallet.example', 'https://app.wallet.example:8443'];
  await admin.call('POST', '/api/admin/inboxes', { ...fields, key, origins });
  const policy = (await headersOf(`/widget/${key}/`))['content-security-policy'];
  expect(policy?.split('; ').at(-1)).toBe(`frame-ancestors 'self' ${origins.join(' ')}`);
});

test.each([
  ['console', 'console/dist/assets', '/console/assets'],
  ['widget', 'widget/dist/app/assets', '/widget/assets'],
])('hashed files of the %s are kept for ever, and missing ones are not', async (_part, folder, path) => {
  const [file] = await readdir(packagePath(`../${folder}`));
  const found = await fetch(`${url}${path}/${file}`);
  expect([found.status, found.headers.get('cache-control')]).toEqual([
    200,
    'public, max-age=31536000, immutable',
  ]);
  const lost = await fetch(`${url}${path}/missing-0000.js`);
  expect([lost.status, lost.headers.get('cache-control')]).toEqual([404, 'no-store']);
});

test('hashed files are compressed for those who take it, and are the same for those who do not', async () => {
  const files = await readdir(packagePath('../console/dist/assets'));
  const script = files.find((file) => file.endsWith('.js'));
  const asked = async (encoding: string) => {
    const response = await fetch(`${url}/console/assets/${script}`, {
      headers: { 'accept-encoding': encoding },
    });
    const { headers } = response;
    return {
      text: await response.text(),
      headers: ['content-encoding', 'content-type', 'cache-control', 'vary'].map((name) => headers.get(name)),
    };
  };
  const [small, plain] = [await asked('gzip, br'), await asked('identity')];
  const rest = ['text/javascript; charset=utf-8', 'public, max-age=31536000, immutable', 'Accept-Encoding'];
  expect(small.headers).toEqual(['gzip', ...rest]);
  expect(plain.headers).toEqual([null, ...rest]);
  expect(small.text).toBe(plain.text);
});

test('nothing outside of the served folders is reached', async () => {
  const paths = [
    '/console/assets/..%2f..%2f..%2fpackage.json',
    '/console/..%2fpackage.json',
    '/widget/assets/%2e%2e/%2e%2e',
  ];
  for (const path of [
    ...paths,
    '/widget/..%2f..%2fpackage.json',
    '/.env',
    '/console/.build-stamp',
    '/..%2fdata',
  ]) {
    const text = await (await fetch(url + path)).text();
    expect(text).not.toMatch(/"name": "@?haven/);
  }
});

test('the demo page is at the root while there is a demo inbox', async () => {
  const response = await fetch(`${url}/`);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(response.headers.get('content-security-policy')).toContain("frame-src 'self'");
});

test('the process tells that it is alive, and that it is ready', async () => {
  expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ alive: true });
  const ready = await fetch(`${url}/readyz`);
  expect(await ready.json()).toEqual({ ready: true, database: true, redis: true, draining: false });
});
