import { type Contact, type ContactKind, contactMaxChars, type Platform } from './contact.ts';
import { isHostListed, type ParseUrl } from './hosts.ts';
import { asAscii, foldText } from './phishing/fold.ts';

const hostsOfPlatforms: Record<string, Platform> = {
  't.me': 'telegram',
  'telegram.me': 'telegram',
  'x.com': 'x',
  'twitter.com': 'x',
  'wa.me': 'whatsapp',
  'instagram.com': 'instagram',
  'youtube.com': 'youtube',
};

/**
 * Reads a contact as people write it; null when it is none. A handle needs its @ or its address, everything else that
 * has a dot is a website; phone numbers are international, since +1 and +44 share all others.
 */
export function readContact(typed: string, parse: ParseUrl): Contact | null {
  const text = typed
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .trim();
  if (text === '' || text.length > contactMaxChars) return null;
  const handle = /^@([\p{L}\p{N}_.]{2,40})$/u.exec(text)?.[1];
  if (handle !== undefined) return { kind: 'handle', platform: '', value: handle.toLowerCase() };
  const email = /^(?:mailto:)?([^\s@/]{1,64})@([^\s@/]+\.[^\s@/]+)$/i.exec(text);
  if (email) {
    const host = parse(`https://${email[2]}`)?.hostname;
    return host ? { kind: 'email', platform: '', value: `${email[1]?.toLowerCase()}@${host}` } : null;
  }
  const digits = text
    .replace(/^tel:/i, '')
    .replace(/[\s().\-/]/g, '')
    .replace(/^00/, '+');
  if (/^\+?\d{7,15}$/.test(digits)) return { kind: 'phone', platform: '', value: digits };
  return websiteOrHandle(text, parse);
}

function websiteOrHandle(text: string, parse: ParseUrl): Contact | null {
  if (/\s/.test(text) || !text.includes('.')) return null;
  const url = parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  if (url === null || !/^https?:$/.test(url.protocol) || !url.hostname.includes('.')) return null;
  const host = url.hostname.replace(/\.$/, '');
  const platform = hostsOfPlatforms[host.replace(/^www\./, '')];
  const name = /^[^/]+:\/\/[^/]+\/@?([\w.]{2,40})\/?(?:[?#].*)?$/.exec(url.href)?.[1];
  if (platform !== undefined && name !== undefined && url.username === '')
    return { kind: 'handle', platform, value: name.toLowerCase() };
  return { kind: 'website', platform: '', value: host };
}

/** Whether a contact is one of the official ones. A website's value may be a rule such as `*.example.com`. */
export function isOfficial(contact: Contact, official: readonly Contact[]): boolean {
  return official.some((each) => {
    if (each.kind !== contact.kind) return false;
    switch (contact.kind) {
      case 'website':
        return (
          isHostListed(contact.value.replace(/^www\./, ''), [each.value]) ||
          isHostListed(contact.value, [each.value])
        );
      case 'handle':
        return (
          each.value === contact.value && (contact.platform === '' || each.platform === contact.platform)
        );
      case 'email':
      case 'phone':
        return each.value === contact.value;
    }
  });
}

/** The official contact that this one could be taken for, or null: look-alike letters, a few letters off, its name inside. */
export function looksLike(shown: string, contact: Contact, official: readonly Contact[]): string | null {
  const said = [shape(contact.value), shape(shown)];
  for (const { kind, value } of official) {
    const own = shape(value.replace(/^\*\./, ''));
    const name = nameOf(kind, own);
    const isNear = said.some((each) => {
      if (each === own || each.includes(own)) return true;
      if (kind === 'phone' || contact.kind === 'phone') return false;
      return (
        (name.length >= 4 && each.includes(name)) || (own.length >= 8 && editDistance(each, own, 2) <= 2)
      );
    });
    if (isNear) return value;
  }
  return null;
}

/** The part that people recognise: of `support.fernway.com` and of `help@fernway.com` it is `fernway`. */
function nameOf(kind: ContactKind, value: string): string {
  if (kind === 'handle' || kind === 'phone') return value;
  const labels = value.slice(value.indexOf('@') + 1).split('.');
  return labels.at(-2) ?? '';
}

/** Letters that look alike become one (UTS #39); compared on both sides alike. */
function shape(value: string): string {
  return asAscii(foldText(value))
    .replace(/[0o]/g, 'o')
    .replace(/[1il|]/g, 'l')
    .replace(/5/g, 's')
    .replace(/vv/g, 'w')
    .replace(/rn/g, 'm');
}

/** Levenshtein's distance, given up above `limit`. O(n × m). */
export function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const cost = left[i - 1] === right[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost));
    }
    row = next;
  }
  return row[right.length] ?? limit + 1;
}
