import * as z from 'zod/mini';

/** What is needed of a platform's `URL`, which this package does not have. */
export type ParsedUrl = {
  protocol: string;
  hostname: string;
  username: string;
  password: string;
  href: string;
};
/** Parses an absolute URL, as `new URL` does; null for what is none. */
export type ParseUrl = (url: string) => ParsedUrl | null;

/** Why a link deserves a second look, or is not opened at all (SAFE5). */
export const hostReasons = [
  'not_listed', // not in the inbox's list of hosts
  'scheme', // neither https nor http nor mailto
  'user_info', // name@host: what stands before the @ is no host
  'ip_address',
  'punycode', // letters beyond ASCII
  'mixed_script', // Latin beside Cyrillic or Greek in one word
  'invisible', // characters that nobody sees, or that turn the direction
  'confusable', // looks like an official host and is not it
  'near', // a few letters from a well-known host of the deny list
  'denied', // in the operator's deny list
] as const;
export const hostReasonSchema = z.enum(hostReasons);
export type HostReason = z.infer<typeof hostReasonSchema>;

/** `example.com` is that host alone, `*.example.com` is it and every host below it. In ASCII, small letters. */
export const hostRuleSchema = z
  .string()
  .check(
    z.maxLength(253),
    z.regex(/^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/),
  );

/** Whether a host, in ASCII, is covered by one of the rules. */
export function isHostListed(host: string, rules: readonly string[]): boolean {
  const name = host.replace(/\.$/, '');
  return rules.some((rule) =>
    rule.startsWith('*.') ? name === rule.slice(2) || name.endsWith(rule.slice(1)) : name === rule,
  );
}

const script = (name: string) => new RegExp(`\\p{Script=${name}}`, 'u');
const [latin, cyrillic, greek, armenian, cherokee] = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Armenian',
  'Cherokee',
].map(script);
const hidden = /\p{Default_Ignorable_Code_Point}|\p{Cc}/u;

/**
 * What is odd about a link as it was written, without a list: `written` is the text, `url` what a browser makes of it.
 * In the order of `hostReasons`.
 */
export function oddities(written: string, url: ParsedUrl): HostReason[] {
  const found: HostReason[] = [];
  if (!['https:', 'http:', 'mailto:'].includes(url.protocol)) found.push('scheme');
  if (url.protocol !== 'mailto:' && (url.username !== '' || url.password !== '')) found.push('user_info');
  if (/^\[|^\d+\.\d+\.\d+\.\d+$/.test(url.hostname)) found.push('ip_address');
  if (/(^|\.)xn--/.test(url.hostname)) found.push('punycode');
  const others = [cyrillic, greek, armenian, cherokee];
  if (labelsOf(written).some((label) => latin?.test(label) && others.some((other) => other?.test(label))))
    found.push('mixed_script');
  if (hidden.test(written)) found.push('invisible');
  return found;
}

function labelsOf(written: string): string[] {
  const host = written.replace(/^[a-z]+:\/*/i, '').split(/[/?#]/)[0] ?? '';
  return host.split(/[.。．@]/);
}
