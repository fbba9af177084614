import { callEndpoint } from '@haven/shared/browser/call-endpoint';
import { officialEndpoints } from '@haven/shared/http/official-endpoints';
import { findLinks, type Link } from '@haven/shared/links';

/** The links of a text. */
export function linksIn(text: string): readonly Link[] {
  return findLinks(text, (url) => (URL.canParse(url) ? new URL(url) : null));
}

/** The same with what the server's lists say of their hosts; as they are when it can not be asked. */
export async function judged(links: readonly Link[], inboxKey: string): Promise<readonly Link[]> {
  const hosts = [...new Set(links.map(({ host }) => host))].slice(0, 20);
  const answer = await callEndpoint(officialEndpoints.judgeHosts, { body: { inboxKey, hosts } });
  if (!answer.ok) return links;
  const known = new Map(answer.value.items.map(({ host, reasons }) => [host, reasons]));
  return links.map((link) => ({ ...link, reasons: [...link.reasons, ...(known.get(link.host) ?? [])] }));
}
