import type { Timeline } from '@haven/shared/timeline';
import type { StaffConversation } from '@haven/shared/conversation';
import { Eye } from 'lucide-react';
import { useRef, useState } from 'react';
import { useConsole, useStrings } from '../../live/console-context.tsx';
import { useLiveState, useMe } from '../../live/live-context.tsx';
import { Failed, SkeletonRows } from '../../ui/States.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { BlockDialog } from './BlockDialog.tsx';
import { Composer } from './Composer.tsx';
import type { ComposerTextHandle } from './ComposerText.tsx';
import { type Act, ConversationHeader } from './ConversationHeader.tsx';
import { EscalateDialog } from './EscalateDialog.tsx';
import { actionsFor, mayNote, mayReply, whisperTo } from './may.ts';
import { ResolveDialog } from './ResolveDialog.tsx';
import { Thread } from './Thread.tsx';
import { TransferDialog } from './TransferDialog.tsx';
import { TypingLine } from './TypingLine.tsx';
import { WatchersLine } from './WatchersLine.tsx';
import { useAsk } from './use-ask.ts';
import { useOpenConversation } from './use-open-conversation.ts';

type Props = { conversationId: string; onBack: () => void; onDetails: () => void };

/** One conversation: opened on the server while it is on the screen. */
export function ConversationPane({ conversationId, onBack, onDetails }: Props) {
  const strings = useStrings();
  const conversation = useLiveState((state) => state.conversations[conversationId]);
  const timeline = useLiveState((state) => state.timelines[conversationId]);
  const opening = useOpenConversation(conversationId);
  if (opening.failure !== null && (conversation === undefined || timeline === undefined)) {
    const isGone = opening.failure.code === 'not_found';
    return (
      <Failed
        text={isGone ? strings.conversation.gone : strings.conversation.failed}
        onRetry={opening.retry}
      />
    );
  }
  const isWaiting = conversation === undefined || timeline === undefined || timeline.after === null;
  if (isWaiting) return <SkeletonRows rows={5} />;
  return <Opened conversation={conversation} timeline={timeline} onBack={onBack} onDetails={onDetails} />;
}

type OpenedProps = {
  conversation: StaffConversation;
  timeline: Timeline;
  onBack: () => void;
  onDetails: () => void;
};

function Opened({ conversation, timeline, onBack, onDetails }: OpenedProps) {
  const { conversation: words, watching } = useStrings();
  const { unsent } = useConsole();
  const me = useMe();
  const { ask, isBusy } = useAsk();
  const [dialog, setDialog] = useState<Act | null>(null);
  const composer = useRef<ComposerTextHandle>(null);
  const { id, epoch, status, assignee } = conversation;
  const may = actionsFor(conversation, me);
  const canReply = mayReply(conversation, me);
  const canNote = mayNote(conversation, me);
  const watched = whisperTo(conversation, me);

  async function act(next: Act) {
    if (next === 'takeOver') {
      const to = { kind: 'agent', id: me.id } as const;
      await ask('conversation:transfer', { conversationId: id, epoch, to, note: '' }, words.tookOver);
    } else if (next === 'accept') await ask('conversation:accept', { conversationId: id, epoch });
    else return setDialog(next);
    // Only what is held may be answered; somebody faster shows in the state that came back.
    composer.current?.focus();
  }

  function note() {
    unsent.change(id, () => ({ mode: 'note' }));
    setTimeout(() => composer.current?.focus());
  }

  useShortcut('e', () => setDialog('escalate'), may.escalate);
  useShortcut('r', () => setDialog('resolve'), may.resolve);
  useShortcut('n', note, canNote);
  useShortcut('/', () => composer.current?.insert('/'), canReply);

  const close = () => setDialog(null);
  return (
    <>
      <ConversationHeader
        conversation={conversation}
        isBusy={isBusy}
        onAct={(next) => void act(next)}
        onBack={onBack}
        onDetails={onDetails}
      />
      <WatchersLine conversationId={id} />
      <Thread key={id} conversation={conversation} timeline={timeline} />
      <TypingLine conversationId={id} visitorLabel={conversation.visitor.label} />
      {!canReply && (
        <p className="border-t border-line bg-subtle px-5 py-2 text-center text-xs text-ink-2">
          {watched !== null && <Eye size={14} className="mr-[6px] inline align-[-3px]" aria-hidden />}
          {watched !== null
            ? watching.youWatch(watched.name)
            : status === 'closed'
              ? words.readOnly.closed
              : status === 'queued'
                ? words.readOnly.queued
                : words.readOnly[canNote ? 'otherNote' : 'other'](assignee?.name ?? '')}
        </p>
      )}
      {(canReply || canNote) && (
        <Composer conversation={conversation} canReply={canReply} handle={composer} />
      )}
      {dialog === 'transfer' && <TransferDialog conversation={conversation} onClose={close} />}
      {dialog === 'escalate' && <EscalateDialog conversation={conversation} onClose={close} />}
      {dialog === 'resolve' && <ResolveDialog conversation={conversation} onClose={close} />}
      {dialog === 'block' && <BlockDialog conversation={conversation} onClose={close} />}
    </>
  );
}
