import { randomInt, randomUUID, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import { inspectText } from '@haven/shared/guarded-text';
import type { InboxIdentity } from '@haven/shared/http/identity-endpoints';
import { type TokenProblem, tokenProblems } from '@haven/shared/identity';
import { callsTo, type Reply } from '../http/api.ts';
import {
  type Claims,
  createHostKey,
  encode,
  honestClaims,
  type Header,
  signHs256,
  signWith,
  tokenOf,
} from '../support/host-signer.ts';
import { phrase, shortPhrase, wif } from '../support/secrets.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let other: World;
let secret: string;
const ec = createHostKey('ec');
const ed = createHostKey('ed25519');
const stranger = createHostKey('ec');

const admin = () => callsTo(world.url, { cookie: world.admin });
const keysPath = (of: World) => `/api/admin/inboxes/${of.inbox.id}/identity-keys`;

async function addKey(of: World, kid: string, algorithm: string, publicKey: string | null): Promise<Reply> {
  return admin()('POST', keysPath(of), { kid, algorithm, publicKey });
}

beforeAll(async () => {
  const { url } = await useSharedServer();
  [world, other] = [await createWorld(url), await createWorld(url)];
  secret = String((await addKey(world, 'hs', 'HS256', null)).body['secret']);
  await addKey(world, 'es', 'ES256', ec.publicPem);
  await addKey(world, 'ed', 'EdDSA', ed.publicPem);
  await addKey(other, 'es', 'ES256', stranger.publicPem);
  const { body } = await addKey(world, 'old', 'ES256', ec.publicPem);
  await admin()('DELETE', `/api/admin/identity-keys/${(body['key'] as { id: string }).id}`);
  await admin()('POST', `/api/admin/inboxes/${world.inbox.id}/identity-debug`, { isOn: true });
});
afterAll(() => {
  world?.close();
  other?.close();
});

const identify = (token: unknown, headers: Record<string, string> = {}, inboxKey = world.inbox.key) =>
  callsTo(world.url, headers)('POST', '/api/visitor/identity', { inboxKey, token });

const claims = (changes: Claims = {}): Claims => ({ ...honestClaims(world.inbox.key, 'user-1'), ...changes });
const without = (name: string): Claims =>
  Object.fromEntries(Object.entries(claims()).filter(([key]) => key !== name));
const seconds = () => Math.floor(Date.now() / 1_000);

const hs = (payload: unknown, header: Header = {}) =>
  tokenOf({ alg: 'HS256', kid: 'hs', ...header }, payload, (text) => signHs256(text, secret));
const es = (payload: unknown, header: Header = {}, key = ec) =>
  tokenOf({ alg: 'ES256', kid: 'es', ...header }, payload, (text) => signWith(text, key));
const eddsa = (payload: unknown, header: Header = {}) =>
  tokenOf({ alg: 'EdDSA', kid: 'ed', ...header }, payload, (text) => signWith(text, ed));

describe('what a host signs', () => {
  it.each([
    ['HS256', hs],
    ['ES256', es],
    ['EdDSA', eddsa],
  ])('%s is exchanged for a session', async (_name, signed) => {
    const { status, body } = await identify(signed(claims(), { typ: 'JWT' }));
    expect([status, body['visitor']]).toEqual([200, 'other']);
    const bearer = { authorization: `Bearer ${String(body['token'])}` };
    expect((await callsTo(world.url, bearer)('DELETE', '/api/visitor/session')).status).toBe(200);
  });

  it('[SAFE1] is exchanged whatever its letters happen to spell: they are no text, and a browser can not ask', async () => {
    const sub = spellingKey();
    expect(await inspectText(es(claims({ sub })))).toMatchObject({ verdict: 'ask', kind: 'private_key' });
    expect((await identify(es(claims({ sub })))).status).toBe(200);
  });

  it('of a hundred exchanges of one token at once, one succeeds', async () => {
    const token = es(claims());
    const replies = await Promise.all(Array.from({ length: 100 }, () => identify(token)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = replies.filter(({ status }) => status !== 200);
    // A server that is asked a hundred things at once may ask some to come back.
    for (const { body } of refused)
      expect(['unauthenticated', 'busy', 'rate_limited']).toContain(
        String((body['error'] as Claims)['code']),
      );
  });
});

describe('what the page for developers shows', () => {
  const page = readFileSync(fileURLToPath(new URL('../../docs/embedding.md', import.meta.url)), 'utf8');

  it('is a token that is exchanged', async () => {
    const [, snippet = ''] = /```js\n(import \{ randomUUID, sign \}[\s\S]*?)```/.exec(page) ?? [];
    const body = snippet
      .replace(/^import .*$/m, '')
      .replace('export function', 'return function')
      .replace("'wallet-2026'", "'es'")
      .replace("'wallet'", `'${world.inbox.key}'`);
    const make = compileFunction(body, ['randomUUID', 'sign', 'Buffer']) as (
      ...given: unknown[]
    ) => (user: object, privateKey: unknown) => string;
    const supportToken = make(randomUUID, sign, Buffer);
    const user = { id: 'user-of-the-page', name: 'Lin', addresses: ['0xabc'] };
    expect((await identify(supportToken(user, ec.privateKey))).status).toBe(200);
  });

  it('names every problem', () => {
    expect(tokenProblems.filter((problem) => !page.includes(`\`${problem}\``))).toEqual([]);
  });
});

type Attack = [name: string, token: () => unknown | Promise<unknown>, problem: TokenProblem];

/** The middle of a signature changed, so that no spare bits of its last letter are hit. */
function flipped(token: string): string {
  const [header, payload, signature = ''] = token.split('.');
  const at = Math.floor(signature.length / 2);
  return `${header}.${payload}.${signature.slice(0, at)}${signature[at] === 'A' ? 'B' : 'A'}${signature.slice(at + 1)}`;
}

const derOf = (text: string) => sign('sha256', Buffer.from(text), ec.privateKey);
const unsigned = (alg: string) => tokenOf({ alg, kid: 'hs' }, claims(), () => '');
const usedBefore = async () => {
  const token = es(claims());
  await identify(token);
  return token;
};
const sameJti = async () => {
  const jti = randomUUID();
  await identify(hs(claims({ jti })));
  return eddsa(claims({ jti, sub: 'user-2' }));
};

const attacks: Attack[] = [
  ['nothing', () => '', 'malformed'],
  ['no dots', () => 'token', 'malformed'],
  ['two parts', () => es(claims()).split('.').slice(0, 2).join('.'), 'malformed'],
  ['four parts', () => `${es(claims())}.AAAA`, 'malformed'],
  ['five parts (JWE)', () => jwe(), 'malformed'],
  ['blanks around', () => ` ${es(claims())} `, 'malformed'],
  ['a line end', () => `${es(claims())}\n`, 'malformed'],
  ['padding', () => `${es(claims())}==`, 'malformed'],
  ['plain base64', () => base64Of(es(claims({ name: '???>>>???' }))), 'malformed'],
  ['spare bits in the signature', () => withSpareBits(es(claims())), 'malformed'],
  ['no signature', () => `${es(claims()).split('.').slice(0, 2).join('.')}.`, 'malformed'],
  ['a header that is no JSON', () => tokenOf('{', claims(), (text) => signWith(text, ec)), 'malformed'],
  ['a header that is a list', () => tokenOf([], claims(), (text) => signWith(text, ec)), 'malformed'],
  ['a header that is null', () => tokenOf('null', claims(), (text) => signWith(text, ec)), 'malformed'],
  ['a payload that is no JSON', () => es('claims'), 'malformed'],
  ['a payload that is a list', () => es([claims()]), 'malformed'],
  [
    'a payload that is no UTF-8',
    () => es(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])),
    'malformed',
  ],

  ['alg none', () => unsigned('none').replace(/\.$/, '.AAAA'), 'algorithm'],
  ['alg None', () => unsigned('None').replace(/\.$/, '.AAAA'), 'algorithm'],
  ['alg NONE', () => unsigned('NONE').replace(/\.$/, '.AAAA'), 'algorithm'],
  ['alg nOnE', () => unsigned('nOnE').replace(/\.$/, '.AAAA'), 'algorithm'],
  ['no alg', () => tokenOf({ kid: 'es' }, claims(), (text) => signWith(text, ec)), 'header'],
  ['an alg that is a list', () => es(claims(), { alg: ['ES256'] }), 'header'],
  ['RS256', () => es(claims(), { alg: 'RS256' }), 'algorithm'],
  ['ES384', () => es(claims(), { alg: 'ES384' }), 'algorithm'],
  ['ES256K', () => es(claims(), { alg: 'ES256K' }), 'algorithm'],
  ['HS512 with the right secret', () => hs512(), 'algorithm'],
  ['es256 in small letters', () => es(claims(), { alg: 'es256' }), 'algorithm'],
  ['HS256 with the public key as secret', () => confused(ec.publicPem, 'es'), 'algorithm'],
  ['HS256 with the public key of EdDSA as secret', () => confused(ed.publicPem, 'ed'), 'algorithm'],
  ['HS256 with a public key, under the kid of the secret', () => confused(ec.publicPem, 'hs'), 'signature'],
  ['ES256 under the kid of the secret', () => es(claims(), { kid: 'hs' }), 'algorithm'],
  ['ES256 under the kid of EdDSA', () => es(claims(), { kid: 'ed' }), 'algorithm'],

  ['no kid', () => tokenOf({ alg: 'ES256' }, claims(), (text) => signWith(text, ec)), 'header'],
  ['an unknown kid', () => es(claims(), { kid: 'next' }), 'unknown_key'],
  ['a retired kid', () => es(claims(), { kid: 'old' }), 'unknown_key'],
  ['a kid with SQL', () => es(claims(), { kid: "es' or '1'='1" }), 'header'],
  ['a kid that is a path', () => es(claims(), { kid: '../../dev/null' }), 'header'],
  ['a kid that is a number', () => es(claims(), { kid: 1 }), 'header'],
  ['jku', () => es(claims(), { jku: 'https://evil.example/keys' }), 'header'],
  ['x5u', () => es(claims(), { x5u: 'https://evil.example/cert' }), 'header'],
  [
    'jwk in the header',
    () => es(claims(), { jwk: stranger.privateKey.export({ format: 'jwk' }) }, stranger),
    'header',
  ],
  ['crit', () => es(claims(), { crit: ['exp'] }), 'header'],
  ['b64 false', () => es(claims(), { b64: false, crit: ['b64'] }), 'header'],
  ['zip', () => es(claims(), { zip: 'DEF' }), 'header'],
  ['a token in a token', () => es(es(claims()), { cty: 'JWT' }), 'malformed'],
  ['typ of an access token', () => es(claims(), { typ: 'at+jwt' }), 'header'],

  ['the wrong key', () => es(claims(), {}, stranger), 'signature'],
  ['the wrong secret', () => confused('x'.repeat(43), 'hs'), 'signature'],
  ['an empty secret', () => confused('', 'hs'), 'signature'],
  ['one bit of the signature', () => flipped(es(claims())), 'signature'],
  ['one bit of HS256', () => flipped(hs(claims())), 'signature'],
  ['another payload', () => swapped(es(claims()), es(claims({ sub: 'admin' }))), 'signature'],
  ['half of the signature', () => halved(es(claims())), 'signature'],
  ['half of an HMAC', () => halved(hs(claims())), 'signature'],
  ['a signature of zeros', () => zeros(es(claims())), 'signature'],
  ['DER instead of r and s', () => tokenOf({ alg: 'ES256', kid: 'es' }, claims(), derOf), 'signature'],
  ['the key of another inbox', () => es(claims(), {}, stranger), 'signature'],

  ['another inbox', () => es(claims({ aud: other.inbox.key })), 'audience'],
  ['an id instead of the key', () => es(claims({ aud: world.inbox.id })), 'audience'],
  ['several inboxes', () => es(claims({ aud: [world.inbox.key, other.inbox.key] })), 'claims'],
  ['this inbox in a list', () => es(claims({ aud: [world.inbox.key] })), 'claims'],
  ['this inbox in capitals', () => es(claims({ aud: world.inbox.key.toUpperCase() })), 'audience'],
  ['no aud', () => es(without('aud')), 'claims'],
  ['no sub', () => es(without('sub')), 'claims'],
  ['no jti', () => es(without('jti')), 'claims'],
  ['no iat', () => es(without('iat')), 'claims'],
  ['no exp', () => es(without('exp')), 'claims'],
  ['an empty sub', () => es(claims({ sub: '' })), 'claims'],
  ['a blank sub', () => es(claims({ sub: ' ' })), 'claims'],
  ['a sub with a blank at its end', () => es(claims({ sub: 'user-1 ' })), 'claims'],
  ['a sub that looks like another', () => es(claims({ sub: 'usеr-1' })), 'claims'],
  ['a sub of 129', () => es(claims({ sub: 'u'.repeat(129) })), 'claims'],
  ['a sub that is an object', () => es(claims({ sub: { $ne: null } })), 'claims'],
  ['a sub that is a number', () => es(claims({ sub: 1 })), 'claims'],
  ['a short jti', () => es(claims({ jti: '1' })), 'claims'],
  ['an exp that is text', () => es(claims({ exp: String(seconds() + 60) })), 'claims'],
  ['an exp without end', () => es(encodeRaw({ exp: '1e999' })), 'claims'],
  ['a negative iat', () => es(claims({ iat: -1 })), 'claims'],
  ['expired', () => es(claims({ iat: seconds() - 400, exp: seconds() - 61 })), 'expired'],
  ['not yet issued', () => es(claims({ iat: seconds() + 90, exp: seconds() + 300 })), 'not_yet_valid'],
  ['not before later', () => es(claims({ nbf: seconds() + 90 })), 'not_yet_valid'],
  ['good for eleven minutes', () => es(claims({ exp: seconds() + 660 })), 'lives_too_long'],
  ['good for a year', () => es(claims({ exp: seconds() + 31_536_000 })), 'lives_too_long'],
  ['ends before it begins', () => es(claims({ iat: seconds() + 30, exp: seconds() + 20 })), 'lives_too_long'],
  ['a name of 61', () => es(claims({ name: 'n'.repeat(61) })), 'claims'],
  ['a name that is an object', () => es(claims({ name: { html: '<b>' } })), 'claims'],
  ['a name of support', () => es(claims({ name: 'Fernway Support' })), 'reserved_name'],
  ['a name that looks like it', () => es(claims({ name: 'Suppοrt' })), 'reserved_name'],
  ['a Chinese name of support', () => es(claims({ name: '官方客服' })), 'reserved_name'],
  ['21 addresses', () => es(claims({ addresses: Array.from({ length: 21 }, String) })), 'claims'],
  ['a key in place of an address', () => es(claims({ addresses: ['0xabc', wif] })), 'secret'],
  ['a recovery phrase for a name', () => es(claims({ name: shortPhrase })), 'secret'],
  ['a recovery phrase in place of the token', () => phrase, 'malformed'],
  ['an e-mail with a line', () => es(claims({ email: 'a@b.example\nBcc: c@d.example' })), 'claims'],

  ['a second time', usedBefore, 'used_before'],
  ['its jti in another token by another key', sameJti, 'used_before'],
];

/** A user whose claims look, in base64, like the beginning of a Bitcoin key behind a sign that is no letter. */
function spellingKey(): string {
  const letters = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ123456789';
  for (;;) {
    const rest = Array.from({ length: 45 }, () => letters[randomInt(letters.length)]).join('');
    for (const shift of ['', 'x', 'xx']) {
      const sub = `${shift}?/P${rest}`;
      if (/[-_](?:K[w-z]|L[1-5])[1-9A-HJ-NP-Za-km-z]{50}/.test(encode(claims({ sub })))) return sub;
    }
  }
}

function encodeRaw(raw: Record<string, string>): string {
  const text = JSON.stringify(claims());
  const [[name, value] = ['', '']] = Object.entries(raw);
  return text.replace(new RegExp(`"${name}":\\d+`), `"${name}":${value}`);
}
const base64Of = (token: string) =>
  token
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('base64').replaceAll('=', ''))
    .join('.');
