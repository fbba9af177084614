import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { agentEndpoints } from '@haven/shared/http/agent-endpoints';
import type { Endpoint } from '@haven/shared/http/define';
import { visitorEndpoints } from '@haven/shared/http/visitor-endpoints';
import { type Call, codeOf, openAdmin, openVisitor, upload } from './api.ts';

let url: string;
let cookie: string;
let adminCall: Call;
let visitorCall: Call;
beforeAll(async () => {
  const { admin, url: base } = await openAdmin();
  url = base;
  cookie = admin.cookie;
  adminCall = admin.call;
  visitorCall = (await openVisitor(url)).call;
}, 180_000);

const nobody = '00000000-0000-7000-8000-000000000000';
const pathOf = (path: string) => path.replace(':id', nobody).replace(':key', 'no_such.key');

type Case = Pick<Endpoint, 'method' | 'path'> & {
  query?: Endpoint['query'];
  name: string;
  asVisitor: boolean;
};
const listed = [
  ...Object.entries(visitorEndpoints).map(([name, endpoint]) => ({ name, asVisitor: true, ...endpoint })),
  ...Object.entries(agentEndpoints).map(([name, endpoint]) => ({ name, asVisitor: false, ...endpoint })),
  ...Object.entries(adminEndpoints).map(([name, endpoint]) => ({ name, asVisitor: false, ...endpoint })),
];
const withBody: Case[] = listed.filter(({ body }) => body !== null);
const withQuery: Case[] = listed.filter(({ query }) => query !== null);

const badBodies: [string, unknown][] = [
  ['empty', {}],
  ['a list', []],
  ['unknown keys alone', { nonsense: true, __proto__2: 1 }],
  ['an object where a text is due', withEvery({ $ne: null })],
  ['a list where a text is due', withEvery([['x']])],
  ['numbers', withEvery(7)],
  ['nulls', withEvery(null)],
  ['texts of 4,100 characters', withEvery('x'.repeat(4_100))],
  ['texts that the database cannot store', withEvery('a\u0000b')],
  ['half a character', withEvery('\ud800')],
];

/** Every field that any endpoint knows, with one value. */
function withEvery(value: unknown): Record<string, unknown> {
  const fields = [
    'email',
    'password',
    'current',
    'next',
    'inboxKey',
    'key',
    'name',
    'label',
    'title',
    'body',
  ];
  return Object.fromEntries(
    [...fields, 'shortcut', 'role', 'teamIds', 'languages'].map((field) => [field, value]),
  );
}

async function send(
  { method, path, asVisitor }: Case,
  body: string,
  type = 'application/json',
): Promise<Response> {
  const headers = { origin: url, 'content-type': type, ...(asVisitor ? {} : { cookie }) };
  return fetch(`${url}${pathOf(path)}`, { method, headers, body });
}

describe.each(withBody)('$name', (endpoint) => {
  test.each(badBodies)('answers invalid to %s', async (_kind, body) => {
    const response = await send(endpoint, JSON.stringify(body));
    expect({ status: response.status, body: await response.json() }).toEqual({
      status: 400,
      body: { error: expect.objectContaining({ code: 'invalid' }) as unknown },
    });
  });

  test('answers invalid to what is no JSON, and to binary', async () => {
    for (const body of ['', '{', '"text"', 'null', '\u0000\u0001', '{"a":1}}']) {
      expect((await send(endpoint, body)).status).toBe(400);
    }
  });

  test('answers too_large beyond 64 KiB', async () => {
    const response = await send(endpoint, JSON.stringify({ email: 'x'.repeat(70_000) }));
    expect(response.status).toBe(413);
  });
});

test.each(withQuery)(
  '$name answers invalid to a bad query',
  async ({ method, path, query: schema, asVisitor }) => {
    const call = asVisitor ? visitorCall : adminCall;
    const queries = [
      // No filter at all is a query too, where there are filters alone.
      ...(schema?.safeParse({}).success ? [] : ['']),
      '?nonsense=1',
      '?language=xx&q=a',
      '?language[$ne]=en&q[]=a',
      `?language=en&q=${'x'.repeat(201)}`,
    ];
    for (const query of [...queries, '?q=a&q=b&language=en&language=en', '?language=en&q=a&more=1']) {
      expect(codeOf(await call(method, `${pathOf(path)}${query}`))).toBe('invalid');
    }
  },
);

describe('an id that nothing has', () => {
  const targets = listed.filter(({ path, method }) => /:(id|key)/.test(path) && method === 'DELETE');

  test.each(targets)('$name: malformed and missing are answered alike', async ({ method, path }) => {
    for (const id of [
      nobody,
      'x',
      '1',
      `${nobody}0`,
      nobody.toUpperCase().replace(/0/g, 'A'),
      '..%2F..',
      '%00',
      '%F0%9F',
    ]) {
      const reply = await adminCall(method, path.replace(/:id|:key/, id));
      // A path that can't even be decoded is refused before any route is looked up.
      expect(reply.body).toEqual({
        error: { code: id === '%F0%9F' ? 'invalid' : 'not_found', message: expect.any(String) as string },
      });
    }
  });

  test('an inbox, as profile, search and session', async () => {
    for (const key of ['nope', 'Demo', 'demo%00', '%E6%B5%8B']) {
      expect(codeOf(await visitorCall('GET', `/api/inboxes/${key}?language=en`))).toBe('not_found');
      expect(codeOf(await visitorCall('GET', `/api/inboxes/${key}/faq?language=en&q=a`))).toBe('not_found');
    }
    expect(codeOf(await visitorCall('POST', '/api/visitor/session', { inboxKey: 'nope' }))).toBe('not_found');
  });

  test('an unknown path of the API is JSON as well', async () => {
    expect(codeOf(await visitorCall('GET', '/api/nothing'))).toBe('not_found');
    expect(codeOf(await visitorCall('POST', '/api/inboxes/demo', {}))).toBe('not_found');
  });
});

test('an upload without a file, or not in multipart, is invalid', async () => {
  const path = '/api/agent/attachments';
  expect(
    codeOf(await upload(url, path, { cookie }, [{ field: 'other', name: 'a.png', bytes: Buffer.from('x') }])),
  ).toBe('invalid');
  for (const type of ['application/json', 'multipart/form-data', 'multipart/form-data; boundary=']) {
    const response = await send({ name: '', method: 'POST', path, asVisitor: false }, '{}', type);
    expect(response.status).toBe(400);
  }
});
