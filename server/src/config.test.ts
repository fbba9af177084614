import { readFileSync } from 'node:fs';
import { packagePath } from './package-path.ts';
import { type Config, readConfig } from './config.ts';
import { type Setting, settings } from './settings.ts';

function valid(env: Record<string, string>): Config {
  const result = readConfig(env);
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.value;
}

function problems(env: Record<string, string>): string[] {
  const result = readConfig(env);
  return result.ok ? [] : result.problems;
}

const native = { DATABASE_URL: 'postgres://u:hidden@db/haven', REDIS_URL: 'redis://:hidden@cache:6379/0' };

it('nothing set is a demo on loopback with embedded engines', () => {
  const config = valid({});
  expect(config).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    publicUrl: 'http://127.0.0.1:3000',
    production: false,
    databaseUrl: undefined,
    redisUrl: undefined,
    seedDemo: true,
    drainMs: 3_000,
    ownOrigins: ['http://127.0.0.1:3000'],
  });
});

it('an empty variable counts as unset', () => {
  expect(valid({ PORT: '', DATABASE_URL: ' ' })).toEqual(valid({}));
});

it('lists every problem at once, and what is right instead', () => {
  const found = problems({
    PORT: 'eighty',
    LOG_LEVEL: 'loud',
    AGENT_GRACE_MS: '1000',
    NODE_ENV: 'production',
  });
  expect(found).toEqual([
    'PORT is "eighty": Port to listen on, 1 to 65535.',
    expect.stringMatching(/^LOG_LEVEL is "loud": /),
    'DATABASE_URL: production needs PostgreSQL (or ALLOW_EMBEDDED=1).',
    'REDIS_URL: production needs Redis or Valkey (or ALLOW_EMBEDDED=1).',
    'AGENT_GRACE_MS must not be shorter than AGENT_LEASE_MS.',
  ]);
});

it('never repeats a secret in a problem', () => {
  const found = problems({ DATABASE_URL: 'mysql://u:hidden@db/haven', REDIS_URL: 'http://:hidden@cache' });
  expect(found).toHaveLength(2);
  expect(found.join()).not.toContain('hidden');
});

it.each([
  ['PORT', '0'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '80.5'],
  ['HOST', 'two words'],
  ['PUBLIC_URL', 'haven.example'],
  ['PUBLIC_URL', 'ftp://haven.example'],
  ['PUBLIC_URL', 'https://haven.example/support'],
  ['PUBLIC_URL', 'https://user:word@haven.example'],
  ['DATABASE_URL', 'haven'],
  ['REDIS_URL', 'localhost:6379'],
  ['REDIS_URL', 'redis://one:6379,redis://two:6379'],
  ['REDIS_URL', 'redis+sentinel://one:26379,two:26379'],
  ['SEED_DEMO', 'perhaps'],
  ['TRUST_PROXY', 'true'],
  ['ALLOWED_ORIGINS', 'https://a.example,b.example'],
  ['DRAIN_MS', '3s'],
  ['RATE_LIMIT_SCALE', '0'],
])('refuses %s=%s', (name, value) => {
  expect(problems({ [name]: value })).toEqual([expect.stringContaining(name)]);
});

it('production runs on both native engines, without demo data and with a longer drain', () => {
  const config = valid({ ...native, NODE_ENV: 'production' });
  expect(config).toMatchObject({ production: true, seedDemo: false, drainMs: 20_000 });
});

it('production on embedded engines must be allowed, and demo data in production asked for', () => {
  const config = valid({ NODE_ENV: 'production', ALLOW_EMBEDDED: '1', SEED_DEMO: '1' });
  expect(config).toMatchObject({ production: true, seedDemo: true, drainMs: 3_000 });
});

describe('the session cookie never crosses a network in the clear', () => {
  it.each([
    ['another address', { HOST: '0.0.0.0' }],
    ['a plain public address', { PUBLIC_URL: 'http://haven.example' }],
    ['both', { HOST: '0.0.0.0', PUBLIC_URL: 'http://10.0.0.5:3000' }],
    ['every address of version 6', { HOST: '::' }],
  ])('%s without https is refused', (_name, env) => {
    expect(problems(env)).toEqual([expect.stringContaining('set PUBLIC_URL to the https address')]);
  });

  it.each([
    ['a proxy with https in front', { HOST: '0.0.0.0', PUBLIC_URL: 'https://haven.example/' }],
    [
      'a container whose port is published on loopback',
      { HOST: '0.0.0.0', PUBLIC_URL: 'http://127.0.0.1:3000' },
    ],
    ['loopback of version 6', { HOST: '::1' }],
    ['the name localhost', { HOST: 'localhost' }],
  ])('%s is allowed', (_name, env) => {
    expect(problems(env)).toEqual([]);
  });

  it('the name of another machine that begins like loopback is not loopback', () => {
    expect(problems({ PUBLIC_URL: 'http://127.0.0.1.example' })).toHaveLength(1);
  });
});

it('own origins are the public one and the further ones, each once, without a path', () => {
  const config = valid({
    PUBLIC_URL: 'https://haven.example',
    ALLOWED_ORIGINS: 'https://haven.example/, https://help.example:8443',
  });
  expect(config.ownOrigins).toEqual(['https://haven.example', 'https://help.example:8443']);
});

it('.env.example is the list of settings', () => {
  const expected = Object.entries(settings).map(([name, setting]) => describeSetting(name, setting));
  const text = readFileSync(packagePath('../.env.example'), 'utf8');
  expect(text.trimEnd().split('\n\n').slice(1)).toEqual(expected);
});

function describeSetting(name: string, { description, preset }: Setting): string {
  return `# ${description}\n#${name}=${preset}`;
}
