/** Sentinels, and which of the groups that they watch is Haven's. */
export type RedisSentinels = {
  hosts: readonly { host: string; port: number }[];
  /** Of the group. */
  name: string;
  /** Of the servers, whose account is never the sentinels' own. */
  username: string;
  password: string;
  db: number;
  /** '' where they ask for none. */
  sentinelPassword: string;
  isEncrypted: boolean;
};

/** A percent sign that stands for itself can't be told from one that begins a code. */
const brokenCode = /%(?![0-9a-f]{2})/i;
const pattern = /^redis(s?)\+sentinel:\/\/((?:[^@/]*@)?[^@,/]+)((?:,[^@,/]+)*)(\/.+)$/;

/**
 * Reads `redis+sentinel://user:password@one:26379,two:26379/name/0?sentinelPassword=…`, `rediss+sentinel` where all of them
 * are encrypted. Null for anything else.
 */
export function readSentinels(text: string): RedisSentinels | null {
  const [, encrypted, first = '', others = '', path = ''] = pattern.exec(text) ?? [];
  const addresses = [`${first}${path}`, ...others.split(',').slice(1)].map((each) => `redis://${each}`);
  if (first === '' || brokenCode.test(text) || !addresses.every((each) => URL.canParse(each))) return null;
  const urls = addresses.map((each) => new URL(each));
  const [url] = urls;
  const [, name, db] = /^\/([^/]+)(?:\/(\d{1,4}))?$/.exec(url?.pathname ?? '') ?? [];
  if (!url || name === undefined || urls.some(({ hostname }) => hostname === '')) return null;
  return {
    hosts: urls.map(({ hostname, port }) => ({
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port: Number(port || 26_379),
    })),
    name: decodeURIComponent(name),
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    db: Number(db ?? 0),
    sentinelPassword: url.searchParams.get('sentinelPassword') ?? '',
    isEncrypted: encrypted === 's',
  };
}
