import { LinkifyIt } from 'linkify-it';
import { type HostReason, isHostListed, oddities, type ParseUrl } from './hosts.ts';

export type Link = {
  /** UTF-16 offsets in the text. */
  start: number;
  end: number;
  /** As a browser would open it. */
  href: string;
  /** In ASCII; of an e-mail address what stands behind the @. */
  host: string;
  isEmail: boolean;
  reasons: HostReason[];
};

/** Top-level names beyond those of countries and the first ones that a link without a scheme may end with. */
const topLevel =
  'app,dev,xyz,top,site,online,tech,store,io,finance,support,help,live,link,click,vip,club,page,web3,wallet,exchange,trade,world,today,network,digital,cloud,space,website,shop,fun,life,services,center,chat,email,agency,capital,cash,money,fund,loan,credit,bank,bet,win,bid,download,zip,mov,icu,cyou,rest,work,art,blog,media,social,team,tools,zone,earth,global,group,ltd,inc,llc,one,run,name,mobi,asia,eth'.split(
    ',',
  );
const finder = new LinkifyIt({ fuzzyLink: true, fuzzyIP: true, urlAuth: true }).tlds(topLevel, true);
/** `tg://`, `javascript:`: what linkify does not look for. */
const otherScheme =
  /\b(?!https?:|ftp:|mailto:)[a-z][a-z0-9+.-]{1,20}:(?:\/\/|(?<=javascript:|data:|intent:|tel:|sms:))\S+/giu;

/** Every link of a text, with a scheme or without, in order; each with what is odd about it. `O(n)`. */
export function findLinks(text: string, parse: ParseUrl): Link[] {
  const links: Link[] = [];
  for (const { index, lastIndex, url, schema, raw } of matchesIn(text)) {
    const isEmail = schema === 'mailto:';
    // An e-mail address has the host of its domain, which only a URL with slashes is parsed for.
    const parsed = parse(isEmail ? `https://${raw.slice(raw.lastIndexOf('@') + 1)}` : url);
    if (parsed === null) continue;
    const reasons = oddities(raw, isEmail ? { ...parsed, protocol: 'mailto:' } : parsed);
    const href = isEmail ? url : parsed.href;
    links.push({ start: index, end: lastIndex, href, host: parsed.hostname, isEmail, reasons });
  }
  for (const { 0: raw, index } of text.matchAll(otherScheme)) {
    const scheme = raw.slice(0, raw.indexOf(':') + 1).toLowerCase();
    links.push({
      start: index,
      end: index + raw.length,
      href: '',
      host: scheme,
      isEmail: false,
      reasons: ['scheme'],
    });
  }
  return links.sort((left, right) => left.start - right.start);
}

/** A link may stand right behind a Chinese letter; and letters of a host may be Chinese: both readings count. */
function matchesIn(text: string) {
  const spaced = text.replace(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/gu,
    (char) => ' '.repeat(char.length),
  );
  const first = finder.match(text) ?? [];
  const isNew = (match: { index: number; lastIndex: number }) =>
    !first.some((each) => each.index < match.lastIndex && match.index < each.lastIndex);
  return [...first, ...(finder.match(spaced) ?? []).filter(isNew)];
}

/**
 * The first link of an agent's text that they may not send, with the reason; null when there is none (SAFE5). Also finds
 * what is written so that only a person reads it as a link: `example[.]com`, `hxxps://`, `example dot com`.
 */
export function findRefusedLink(
  text: string,
  hosts: readonly string[],
  parse: ParseUrl,
): { host: string; reason: HostReason } | null {
  for (const link of [...findLinks(text, parse), ...findLinks(unmasked(text), parse)]) {
    // Letters beyond ASCII are fine in a host that was listed in its xn-- form.
    const reason = link.reasons.find((each) => each !== 'punycode');
    if (reason !== undefined) return { host: link.host, reason };
    if (!isHostListed(link.host, hosts)) return { host: link.host, reason: 'not_listed' };
  }
  return null;
}

const dot = String.raw`(?:\.|。|．|dot|punto|点|點)`;
const maskedDot = new RegExp(
  String.raw`\s*[[({<]\s*${dot}\s*[\])}>]\s*|(?<=[\p{L}\p{N}])\s+dot\s+(?=[\p{L}\p{N}])`,
  'giu',
);

function unmasked(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(maskedDot, '.')
    .replace(/(?<=[a-z0-9])\s*[。．]\s*(?=[a-z])/gi, '.')
    .replace(
      /(?<=[a-z0-9])\s+\.\s*(?=[a-z]{2,})|(?<=[a-z0-9])\.\s+(?=(?:com|org|net|io|app|xyz|top|vip|me|cc)\b)/gi,
      '.',
    )
    .replace(/\bh(?:xx|\*\*|tt)ps?\s*:\s*\/\s*\/\s*/gi, 'https://');
}