const confused = (key: string, kid: string) =>
  tokenOf({ alg: 'HS256', kid }, claims(), (text) => signHs256(text, key));
const hs512 = () =>
  tokenOf({ alg: 'HS512', kid: 'hs' }, claims(), (text) => signHs256(text, secret, 'sha512'));
const swapped = (token: string, by: string) =>
  [token.split('.')[0], by.split('.')[1], token.split('.')[2]].join('.');
const zeros = (token: string) => `${token.split('.').slice(0, 2).join('.')}.${encode('\0'.repeat(64))}`;
function halved(token: string): string {
  const [header, payload, signature = ''] = token.split('.');
  return `${header}.${payload}.${signature.slice(0, (signature.length >> 3) * 4)}`;
}
/** The last letter holds bits that stand for nothing: another letter reads the same to whoever does not look. */
function withSpareBits(token: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = letters.indexOf(token.at(-1) ?? 'A');
  return token.slice(0, -1) + letters[last ^ 1];
}
/** Five parts: header, encrypted key, nonce, ciphertext, tag. */
const jwe = () => `${encode({ alg: 'dir', enc: 'A256GCM', kid: 'hs' })}..AAAA.AAAA.AAAA`;

describe('attacks on what a host signs', () => {
  it('are at least sixty', () => expect(attacks.length).toBeGreaterThanOrEqual(60));

  it.each(attacks)('%s', async (_name, make, problem) => {
    const { status, body } = await identify(await make());
    expect([status, body]).toEqual([
      401,
      { error: expect.objectContaining({ code: 'unauthenticated', details: { problem } }) as unknown },
    ]);
  });

  it.each([
    ['a list of tokens', () => [es(claims())]],
    ['null', () => null],
    ['a NUL in it', () => `${es(claims())}\0`],
    ['a token of a megabyte', () => es(claims({ sub: 'u'.repeat(40_000) }))],
  ])('%s is no input at all', async (_name, make) => {
    expect((await identify(make())).status).toBe(400);
  });

  it('a host’s token is no session, and says nothing in an address', async () => {
    const token = es(claims());
    const asSession = await callsTo(world.url, { authorization: `Bearer ${token}` })(
      'DELETE',
      '/api/visitor/session',
    );
    expect(asSession.status).toBe(401);
    const inAddress = await callsTo(world.url)('POST', `/api/visitor/identity?token=${token}`, {
      inboxKey: world.inbox.key,
    });
    expect(inAddress.status).toBe(400);
  });

  it('is told nothing more than that, unless an administrator debugs the inbox, for an hour', async () => {
    const path = `/api/admin/inboxes/${world.inbox.id}/identity-debug`;
    await admin()('POST', path, { isOn: false });
    const { body } = await identify(es(claims(), {}, stranger));
    expect(body).toEqual({ error: { code: 'unauthenticated', message: 'unauthenticated' } });
    const on = (await admin()('POST', path, { isOn: true })).body as unknown as InboxIdentity;
    const minutes = (Date.parse(on.debugUntil ?? '') - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(59);
    expect(minutes).toBeLessThanOrEqual(60);
  });
});
