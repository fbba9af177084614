import type { StaffConversation } from '@haven/shared/conversation';
import type { Fact as KnownFact } from '@haven/shared/request';
import { BadgeCheck, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { useIsLive, useLive, useLiveState } from '../../live/live-context.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { dayAndTimeOf } from '../../ui/dates.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { Section } from './Section.tsx';

/** What the visitor has answered, newest first, each with what is proved of it (SAFE7). */
export function FactsSection({ conversation: { id } }: { conversation: StaffConversation }) {
  const { requests: words, common } = useStrings();
  const language = useLanguage();
  const live = useLive();
  const isLive = useIsLive();
  // An answer, or one that is gone, is a reason to look again.
  const count = useLiveState(({ timelines }) => {
    const kinds = new Set(['request_answered', 'ownership_proved', 'redacted']);
    return timelines[id]?.entries.filter(({ body }) => kinds.has(body.kind)).length ?? 0;
  });
  const [facts, setFacts] = useState<readonly KnownFact[] | 'failed' | null>(null);
  useEffect(() => {
    if (!isLive) return;
    let isCurrent = true;
    void live.factsOf(id).then((answer) => {
      if (isCurrent) setFacts(answer.ok ? answer.value.facts : 'failed');
    });
    return () => {
      isCurrent = false;
    };
  }, [live, isLive, id, count]);

  async function copy(value: string) {
    if (await copyText(value)) toast.success(common.copied);
  }

  if (facts === null || facts.length === 0) return null;
  return (
    <Section title={words.facts.title}>
      {facts === 'failed' ? (
        <p className="text-ink-3">{words.facts.failed}</p>
      ) : (
        <ul className="flex flex-col gap-2">
          {newestOf(facts).map(({ entryId, field, value, families, isChecked, foundOn, proved }) => (
            <li key={`${entryId} ${field}`} className="rounded-md border border-line px-3 py-2">
              <p className="text-2xs text-ink-3">{words.fields[field === 'ownership' ? 'address' : field]}</p>
              <p className="flex min-w-0 items-start gap-1">
                <bdi
                  className={
                    families.length > 0
                      ? 'min-w-0 flex-1 font-mono text-xs break-all'
                      : 'min-w-0 flex-1 break-words whitespace-pre-wrap'
                  }
                >
                  {value}
                </bdi>
                <IconButton
                  size="sm"
                  label={words.copy(words.fields[field])}
                  onClick={() => void copy(value)}
                >
                  <Copy size={14} aria-hidden />
                </IconButton>
              </p>
              {families.length > 0 && (
                <p className="mt-1 flex flex-wrap gap-1">
                  <Tag tone="ok">{isChecked ? words.facts.checked : words.facts.form}</Tag>
                  {proved !== undefined && (
                    <Tag tone="ok">
                      <BadgeCheck size={12} aria-hidden />{' '}
                      {words.facts.proved(dayAndTimeOf(proved.at, language))}
                    </Tag>
                  )}
                  {proved?.method === 'contract' && <Tag tone="line">{words.facts.byContract}</Tag>}
                  {foundOn !== undefined && (
                    <Tag tone={foundOn.length > 0 ? 'ok' : 'warn'}>
                      {foundOn.length > 0
                        ? words.facts.found(foundOn.map((name) => name[language]).join(', '))
                        : words.facts.notFound}
                    </Tag>
                  )}
                  {families.length > 1 && !foundOn?.length && (
                    <Tag tone="line">{words.facts.ambiguous(families.length)}</Tag>
                  )}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** The same value told twice is one fact. */
function newestOf(facts: readonly KnownFact[]): KnownFact[] {
  const seen = new Set<string>();
  return facts.filter(({ field, value }) => {
    const name = `${field} ${value}`;
    return !seen.has(name) && seen.add(name);
  });
}
