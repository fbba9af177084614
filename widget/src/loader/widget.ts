import { createFrame, type Frame } from './frame.ts';
import { createLauncher, fullBelowPx, type Launcher } from './launcher.ts';
import { contextOf, languageOf, noOptions, type Options, withOptions } from './options.ts';
import { loaderStrings } from './strings.ts';

type Listener = (detail: unknown) => void;

/**
 * What `Haven(command, value)` does. Before the first interaction there is nothing but a button: no frame, no request,
 * nothing stored.
 */
export function createWidget(origin: string): (...call: unknown[]) => void {
  let options: Options = noOptions;
  let launcher: Launcher | null = null;
  let frame: Frame | null = null;
  let isShown = false;
  let unread = 0;
  let pageOverflow = '';
  /** Where the host is asked for what its backend signed of its user, and for signatures of the user's wallet. */
  let getToken: unknown;
  let requestSignature: unknown;
  const listeners: [string, Listener][] = [];

  function emit(event: string, detail?: unknown): void {
    for (const [name, listener] of listeners) if (name === event) listener(detail);
  }

  const words = () => loaderStrings(options.language ?? navigator.language);

  function draw(): void {
    const isSystemDark = window.matchMedia('(prefers-color-scheme: dark)').matches;
    const isDark = options.theme === 'dark' || (options.theme === 'system' && isSystemDark);
    launcher?.draw({ isShown, unread, isFull: options.layout === 'full', isDark, strings: words() });
  }

  function boot(): void {
    const { language, theme, layout, context } = options;
    frame?.post({ type: 'boot', language, theme, layout, context });
    if (requestSignature) frame?.post({ type: 'can_sign' });
  }

  function openFrame(): void {
    if (frame !== null || launcher === null || options.inbox === '') return;
    frame = createFrame({
      origin,
      inbox: options.inbox,
      title: words().title,
      onReady() {
        boot();
        frame?.post({ type: 'shown', isShown });
        emit('ready');
      },
      onMessage(message) {
        if (message.type === 'close') setShown(false);
        if (message.type === 'token_wanted') void tellToken();
        if (message.type === 'sign_wanted')
          void said(requestSignature, message.asked).then((signature) =>
            frame?.post({ type: 'signed', id: message.id, signature }),
          );
        if (message.type === 'unread') {
          unread = message.count;
          emit('unread', unread);
          draw();
        }
      },
    });
    launcher.panel.append(frame.element);
  }

  /** Without a token the visitor is anonymous, or told so. */
  async function tellToken(): Promise<void> {
    frame?.post({ type: 'identify', token: await said(getToken) });
  }

  function setShown(next: boolean): void {
    if (launcher === null || next === isShown) return;
    isShown = next;
    // A new frame is told everything as soon as it is ready.
    const hadFrame = frame !== null;
    if (next) openFrame();
    draw();
    if (hadFrame) frame?.post({ type: 'shown', isShown });
    holdPage();
    if (next) frame?.element.focus();
    // Where there is no button to be seen, this does nothing.
    else launcher.button.focus();
    emit(next ? 'show' : 'hide');
  }

  /** Where the panel fills the screen, the page behind it must not scroll. */
  function holdPage(): void {
    const { style } = document.documentElement;
    if (isShown && (options.layout === 'full' || window.innerWidth <= fullBelowPx)) {
      pageOverflow = style.overflow;
      style.overflow = 'hidden';
    } else if (!isShown) style.overflow = pageOverflow;
  }

  function start(): void {
    if (launcher !== null || options.inbox === '') return;
    launcher = createLauncher(() => setShown(!isShown));
    launcher.button.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') setShown(false);
    });
    draw();
    if (options.layout === 'full') setShown(true);
  }

  function change(given: Record<string, unknown>): void {
    options = withOptions(options, given);
    getToken = given['getToken'] ?? getToken;
    requestSignature = given['requestSignature'] ?? requestSignature;
    start();
    draw();
    boot();
  }

  const commands: Record<string, (value: unknown, extra?: unknown) => void> = {
    boot: (value) => change({ ...(value as object) }),
    show: () => setShown(true),
    hide: () => setShown(false),
    toggle: () => setShown(!isShown),
    context: (value) => {
      options = withOptions(options, { context: value });
      frame?.post({ type: 'context', context: contextOf(value) });
    },
    language: (value) => change({ language: languageOf(value) }),
    theme: (value) => change({ theme: value }),
    // A webview may have slept without any event of the page: saying again what is shown makes the frame catch up.
    foreground: () => frame?.post({ type: 'shown', isShown }),
    identify: (value) => {
      getToken = () => value;
      void tellToken();
    },
    // The session lives in the frame's own storage, so that a frame is needed to wipe it.
    logout: () => {
      getToken = null;
      openFrame();
      frame?.post({ type: 'logout' });
    },
    on: (event, listener) => {
      if (typeof listener === 'function') listeners.push([event as string, listener as Listener]);
    },
  };

  return (command, value, extra) => {
    // Only what is listed: an object has more names than its own.
    if (Object.keys(commands).includes(command as string)) commands[command as string]?.(value, extra);
  };
}

/** What a function of the host says; one that is not there or fails has nothing to say. */
async function said(code: unknown, asked?: unknown): Promise<string | null> {
  let text: unknown;
  try {
    text = await (code as (asked: unknown) => unknown)(asked);
  } catch {}
  return typeof text === 'string' ? text : null;
}
