import { isIPv6 } from 'node:net';

const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * Whom a limit by address counts. An IPv6 subscriber has a whole /64 and could take a new address for every guess, so
 * these count as one; an IPv4 address is itself, also where the socket shows it within an IPv6 one.
 */
export function addressKey(address: string): string {
  const plain = mapped.exec(address)?.[1];
  if (plain !== undefined || !isIPv6(address)) return plain ?? address;
  const [head = '', tail] = address.replace(/%.*$/, '').toLowerCase().split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  const network = [...first, ...zeros, ...last].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${network.join(':')}::/64`;
}
