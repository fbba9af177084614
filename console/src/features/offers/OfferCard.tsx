import type { Offer } from '@haven/shared/realtime/agent-events';
import { Clock } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { useConversation, useLive } from '../../live/live-context.tsx';
import { useDirectory } from '../../live/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { failureText } from '../../ui/failure-text.ts';
import { issueNames } from '../../ui/issue-names.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { Waiting } from '../../ui/Waiting.tsx';

type Props = {
  offer: Offer;
  /** Answered by the keys. */
  isFirst: boolean;
  isLive: boolean;
  onOpen: (conversationId: string) => void;
};

/** One offer: who asks, about what, in which language, and how long there is to answer. */
export function OfferCard({ offer, isFirst, isLive, onOpen }: Props) {
  const strings = useStrings();
  const { offers: words, visitorName, languageTags, languageNames } = strings;
  const language = useLanguage();
  const live = useLive();
  const conversation = useConversation(offer.conversationId);
  const directory = useDirectory();
  const [isBusy, setBusy] = useState(false);
  const { conversationId, caseId, epoch } = offer;
  const name = conversation === undefined ? words.unknownVisitor : visitorName(conversation.visitor.label);
  // Its words, or none while they come: a key says nothing to a person.
  const issue =
    conversation === undefined || directory.isPending
      ? undefined
      : issueNames(conversation.issueType, directory.data?.issueTypes ?? [], language).full;
  const severity = caseId === null ? null : (conversation?.case?.severity ?? '');

  async function answer(isAccepted: boolean) {
    if (isBusy) return;
    setBusy(true);
    const answered = isAccepted
      ? caseId === null
        ? await live.ask('conversation:accept', { conversationId, epoch })
        : await live.ask('case:accept', { conversationId, caseId })
      : await live.declineOffer(offer);
    setBusy(false);
    if (answered.ok) return isAccepted ? onOpen(conversationId) : undefined;
    toast.error(failureText(answered.error, strings));
    live.refreshOffers();
  }
  useShortcut('a', () => void answer(true), isFirst && isLive);
  useShortcut('d', () => void answer(false), isFirst && isLive);

  return (
    <article className="rounded-xl border border-accent-line bg-raised p-4 shadow-md">
      <p role="status" className="sr-only">
        {issue !== undefined && words.announce(name, issue)}
      </p>
      <header className="mb-2 flex items-center justify-between gap-2">
        <h2 className="text-xs font-medium !tracking-normal text-ink-2">
          {severity === null ? words.chat : words.case(severity)}
        </h2>
        <TimeLeft until={offer.expiresAt} />
      </header>
      <p className="flex min-w-0 items-center gap-[6px]">
        <button
          type="button"
          aria-label={words.open(name)}
          onClick={() => onOpen(conversationId)}
          className="min-w-0 truncate rounded-xs text-md font-semibold hover:text-accent hover:underline"
        >
          {name}
        </button>
        {conversation !== undefined && (
          <span title={languageNames[conversation.language]} className="shrink-0">
            <Tag tone="line">{languageTags[conversation.language]}</Tag>
          </span>
        )}
        {conversation?.waitingSince != null && (
          <span className="ml-auto">
            <Waiting since={conversation.waitingSince} />
          </span>
        )}
      </p>
      <p className="truncate text-ink-2">{issue ?? ' '}</p>
      <div className="mt-3 grid grid-cols-2 gap-2">
        <Button disabled={!isLive} isBusy={isBusy} onClick={() => void answer(false)}>
          {words.decline} <span className="sr-only">{name}</span> {isFirst && <Key letter="D" />}
        </Button>
        <Button look="primary" disabled={!isLive} isBusy={isBusy} onClick={() => void answer(true)}>
          {words.accept} <span className="sr-only">{name}</span> {isFirst && <Key letter="A" />}
        </Button>
      </div>
    </article>
  );
}

/** A hint for those who have a keyboard. */
function Key({ letter }: { letter: string }) {
  return (
    <span aria-hidden className="max-md:hidden">
      <Kbd>{letter}</Kbd>
    </span>
  );
}

/** From here on the time that is left is worth a colour. Seconds. */
const warnSeconds = 10;
const dangerSeconds = 5;

function TimeLeft({ until }: { until: string }) {
  const { offers: words } = useStrings();
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - useNow()) / 1000));
  const tone =
    seconds <= dangerSeconds
      ? 'bg-danger-soft text-danger'
      : seconds <= warnSeconds
        ? 'bg-warn-soft text-warn'
        : 'bg-muted text-ink-2';
  return (
    <span
      className={classNames(
        'num inline-flex h-6 shrink-0 items-center gap-[5px] rounded-full px-2 text-xs font-medium',
        tone,
      )}
    >
      <Clock size={14} aria-hidden />
      <span aria-hidden>{words.secondsLeft(seconds)}</span>
      <span className="sr-only">{words.secondsLeftInWords(seconds)}</span>
    </span>
  );
}
