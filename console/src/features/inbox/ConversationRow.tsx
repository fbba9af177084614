import type { StaffConversation } from '@haven/shared/conversation';
import { Layers } from 'lucide-react';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { useMe } from '../../live/live-context.tsx';
import { useDirectory } from '../../live/queries.ts';
import { activityAt, isOwn, openCase } from '../../live/views.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Count } from '../../ui/Count.tsx';
import { shortOf } from '../../ui/dates.ts';
import { issueNames } from '../../ui/issue-names.ts';
import { Tag } from '../../ui/Tag.tsx';
import { useNow } from '../../ui/use-now.ts';
import { Waiting } from '../../ui/Waiting.tsx';

type Props = {
  conversation: StaffConversation;
  isSelected: boolean;
  onSelect: () => void;
  /** Instead of the last message: where a search found something. */
  snippet?: string;
};

/** One conversation of a list: who, since when, what about. */
export function ConversationRow({ conversation, isSelected, onSelect, snippet }: Props) {
  const { inbox: words, visitorName, languageTags, languageNames } = useStrings();
  const language = useLanguage();
  const me = useMe();
  const issueTypes = useDirectory().data?.issueTypes ?? [];
  const { visitor, unread, waitingSince, status, assignee, rating } = conversation;
  const issue = issueNames(conversation.issueType, issueTypes, language);
  const isUnread = unread > 0;
  const preview = usePreview(conversation, snippet);
  return (
    <button
      type="button"
      onClick={onSelect}
      aria-current={isSelected ? 'true' : undefined}
      className={classNames(
        'grid w-full grid-cols-[32px_minmax(0,1fr)] gap-x-[11px] rounded-md px-[10px] pt-[11px] pb-3 text-left focus-visible:relative focus-visible:shadow-[inset_0_0_0_2px_var(--accent)]',
        isSelected ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      <Avatar id={visitor.id} name={visitor.label} />
      <span className="min-w-0">
        <span className="flex min-w-0 items-center gap-[6px]">
          <b className={classNames('truncate', isUnread ? 'font-semibold' : 'font-medium')}>
            {visitorName(visitor.label)}
          </b>
          <span
            title={languageNames[conversation.language]}
            className="shrink-0 rounded-[3px] px-1 text-[10px] leading-[14px] text-ink-3 shadow-[inset_0_0_0_1px_var(--border-strong)]"
          >
            {languageTags[conversation.language]}
          </span>
          <span className="ml-auto shrink-0">
            {waitingSince !== null && status !== 'closed' ? (
              <Waiting since={waitingSince} />
            ) : (
              <LastMoved at={activityAt(conversation)} />
            )}
          </span>
        </span>
        <span
          {...(language !== conversation.language && { lang: conversation.language })}
          className={classNames('mt-px block truncate', isUnread ? 'text-ink' : 'text-ink-2')}
        >
          {preview}
        </span>
        <span className="mt-[6px] flex min-w-0 items-center gap-[5px]">
          <Tag className={classNames('shrink', isSelected && 'bg-surface')}>
            <span className="truncate leading-4">{issue.full}</span>
          </Tag>
          {openCase(conversation) !== null && (
            <Tag tone="accent" className="shrink-0">
              <Layers size={12} aria-hidden />
              {words.tier2}
            </Tag>
          )}
          {status === 'resolved' && (
            <Tag tone="ok" className="shrink-0">
              {words.resolved}
            </Tag>
          )}
          {assignee !== null && !isOwn(conversation, me) && (
            <span className="truncate text-2xs text-ink-3">{assignee.name}</span>
          )}
          {rating !== null && <span className="num shrink-0 text-2xs text-ink-3">{rating}/5</span>}
          <Count value={unread} label={words.unread(unread)} className="ml-auto shrink-0" />
        </span>
      </span>
    </button>
  );
}

function usePreview({ preview }: StaffConversation, snippet: string | undefined): string {
  const { inbox: words } = useStrings();
  const me = useMe();
  if (snippet !== undefined && snippet !== '') return snippet;
  if (preview === null) return '';
  const { agent } = preview;
  const by = agent === null ? '' : agent.id === me.id ? words.byYou : words.byAgent(agent.name);
  const image = preview.hasImage ? words.image : '';
  const text = [image, preview.text].filter((part) => part !== '').join(' ');
  return `${by}${text === '' ? words.redactedPreview : text}`;
}

function LastMoved({ at }: { at: string }) {
  const language = useLanguage();
  const now = useNow();
  return (
    <time dateTime={at} className="num text-xs text-ink-3">
      {shortOf(at, now, language)}
    </time>
  );
}
