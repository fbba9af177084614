import type { HostContext, ToFrame } from '@haven/shared/widget-bridge';
import type { App } from './app-model.ts';
import { openHost, type Signer } from './host.ts';
import { applyTheme, chooseLanguage } from './preferences.ts';
import { unreadCount } from './session/live-state.ts';

/** Ties the app to its surroundings: host page, language, theme, title, size of the visible part of the window. */
export function connectHost(app: App): void {
  let stopTheme = applyTheme(app.preferences.get().theme);
  app.preferences.watch(({ theme }) => {
    stopTheme();
    stopTheme = applyTheme(theme);
  });
  followViewport();
  followUnread(app);

  const { isFramed, hostOrigin } = app.place;
  if (!isFramed) {
    // What the loader offers on a host page, an app's own code finds here (LIVE3).
    const haven = (command: unknown, value?: unknown) => {
      if (command === 'foreground') app.liveNow()?.wake();
      if (command === 'identify' && typeof value === 'string') void app.identify(value);
      if (command === 'logout') void app.logout();
      // What else a boot says is said to this page by its address, and its app.
      const sign = (Object(value) as { requestSignature?: unknown }).requestSignature;
      if (command === 'boot' && typeof sign === 'function') app.signer.set(sign as Signer);
    };
    Object.assign(window, { Haven: haven });
    void app.speak(app.preferences.get().language);
    return;
  }
  app.host.set(openHost(hostOrigin, (message) => receive(app, message)));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) app.host.get().post({ type: 'close' });
  });
}

function receive(app: App, message: ToFrame): void {
  switch (message.type) {
    case 'boot': {
      const { theme, layout, language: wish, context } = message;
      const language = chooseLanguage(wish, navigator.languages);
      app.preferences.update((current) => ({ ...current, theme, layout }));
      addContext(app, context);
      const isSpoken = app.strings.get() !== null && app.preferences.get().language === language;
      if (!isSpoken) void app.speak(language);
      return;
    }
    case 'shown':
      app.isShown.set(message.isShown);
      // It is also how the host says that its app came to the foreground (LIVE3).
      app.liveNow()?.wake();
      // Whether somebody is there may have changed while the panel was closed.
      if (message.isShown && app.inbox.get().state === 'ready') void app.loadInbox();
      return;
    case 'context':
      addContext(app, message.context);
      return;
    case 'identify':
      // Asked for by a session that begins, it is that session's to use.
      if (!app.hostTokens.told(message.token) && message.token !== null) void app.identify(message.token);
      return;
    case 'can_sign':
      app.signer.set('page');
      return;
    case 'signed':
      app.signed.set(message);
      return;
    case 'logout':
      void app.logout();
      return;
  }
}

/** What is known of the wallet stays on the device, whatever else of the context support is told. */
function addContext(app: App, { addresses, hashes, ...context }: HostContext): void {
  app.context.update((current) => ({ ...current, ...context }));
  if (addresses || hashes)
    app.wallet.update((known) => ({
      addresses: addresses ?? known.addresses,
      hashes: hashes ?? known.hashes,
    }));
}

/** Tells the unread messages to the launcher, or in the title where there is none. */
function followUnread(app: App): void {
  let told = -1;
  const tell = () => {
    const count = unreadCount(app.liveState.get());
    const inbox = app.inbox.get();
    const name = inbox.state === 'ready' ? inbox.profile.name[app.preferences.get().language] : '';
    document.title = count > 0 ? `(${count}) ${name}` : name;
    if (count === told) return;
    told = count;
    app.host.get().post({ type: 'unread', count });
  };
  app.liveState.watch(tell);
  app.inbox.watch(tell);
}

/** iOS draws the keyboard over the page: the layout follows the visible part, so that the composer rides on it. */
function followViewport(): void {
  const view = window.visualViewport;
  if (!view) return;
  const follow = () => {
    // Zoomed by pinching, the layout must stay as it is.
    if (view.scale > 1.01) return;
    document.documentElement.style.setProperty('--view-height', `${view.height}px`);
  };
  view.addEventListener('resize', follow);
  follow();
}
