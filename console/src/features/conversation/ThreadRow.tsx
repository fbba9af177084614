import type { StaffConversation } from '@haven/shared/conversation';
import type { SignedInAgent } from '@haven/shared/people';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { dayOf, isSameDay } from '../../ui/dates.ts';
import { EventLine } from './EventLine.tsx';
import { MessageGroup } from './MessageGroup.tsx';
import { Note } from './Note.tsx';
import type { ThreadItem } from './thread-items.ts';

const dayMs = 24 * 3_600_000;

/** One row of the thread. */
export function ThreadRow({
  item,
  conversation,
  me,
}: {
  item: ThreadItem;
  conversation: StaffConversation;
  me: SignedInAgent;
}) {
  return <div className="pb-[10px]">{rowOf(item, conversation, me)}</div>;
}

function rowOf(item: ThreadItem, conversation: StaffConversation, me: SignedInAgent) {
  switch (item.kind) {
    case 'day':
      return <Day at={item.at} />;
    case 'event':
      return <EventLine entry={item.entry} />;
    case 'note':
      return <Note item={item} conversationId={conversation.id} myId={me.id} />;
    case 'group':
      return (
        <MessageGroup speaker={item.speaker} lines={item.lines} conversation={conversation} myId={me.id} />
      );
  }
}

function Day({ at }: { at: string }) {
  const { conversation: words } = useStrings();
  const language = useLanguage();
  const now = Date.now();
  const label = isSameDay(at, now)
    ? words.today
    : isSameDay(at, now - dayMs)
      ? words.yesterday
      : dayOf(at, language);
  return <p className="text-center text-2xs font-medium text-ink-3">{label}</p>;
}
