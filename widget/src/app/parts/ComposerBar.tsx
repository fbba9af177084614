import { messageMaxChars } from '@haven/shared/limits';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useApp, useStrings } from '../app-model.ts';
import { canSend } from '../session/composer.ts';
import { useStore } from '../store.ts';
import { Icon } from './Icon.tsx';
import { ImageSheet, ImageTiles } from './ImageTiles.tsx';

/** Pixels: five lines, then the box scrolls. */
const maxHeight = 136;

/**
 * Where messages are written. Typing is never disabled. Enter sends where there is a real keyboard and breaks the line
 * on touch; while an input method is composing, Enter only commits its text.
 */
export function ComposerBar({ placeholder }: { placeholder: string }) {
  const app = useApp();
  const strings = useStrings();
  const state = useStore(app.composerState);
  const { connection } = useStore(app.liveState);
  const boxRef = useRef<HTMLTextAreaElement>(null);
  const [isPicking, setIsPicking] = useState(false);
  const maySend = canSend(state);

  useLayoutEffect(() => {
    const area = boxRef.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, maxHeight)}px`;
  }, [state.text]);

  function send(): void {
    if (!maySend) return;
    app.composer.send();
    app.liveNow()?.typing(false);
    boxRef.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const isComposing = event.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || isComposing) return;
    if (window.matchMedia('(pointer: coarse)').matches) return;
    event.preventDefault();
    send();
  }

  function onPaste(event: ClipboardEvent): void {
    const images = Array.from(event.clipboardData?.files ?? []).filter((file) =>
      file.type.startsWith('image/'),
    );
    if (images.length === 0) return;
    event.preventDefault();
    app.composer.addImages(images);
  }

  return (
    <footer class="composer-place">
      <ImageTiles />
      <div class="composer">
        <button
          type="button"
          class="icon-btn"
          aria-label={strings.chat.addImage}
          onClick={() => setIsPicking(true)}
        >
          <Icon name="plus" size={24} />
        </button>
        <textarea
          ref={boxRef}
          class="in"
          rows={1}
          maxLength={messageMaxChars}
          placeholder={connection === 'waiting' ? strings.chat.whenBack : placeholder}
          aria-label={strings.chat.message}
          value={state.text}
          onInput={(event) => {
            app.composer.setText(event.currentTarget.value);
            app.liveNow()?.typing(event.currentTarget.value !== '');
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onFocus={app.guard.warmUp}
          onBlur={() => app.liveNow()?.typing(false)}
        />
        <button
          type="button"
          class={maySend ? 'go' : 'go off'}
          aria-label={strings.chat.send}
          aria-disabled={!maySend}
          // Keeps the keyboard open on touch: the box must not lose the focus to the button.
          onPointerDown={(event) => event.preventDefault()}
          onClick={send}
        >
          <Icon name="send" />
        </button>
      </div>
      {isPicking && <ImageSheet close={() => setIsPicking(false)} />}
    </footer>
  );
}
