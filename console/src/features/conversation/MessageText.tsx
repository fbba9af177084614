import type { HostReason } from '@haven/shared/hosts';
import type { Link } from '@haven/shared/links';
import { Unlink } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useStrings } from '../../live/console-context.tsx';
import { classNames } from '../../ui/class-names.ts';

const loadLinks = () => import('@haven/shared/links');
/** What is worth loading the finder for. */
const mayHoldLink = /[^\s.]\.[^\s.]|:\/\/|@|。/u;

/** A message as text. Links of visitors are no links here: each is shown with where it would lead and what is odd (SAFE5). */
export function MessageText({ text, isStaff }: { text: string; isStaff: boolean }) {
  const links = useLinks(text);
  if (links.length === 0) return text;
  const parts = [];
  let end = 0;
  for (const link of links) {
    if (link.start < end) continue;
    parts.push(text.slice(end, link.start));
    const written = text.slice(link.start, link.end);
    parts.push(
      isStaff && link.href !== '' ? (
        <a
          key={link.start}
          href={link.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="underline"
        >
          {written}
        </a>
      ) : (
        <InertLink key={link.start} written={written} link={link} />
      ),
    );
    end = link.end;
  }
  return [...parts, text.slice(end)];
}

/** What looks odd enough to be said aloud; a host that is merely in no list is what every visitor's link is. */
const odd: readonly HostReason[] = ['punycode', 'ip_address'];

function InertLink({ written, link }: { written: string; link: Link }) {
  const { safety } = useStrings();
  const isBad = link.reasons.some((reason) => !odd.includes(reason));
  return (
    <span className="rounded-xs bg-muted px-1 [box-decoration-break:clone]">
      <span dir="ltr">{written.replace(/\p{Default_Ignorable_Code_Point}/gu, '')}</span>
      <span
        title={safety.inertLink(link.host)}
        className={classNames('ml-1 text-xs', isBad ? 'text-danger' : 'text-ink-2')}
      >
        <Unlink size={12} aria-hidden className="mr-1 inline" />
        <span className="sr-only">{safety.inertLink(link.host)}</span>
        <span aria-hidden className="font-mono">
          {link.host}
        </span>
        {link.reasons.length > 0 && ` · ${link.reasons.map((reason) => safety.reasons[reason]).join(', ')}`}
      </span>
    </span>
  );
}

function useLinks(text: string): readonly Link[] {
  const [links, setLinks] = useState<readonly Link[]>([]);
  useEffect(() => {
    let isCurrent = true;
    if (!mayHoldLink.test(text)) setLinks([]);
    else
      void loadLinks().then(
        ({ findLinks }) =>
          isCurrent && setLinks(findLinks(text, (url) => (URL.canParse(url) ? new URL(url) : null))),
        () => undefined,
      );
    return () => {
      isCurrent = false;
    };
  }, [text]);
  return links;
}
