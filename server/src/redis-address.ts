type Server = { host: string; port: number };
/** '' where there is none. */
export type RedisAccount = { username: string; password: string; isEncrypted: boolean };

/** Servers of a cluster; the rest of them is found. */
export type RedisCluster = RedisAccount & { servers: readonly Server[] };

/** Sentinels, and which of the groups that they watch is Haven's. */
export type RedisSentinels = RedisAccount & {
  /** The sentinels; the account is that of the servers. */
  servers: readonly Server[];
  /** Of the group. */
  name: string;
  db: number;
  sentinelPassword: string;
};

export type RedisAddress =
  | { kind: 'one'; url: string }
  | ({ kind: 'cluster' } & RedisCluster)
  | ({ kind: 'sentinels' } & RedisSentinels);

/** A percent sign that stands for itself can't be told from one that begins a code. */
const brokenCode = /%(?![0-9a-f]{2})/i;
const sentinelsPattern = /^redis(s?)\+sentinel:\/\/((?:[^@/]*@)?[^@,/]+)((?:,[^@,/]+)*)(\/.+)$/;

/** What REDIS_URL names; null for what is no such address. */
export function readRedisAddress(text: string): RedisAddress | null {
  if (brokenCode.test(text)) return null;
  return readSentinels(text) ?? (text.includes(',') ? readCluster(text) : readOne(text));
}

function readOne(url: string): RedisAddress | null {
  return isServer(url) ? { kind: 'one', url } : null;
}

const isServer = (url: string) => /^rediss?:\/\//.test(url) && URL.canParse(url);

/** `redis://user:password@one:6379,two:6379`: scheme and account of the first are those of all. */
function readCluster(text: string): RedisAddress | null {
  const [first = '', ...others] = text.split(',');
  if (!isServer(first) || others.some((other) => !/^[^\s/@]+:\d+$/.test(other))) return null;
  const addresses = [first, ...others.map((other) => `redis://${other}`)];
  if (!addresses.every((address) => URL.canParse(address))) return null;
  const urls = addresses.map((address) => new URL(address));
  return {
    kind: 'cluster',
    servers: urls.map((each) => serverOf(each, 6379)),
    ...accountOf(urls[0]),
    isEncrypted: urls[0]?.protocol === 'rediss:',
  };
}

/**
 * `redis+sentinel://user:password@one:26379,two:26379/name/0?sentinelPassword=…`; `rediss+sentinel` where all of them are
 * encrypted.
 */
function readSentinels(text: string): RedisAddress | null {
  const [, encrypted, first = '', others = '', path = ''] = sentinelsPattern.exec(text) ?? [];
  const addresses = [`${first}${path}`, ...others.split(',').slice(1)].map((each) => `redis://${each}`);
  if (first === '' || !addresses.every((each) => URL.canParse(each))) return null;
  const urls = addresses.map((each) => new URL(each));
  const [url] = urls;
  const [, name, db] = /^\/([^/]+)(?:\/(\d{1,4}))?$/.exec(url?.pathname ?? '') ?? [];
  if (!url || name === undefined || urls.some(({ hostname }) => hostname === '')) return null;
  return {
    kind: 'sentinels',
    servers: urls.map((each) => serverOf(each, 26_379)),
    name: decodeURIComponent(name),
    ...accountOf(url),
    db: Number(db ?? 0),
    sentinelPassword: url.searchParams.get('sentinelPassword') ?? '',
    isEncrypted: encrypted === 's',
  };
}

function serverOf({ hostname, port }: URL, preset: number): Server {
  // In an address IPv6 stands in brackets, to a socket it does not.
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port || preset) };
}

function accountOf(url: URL | undefined): Pick<RedisAccount, 'username' | 'password'> {
  return {
    username: decodeURIComponent(url?.username ?? ''),
    password: decodeURIComponent(url?.password ?? ''),
  };
}
