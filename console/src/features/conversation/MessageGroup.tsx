import type { StaffConversation } from '@haven/shared/conversation';
import { Check, CheckCheck, Trash2 } from 'lucide-react';
import { Fragment } from 'react';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { Avatar } from '../../ui/Avatar.tsx';
import { classNames } from '../../ui/class-names.ts';
import { timeOf } from '../../ui/dates.ts';
import { DraftFate } from './DraftFate.tsx';
import { ImageAttachment } from './ImageAttachment.tsx';
import { MessageMenu } from './MessageMenu.tsx';
import { MessageText } from './MessageText.tsx';
import type { Line, Speaker } from './thread-items.ts';

type Props = { speaker: Speaker; lines: readonly Line[]; conversation: StaffConversation; myId: string };

/** Bubbles of one person. Only the last one says when, and whether it was read. */
export function MessageGroup({ speaker, lines, conversation, myId }: Props) {
  const isStaff = speaker.side === 'staff';
  const last = lines.at(-1);
  const { visitor } = conversation;
  return (
    <div className={classNames('flex gap-[10px]', isStaff && 'justify-end')}>
      {!isStaff && <Avatar id={visitor.id} name={visitor.label} size="rail" />}
      <div
        className={classNames(
          'flex max-w-[min(530px,78%)] min-w-0 flex-col gap-[3px]',
          isStaff ? 'items-end' : 'items-start',
        )}
      >
        {isStaff && speaker.id !== myId && speaker.name !== null && (
          <span className="text-2xs text-ink-3">{speaker.name}</span>
        )}
        {lines.map((line, index) => (
          <Fragment key={line.key}>
            <Bubble line={line} isFirst={index === 0} isStaff={isStaff} conversation={conversation} />
            {/* Each that was refused says why; of the others the last one speaks for all. */}
            {line !== last && line.draft?.state === 'failed' && (
              <DraftFate draft={line.draft} conversationId={conversation.id} />
            )}
          </Fragment>
        ))}
        {last !== undefined && <Fate line={last} isStaff={isStaff} conversation={conversation} />}
      </div>
    </div>
  );
}

type BubbleProps = { line: Line; isFirst: boolean; isStaff: boolean; conversation: StaffConversation };

function Bubble({ line, isFirst, isStaff, conversation }: BubbleProps) {
  const { entry: words } = useStrings();
  const language = useLanguage();
  if (line.erased !== null) {
    return (
      <p className="inline-flex items-center gap-2 rounded-lg border border-dashed border-line-strong px-3 py-2 text-sm text-ink-3">
        <Trash2 size={14} aria-hidden />
        {words.redacted[line.erased]}
      </p>
    );
  }
  const corner = isStaff ? 'rounded-[14px_4px_14px_14px]' : 'rounded-[4px_14px_14px_14px]';
  const isOther = language !== conversation.language;
  return (
    <div
      className={classNames(
        'group relative flex max-w-full flex-col gap-1',
        isStaff ? 'items-end' : 'items-start',
      )}
    >
      {line.text !== '' && (
        <p
          {...(isOther && { lang: conversation.language })}
          className={classNames(
            'w-fit max-w-full px-[13px] py-2 text-md leading-[21px] break-words whitespace-pre-wrap',
            isStaff ? 'bg-accent-soft-2' : 'bg-peer',
            isFirst ? corner : 'rounded-[14px]',
            line.draft?.state === 'sending' && 'opacity-70',
          )}
        >
          {/* What was refused or is not sent yet is no link either. */}
          <MessageText
            text={line.text}
            inboxId={conversation.inbox.id}
            isStaff={isStaff && line.draft === null}
          />
        </p>
      )}
      {line.attachments.map((attachment, index) => (
        <ImageAttachment
          key={attachment.id}
          attachment={attachment}
          previewUrl={line.previews[index] ?? null}
          startsBlurred={!isStaff}
        />
      ))}
      {line.entry !== null && (
        <MessageMenu entry={line.entry} text={line.text} side={isStaff ? 'left' : 'right'} />
      )}
    </div>
  );
}

function Fate({
  line,
  isStaff,
  conversation,
}: {
  line: Line;
  isStaff: boolean;
  conversation: StaffConversation;
}) {
  const {
    entry: words,
    conversation: { automatic },
  } = useStrings();
  const language = useLanguage();
  if (line.draft !== null) return <DraftFate draft={line.draft} conversationId={conversation.id} />;
  const isRead = line.seq !== null && line.seq <= conversation.readSeq.theirs;
  return (
    <p className="num flex items-center gap-1 text-2xs text-ink-3">
      {line.isAutomatic && <span>{automatic} ·</span>}
      {isStaff && line.erased === null && <span>{isRead ? words.readAt : words.sent}</span>}
      {line.at !== null && <time dateTime={line.at}>{timeOf(line.at, language)}</time>}
      {isStaff &&
        line.erased === null &&
        (isRead ? (
          <CheckCheck size={14} className="text-accent" aria-hidden />
        ) : (
          <Check size={14} aria-hidden />
        ))}
    </p>
  );
}
