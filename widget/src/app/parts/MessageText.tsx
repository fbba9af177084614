import '../styles/links.css';
import type { HostReason } from '@haven/shared/hosts';
import type { Link } from '@haven/shared/links';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../app-model.ts';
import type { OfficialWords } from '../official/words.ts';
import { useStore } from '../store.ts';

type Tools = { links: readonly Link[]; words: OfficialWords };

/** What is worth loading the finder for. */
const mayHoldLink = /[^\s.]\.[^\s.]|:\/\/|@|。/u;
const known: readonly HostReason[] = ['punycode', 'ip_address'];

/**
 * A message as text. Support's links, which the server let through, open outside with their real host beside them; the
 * visitor's own are none, and say where they would lead and what is odd (SAFE5). Until the finder is there: plain text.
 */
export function MessageText({ text, isOwn }: { text: string; isOwn: boolean }) {
  const tools = useTools(text, isOwn);
  if (tools === null) return <>{text}</>;
  const parts: ComponentChildren[] = [];
  let end = 0;
  for (const link of tools.links) {
    if (link.start < end) continue;
    parts.push(text.slice(end, link.start));
    const written = text.slice(link.start, link.end);
    parts.push(<LinkPart key={link.start} link={link} written={written} isOwn={isOwn} words={tools.words} />);
    end = link.end;
  }
  return (
    <>
      {parts}
      {text.slice(end)}
    </>
  );
}

type LinkProps = { link: Link; written: string; isOwn: boolean; words: OfficialWords };

function LinkPart({ link, written, isOwn, words }: LinkProps) {
  const shown = written.replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  if (isOwn || link.href === '') {
    const reasons = link.reasons.map((reason) => words.link.reasons[reason]);
    const isBad = link.reasons.some((reason) => !known.includes(reason));
    return (
      <span class="inert">
        <span dir="ltr">{shown}</span>
        <small class={isBad ? 'bad' : ''}>
          {[words.link.leads(link.host), words.link.inert, ...reasons].join(' · ')}
        </small>
      </span>
    );
  }
  return (
    <>
      <a href={link.href} target="_blank" rel="noopener noreferrer nofollow">
        {shown}
      </a>
      {shown !== link.host && <small class="real-host"> ({link.host})</small>}
    </>
  );
}

function useTools(text: string, isOwn: boolean): Tools | null {
  const app = useApp();
  const { language } = useStore(app.preferences);
  const [tools, setTools] = useState<Tools | null>(null);
  const isWanted = mayHoldLink.test(text);
  useEffect(() => {
    if (!isWanted) return;
    let isCurrent = true;
    const show = (next: Tools) => isCurrent && setTools(next);
    void Promise.all([import('../official/find-links.ts'), import('../official/words.ts')]).then(
      async ([{ linksIn, judged }, { officialWords }]) => {
        const [links, words] = [linksIn(text), officialWords(language)];
        show({ links, words });
        if (isOwn && links.length > 0) show({ links: await judged(links, app.place.inboxKey), words });
      },
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [app, text, isOwn, isWanted, language]);
  return isWanted ? tools : null;
}
