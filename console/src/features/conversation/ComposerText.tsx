import type { Language } from '@haven/shared/language';
import { type KeyboardEvent, type Ref, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import { SavedReplies } from './SavedReplies.tsx';
import { useSavedReplies } from './use-saved-replies.ts';

export type ComposerTextHandle = {
  focus(): void;
  /** Puts text where the caret is, as if it were typed. */
  insert(text: string): void;
};

type Props = {
  ref: Ref<ComposerTextHandle>;
  label: string;
  placeholder: string;
  text: string;
  /** The conversation's language. */
  language: Language;
  hasSavedReplies: boolean;
  onChange: (text: string) => void;
  onSend: () => void;
};

/** What the text field may grow to before it scrolls, in pixels. */
const maxHeightPx = 220;

/** The text field. Enter sends, Shift+Enter breaks the line; while an input method composes, Enter only commits. */
export function ComposerText({
  ref,
  label,
  placeholder,
  text,
  language,
  hasSavedReplies,
  onChange,
  onSend,
}: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const wantedCaret = useRef<number | null>(null);
  const [caret, setCaret] = useState(text.length);
  const saved = useSavedReplies({ text, caret: hasSavedReplies ? caret : -1, language, onInsert: put });

  function put(next: string, nextCaret: number) {
    wantedCaret.current = nextCaret;
    setCaret(nextCaret);
    onChange(next);
  }

  useLayoutEffect(() => {
    const box = field.current;
    if (box === null) return;
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight, maxHeightPx)}px`;
    if (wantedCaret.current === null) return;
    box.setSelectionRange(wantedCaret.current, wantedCaret.current);
    wantedCaret.current = null;
  }, [text]);

  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus(),
    insert(added) {
      const box = field.current;
      if (box === null) return;
      box.focus();
      const { selectionStart, selectionEnd } = box;
      const needsSpace = selectionStart > 0 && !/\s/.test(text[selectionStart - 1] ?? ' ');
      const piece = needsSpace ? ` ${added}` : added;
      put(text.slice(0, selectionStart) + piece + text.slice(selectionEnd), selectionStart + piece.length);
    },
  }));

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    // 229 is what older engines report for a key that the input method took.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (saved.onKeyDown(event)) return;
    if (event.key === 'Escape') field.current?.blur();
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onSend();
  }

  return (
    <>
      {saved.isOpen && (
        <SavedReplies
          id={saved.id}
          matches={saved.matches}
          active={saved.active}
          language={language}
          onPick={saved.pick}
        />
      )}
      <textarea
        ref={field}
        rows={1}
        aria-label={label}
        aria-autocomplete={hasSavedReplies ? 'list' : 'none'}
        aria-controls={saved.isOpen ? saved.id : undefined}
        aria-activedescendant={
          saved.isOpen && saved.matches.length > 0 ? `${saved.id}-${saved.active}` : undefined
        }
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          setCaret(event.target.selectionStart);
          onChange(event.target.value);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
        className="block min-h-11 w-full resize-none bg-transparent px-[14px] pt-2 pb-1 text-[16px] leading-[22px] focus-visible:shadow-none md:text-md md:leading-[22px]"
      />
    </>
  );
}
