import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

export type Address = { address: string; family: number };
/** Every address of a host name; rejects when there is none. */
export type Resolve = (host: string) => Promise<Address[]>;

export type AddressPolicy = {
  /** Outside of production plain http to this machine is allowed, to try things out. */
  production: boolean;
  /** Hosts that may be private, as the operator named them; in small letters. */
  privateHosts: readonly string[];
  /** Named hosts may be called by plain http too, as nodes in one's own network are. */
  allowsPlainPrivate?: boolean;
};

/** What may be called, and where it is. */
export type Addresses = ReturnType<typeof createAddresses>;

/** Ports of https that a stranger's server listens on; a named private host may choose. */
const publicPorts: ReadonlySet<string> = new Set(['', '443', '8443']);
const loopbackHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1']);

/**
 * Decides where requests may go, so that nobody who may set an address reaches what only this server can (SSRF): https to
 * public addresses. Whatever else an operator wants is named in WEBHOOK_PRIVATE_HOSTS and CHAIN_PRIVATE_HOSTS.
 */
export function createAddresses(
  { production, privateHosts, allowsPlainPrivate = false }: AddressPolicy,
  resolve: Resolve = (host) => lookup(host, { all: true }),
) {
  const isNamed = (host: string) => privateHosts.includes(host);
  const isOwnMachine = (host: string) => !production && loopbackHosts.has(host);

  return {
    /** Whether an address may be called as far as it can be seen without asking where its host is. */
    allows(text: string): boolean {
      if (!URL.canParse(text)) return false;
      const url = new URL(text);
      const host = hostOf(url);
      if (url.username !== '' || url.password !== '' || url.hash !== '') return false;
      if (isOwnMachine(host)) return url.protocol === 'https:' || url.protocol === 'http:';
      if (isNamed(host) && allowsPlainPrivate && url.protocol === 'http:') return true;
      if (url.protocol !== 'https:') return false;
      if (isNamed(host)) return true;
      return publicPorts.has(url.port) && (isIP(host) === 0 || isPublic(host));
    },

    /**
     * Where a host is: what is connected to must be one of these and nothing that is asked again, or a name could
     * change its mind in between. Null when any of its addresses may not be called; rejects when it has none.
     */
    async find(url: URL): Promise<Address[] | null> {
      const host = hostOf(url);
      const family = isIP(host);
      const found = family === 0 ? await resolve(host) : [{ address: host, family }];
      const mayBePrivate = isNamed(host) || isOwnMachine(host);
      return mayBePrivate || found.every(({ address }) => isPublic(address)) ? found : null;
    },
  };
}

/** The host without the brackets of IPv6. WHATWG URLs have already turned `0x7f.1` into `127.0.0.1`. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
}

/** IPv4 that is not unicast on the public internet: IANA's registry of special purposes, multicast, reserved. */
const special = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  special.addSubnet(net, bits);
}

/** IPv6 is the other way round: 2000::/3 alone is given out, which leaves out mapped, translated and local ones. */
const given = new BlockList();
given.addSubnet('2000::', 3, 'ipv6');
/** … but for Teredo and its neighbours, documentation, and 6to4, which hides an IPv4 address. */
const specialGiven = new BlockList();
specialGiven.addSubnet('2001::', 23, 'ipv6');
specialGiven.addSubnet('2001:db8::', 32, 'ipv6');
specialGiven.addSubnet('2002::', 16, 'ipv6');
specialGiven.addSubnet('2620:4f:8000::', 48, 'ipv6');
specialGiven.addSubnet('3fff::', 20, 'ipv6');

/** Whether an IP address is unicast and public. */
export function isPublic(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address);
    case 6:
      return given.check(address, 'ipv6') && !specialGiven.check(address, 'ipv6');
    default:
      return false;
  }
}
