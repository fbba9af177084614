import type { HostReason } from '@haven/shared/hosts';
import { officialEndpoints } from '@haven/shared/http/official-endpoints';
import type { Id } from '@haven/shared/ids';
import type { Link } from '@haven/shared/links';
import { useQuery } from '@tanstack/react-query';
import { Unlink } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useStrings } from '../../live/console-context.tsx';
import { fetchFrom } from '../../live/queries.ts';
import { classNames } from '../../ui/class-names.ts';
import { withHashes } from './HashButton.tsx';

const loadLinks = () => import('@haven/shared/links');
/** What is worth loading the finder for. */
const mayHoldLink = /[^\s.]\.[^\s.]|:\/\/|@|。/u;

type Props = { text: string; inboxId: Id; isStaff: boolean };

/** A message as text. Links of visitors are no links here: each is shown with where it would lead and what is odd (SAFE5). */
export function MessageText({ text, inboxId, isStaff }: Props) {
  const links = useLinks(text);
  const judged = useJudgement(isStaff ? [] : links, inboxId);
  if (links.length === 0) return withHashes(text);
  const parts = [];
  let end = 0;
  for (const link of links) {
    if (link.start < end) continue;
    parts.push(withHashes(text.slice(end, link.start)));
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
        <InertLink key={link.start} written={written} link={link} known={judged.get(link.host) ?? []} />
      ),
    );
    end = link.end;
  }
  return [...parts, withHashes(text.slice(end))];
}

/** What looks odd enough to be said aloud; a host that is merely in no list is what every visitor's link is. */
const odd: readonly HostReason[] = ['punycode', 'ip_address'];

type InertProps = { written: string; link: Link; known: readonly HostReason[] };

function InertLink({ written, link, known }: InertProps) {
  const { official } = useStrings();
  const reasons = [...link.reasons, ...known];
  const isBad = reasons.some((reason) => !odd.includes(reason));
  return (
    <span className="rounded-xs bg-muted px-1 [box-decoration-break:clone]">
      <span dir="ltr">{written.replace(/\p{Default_Ignorable_Code_Point}/gu, '')}</span>
      <span
        title={official.inertLink(link.host)}
        className={classNames('ml-1 text-xs', isBad ? 'text-danger' : 'text-ink-2')}
      >
        <Unlink size={12} aria-hidden className="mr-1 inline" />
        <span className="sr-only">{official.inertLink(link.host)}</span>
        <span aria-hidden className="font-mono">
          {link.host}
        </span>
        {reasons.length > 0 && ` · ${reasons.map((reason) => official.reasons[reason]).join(', ')}`}
      </span>
    </span>
  );
}

/** What the server's lists say of the hosts, by host; nothing until it is there. */
function useJudgement(links: readonly Link[], inboxId: Id): ReadonlyMap<string, readonly HostReason[]> {
  const hosts = [...new Set(links.map(({ host }) => host))].slice(0, 20);
  const { data } = useQuery({
    queryKey: ['hosts', inboxId, ...hosts],
    queryFn: ({ signal }) => fetchFrom(officialEndpoints.judgeHosts, { body: { inboxId, hosts }, signal }),
    enabled: hosts.length > 0,
    staleTime: 600_000,
  });
  return new Map(data?.items.map(({ host, reasons }) => [host, reasons]));
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
