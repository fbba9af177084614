import { Ear, EyeOff } from 'lucide-react';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { timeOf } from '../../ui/dates.ts';
import { DraftFate } from './DraftFate.tsx';
import type { ThreadItem } from './thread-items.ts';

type Props = { item: Extract<ThreadItem, { kind: 'note' }>; conversationId: string; myId: string };

/** What only staff can see; a whisper is for whoever holds the chat (RT16). */
export function Note({ item, conversationId, myId }: Props) {
  const { name, to, line } = item;
  const { entry: words } = useStrings();
  const language = useLanguage();
  return (
    <div className="flex flex-col items-end">
      <article className="max-w-[min(530px,88%)] rounded-lg border border-note-line bg-note-soft px-[13px] pt-[9px] pb-[10px] text-md leading-[21px]">
        <header className="mb-[3px] flex items-center gap-[6px] text-xs font-medium text-note">
          {to === null ? <EyeOff size={14} aria-hidden /> : <Ear size={14} aria-hidden />}
          {to === null
            ? words.note(name)
            : to.id === myId
              ? words.whisperToYou(name)
              : words.whisper(name, to.name)}
          {line.at !== null && (
            <small className="num ml-auto pl-3 text-2xs font-normal">{timeOf(line.at, language)}</small>
          )}
        </header>
        <p className="break-words whitespace-pre-wrap">{line.text}</p>
      </article>
      {line.draft !== null && <DraftFate draft={line.draft} conversationId={conversationId} />}
    </div>
  );
}
