import type { StaffConversation } from '@haven/shared/conversation';
import { messageMaxChars } from '@haven/shared/limits';
import { ClipboardList, EyeOff, Globe, Paperclip, SquareSlash } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { type ClipboardEvent, type DragEvent, useEffect, useRef, useState } from 'react';
import { toast } from 'sonner';
import { useStore } from 'zustand';
import { useConsole, useStrings } from '../../live/console-context.tsx';
import { type ComposerMode, nothingUnsent } from '../../live/create-unsent.ts';
import { useLive, useMe } from '../../live/live-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Choices.tsx';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { AskWarning } from './AskWarning.tsx';
import { ComposerText, type ComposerTextHandle } from './ComposerText.tsx';
import { whisperTo } from './may.ts';
import { RequestDialog } from './RequestDialog.tsx';
import { UnsentFiles } from './UnsentFiles.tsx';
import { canSend, sendUnsent } from './send-unsent.ts';
import { imagesOf, useUploads } from './use-uploads.ts';

type Props = {
  conversation: StaffConversation;
  canReply: boolean;
  handle: React.RefObject<ComposerTextHandle | null>;
};

/** Where replies and notes are written. Both texts are kept per conversation; a note turns everything yellow. */
export function Composer({ conversation, canReply, handle }: Props) {
  const { composer: words, languageNames, requests, safety } = useStrings();
  const { unsent, guard } = useConsole();
  const live = useLive();
  const { id, language } = conversation;
  const held = useStore(unsent, ({ byConversation }) => byConversation[id] ?? nothingUnsent);
  const holder = whisperTo(conversation, useMe());
  const mode: ComposerMode = canReply ? held.mode : 'note';
  const text = held[mode];
  const files = mode === 'reply' ? held.files : [];
  const uploads = useUploads(id);
  const fileInput = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const over = text.length - messageMaxChars;
  const isSendWanted = mode === 'reply' && held.isSendWanted;

  function change(next: string) {
    unsent.change(id, () => ({ [mode]: next, isSendWanted: false }));
    if (mode === 'reply') live.typing(id, next !== '');
  }

  function send() {
    if (!canSend(held, mode)) return;
    void sendUnsent({ unsent, live, guard }, id, mode, holder).then((answer) => {
      if (answer === 'unchecked') toast.error(safety.unchecked);
    });
    if (mode === 'reply') live.typing(id, false);
    handle.current?.focus();
  }

  function takeFiles(event: DragEvent | ClipboardEvent, transfer: DataTransfer | null) {
    const images = imagesOf(transfer);
    if (images.length === 0 || mode !== 'reply') return;
    event.preventDefault();
    uploads.add(images);
  }

  useEffect(() => () => live.typing(id, false), [live, id]);

  const isNote = mode === 'note';
  const isWhisper = isNote && holder !== null && held.isWhisper;
  return (
    <Tabs.Root
      onFocus={guard.warmUp}
      value={mode}
      onValueChange={(next) => unsent.change(id, () => ({ mode: next === 'note' ? 'note' : 'reply' }))}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(!isNote);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        takeFiles(event, event.dataTransfer);
      }}
      onPaste={(event) => takeFiles(event, event.clipboardData)}
      className={classNames(
        'relative mx-3 mb-3 shrink-0 rounded-lg border md:mx-4 md:mb-4',
        isNote
          ? 'border-note-line bg-note-soft'
          : 'border-line-control bg-surface focus-within:border-accent focus-within:shadow-[0_0_0_3px_color-mix(in_srgb,var(--accent)_13%,transparent)]',
      )}
    >
      <div className="flex items-center gap-[14px] px-[14px] pt-[7px] text-xs">
        <Tabs.List aria-label={words.mode} className="flex gap-[14px] font-medium">
          {canReply && <ModeTab value="reply">{words.reply}</ModeTab>}
          <ModeTab value="note">{words.note}</ModeTab>
        </Tabs.List>
        <span
          className={classNames(
            'ml-auto flex min-w-0 items-center gap-[5px] truncate',
            isNote ? 'text-note' : 'text-ink-3',
          )}
        >
          {isNote ? <EyeOff size={14} aria-hidden /> : <Globe size={14} aria-hidden />}
          {isNote ? words.noteHint : words.replyingIn(languageNames[language])}
        </span>
      </div>
      <Tabs.Content value={mode} tabIndex={-1}>
        <UnsentFiles files={files} onRemove={uploads.remove} />
        <ComposerText
          key={`${id} ${mode}`}
          ref={handle}
          label={isNote ? words.note : words.reply}
          placeholder={isNote ? words.notePlaceholder : words.replyPlaceholder}
          text={text}
          language={language}
          hasSavedReplies={!isNote}
          onChange={change}
          onSend={send}
        />
        {!isNote && <AskWarning text={text} />}
      </Tabs.Content>
      <div className="flex items-center gap-[2px] px-2 pt-1 pb-2">
        {!isNote && (
          <>
            <IconButton size="sm" label={words.attach} onClick={() => fileInput.current?.click()}>
              <Paperclip size={18} aria-hidden />
            </IconButton>
            <IconButton size="sm" label={words.savedReplies} onClick={() => handle.current?.insert('/')}>
              <SquareSlash size={18} aria-hidden />
            </IconButton>
            <IconButton size="sm" label={requests.ask} onClick={() => setAsking(true)}>
              <ClipboardList size={18} aria-hidden />
            </IconButton>
            <input
              ref={fileInput}
              type="file"
              accept="image/*"
              multiple
              hidden
              onChange={(event) => {
                uploads.add([...(event.target.files ?? [])]);
                event.target.value = '';
              }}
            />
          </>
        )}
        {isNote && holder !== null && (
          <span className="pl-[6px] text-xs text-note">
            <Checkbox
              isOn={held.isWhisper}
              onChange={(isOn) => unsent.change(id, () => ({ isWhisper: isOn }))}
            >
              {words.whisperTo(holder.name)}
            </Checkbox>
          </span>
        )}
        <span className="ml-auto flex items-center gap-2 text-xs text-ink-3">
          {over > 0 ? (
            <span role="alert" className="text-danger">
              {words.tooLong(over)}
            </span>
          ) : (
            <output>
              {isSendWanted ? (
                words.sendsWhenReady
              ) : (
                <span className="hidden md:inline">{words.shortcutHint}</span>
              )}
            </output>
          )}
          <Button
            size="sm"
            look={isNote ? 'note' : 'primary'}
            disabled={!canSend(held, mode)}
            isBusy={isSendWanted}
            onClick={send}
          >
            {isWhisper ? words.whisper : isNote ? words.addNote : words.send}
          </Button>
        </span>
      </div>
      {isAsking && <RequestDialog conversation={conversation} onClose={() => setAsking(false)} />}
      {isOver && (
        <div className="absolute inset-0 grid place-items-center rounded-lg border-2 border-dashed border-accent bg-accent-soft font-medium text-accent">
          {words.dropHere}
        </div>
      )}
    </Tabs.Root>
  );
}

function ModeTab({ value, children }: { value: ComposerMode; children: string }) {
  const active =
    value === 'note'
      ? 'data-[state=active]:text-note data-[state=active]:shadow-[inset_0_-2px_0_var(--note)]'
      : 'data-[state=active]:text-ink data-[state=active]:shadow-[inset_0_-2px_0_var(--accent)]';
  return (
    <Tabs.Trigger
      value={value}
      className={classNames('h-6 pb-[3px] text-ink-3 focus-visible:!shadow-focus', active)}
    >
      {children}
    </Tabs.Trigger>
  );
}
